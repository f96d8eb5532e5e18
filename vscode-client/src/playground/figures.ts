import type { Column, Figures } from './run.js';

/** The compared metrics, in display order. */
export const comparedFigures = ['firstToken', 'speed', 'total', 'input', 'output', 'cost'] as const;
export type ComparedFigure = (typeof comparedFigures)[number];

/**
 * The minimum time between the first and the last chunk for which a speed is calculated, in milliseconds. If it is
 * shorter, the response arrived at once and its speed is meaningless.
 */
const leastSpanMs = 20;
/** The approximate number of characters per token in English text. */
const charactersPerToken = 4;

/** Returns the metrics of a column as numbers to compare. Unknown metrics are absent. */
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

/**
 * Returns whether the token count of a column is an estimate, because it was calculated by this extension or the
 * response is incomplete.
 */
export function isEstimated({ state, figures }: Column): boolean {
  return figures.estimated === true || (figures.outputTokens === undefined && state !== 'done');
}

/**
 * Returns, for each metric, the indexes of the columns with the best value: the fastest, the fewest tokens, or the
 * cheapest. Only complete responses are compared. No value is the best if fewer than two columns have the metric or all
 * values are equal. A model that returned nothing is never the best.
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

/**
 * Returns the metrics that can be compared. Estimated token counts and the speed calculated from them are excluded,
 * because they are not comparable with reported counts.
 */
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

/** Returns the speed in tokens per second, measured after the first token. */
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
