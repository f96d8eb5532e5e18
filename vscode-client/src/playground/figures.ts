import type { Column, Figures } from './run.js';

/** The compared metrics, in the order in which they are shown. */
export const comparedFigures = ['firstToken', 'speed', 'total', 'input', 'output', 'cost'] as const;
export type ComparedFigure = (typeof comparedFigures)[number];

/** Below this, a response arrived at once and its speed is meaningless, in milliseconds. */
const leastSpanMs = 20;
/** English text has about this many characters per token. */
const charactersPerToken = 4;

/** A column's metrics as numbers to compare; absent if unknown. */
export function valuesOf(column: Column): Partial<Record<ComparedFigure, number>> {
  const { firstTokenMs, totalMs, inputTokens, costUsd } = column.figures;
  const output = outputTokensOf(column);
  const speed = tokensPerSecond(column.figures, output);
  const answered = firstTokenMs === undefined ? undefined : totalMs;
  return {
    ...given('firstToken', firstTokenMs),
    ...given('speed', speed),
    ...given('total', answered),
    ...given('input', inputTokens),
    ...given('output', output),
    ...given('cost', costUsd),
  };
}

/** Whether a column's tokens are an estimate: they were counted here, or are still arriving. */
export function isEstimated({ state, figures }: Column): boolean {
  return figures.estimated === true || (figures.outputTokens === undefined && state !== 'done');
}

/**
 * The columns with the best value of a metric: fastest, fewest, cheapest. Only complete responses take part, and there
 * is no best value if fewer than two have the metric or all are equal. A model that returned nothing is never the best.
 */
export function winnersOf(columns: readonly Column[]): ReadonlyMap<ComparedFigure, ReadonlySet<number>> {
  const values = columns.map((column) => (column.state === 'done' && hasResponse(column) ? measuredOf(column) : {}));
  return new Map(
    comparedFigures.map((figure) => [
      figure,
      winners(
        values.map((value) => value[figure]),
        figure,
      ),
    ]),
  );
}

/** Tokens that are a guess, and the speed that follows from them, are no match for those that were counted. */
function measuredOf(column: Column): Partial<Record<ComparedFigure, number>> {
  const { speed, input, output, ...measured } = valuesOf(column);
  return isEstimated(column)
    ? measured
    : { ...measured, ...given('speed', speed), ...given('input', input), ...given('output', output) };
}

function hasResponse({ text, toolCalls }: Column): boolean {
  return text.trim() !== '' || toolCalls.length > 0;
}

function winners(values: readonly (number | undefined)[], figure: ComparedFigure): ReadonlySet<number> {
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2 || new Set(known).size === 1) {
    return new Set();
  }
  const best = figure === 'speed' ? Math.max(...known) : Math.min(...known);
  return new Set(values.flatMap((value, index) => (value === best ? [index] : [])));
}

function outputTokensOf({ figures, text, reasoning, state }: Column): number | undefined {
  if (figures.outputTokens !== undefined || state === 'done') {
    return figures.outputTokens;
  }
  const characters = text.length + reasoning.length;
  return characters === 0 ? undefined : Math.ceil(characters / charactersPerToken);
}

/** Tokens per second after the first. */
function tokensPerSecond({ firstTokenMs, totalMs }: Figures, outputTokens: number | undefined): number | undefined {
  if (firstTokenMs === undefined || totalMs === undefined || outputTokens === undefined) {
    return undefined;
  }
  const span = totalMs - firstTokenMs;
  return span < leastSpanMs ? undefined : outputTokens / (span / 1000);
}

function given(figure: ComparedFigure, value: number | undefined): Partial<Record<ComparedFigure, number>> {
  return value === undefined ? {} : { [figure]: value };
}
