import type { Column, ColumnMetrics } from './run.js';

/** The compared metrics, in display order. */
export const comparedMetrics = ['firstToken', 'speed', 'total', 'input', 'output', 'cost'] as const;
export type ComparedMetric = (typeof comparedMetrics)[number];

/**
 * The minimum time between the first and the last chunk for which a speed is calculated, in milliseconds. If it is
 * shorter, the response arrived at once and its speed is meaningless.
 */
const minSpanMs = 20;
/** The approximate number of characters per token in English text. */
const charactersPerToken = 4;

/** Returns the metrics of a column as numbers to compare. Unknown metrics are absent. */
export function metricsOf(column: Column): Partial<Record<ComparedMetric, number>> {
  const { firstTokenMs, totalMs, inputTokens, costUsd } = column.figures;
  const output = outputTokensOf(column);
  const speed = tokensPerSecond(column.figures, output);
  const responseMs = firstTokenMs === undefined ? undefined : totalMs;
  return {
    ...optionalMetric('firstToken', firstTokenMs),
    ...optionalMetric('speed', speed),
    ...optionalMetric('total', responseMs),
    ...optionalMetric('input', inputTokens),
    ...optionalMetric('output', output),
    ...optionalMetric('cost', costUsd),
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
export function bestColumns(columns: readonly Column[]): ReadonlyMap<ComparedMetric, ReadonlySet<number>> {
  const values = columns.map((column) =>
    column.state === 'done' && hasResponse(column) ? comparableMetrics(column) : {},
  );
  return new Map(
    comparedMetrics.map((metric) => [
      metric,
      bestIndexes(
        values.map((value) => value[metric]),
        metric,
      ),
    ]),
  );
}

/**
 * Returns the metrics that can be compared. Estimated token counts and the speed calculated from them are excluded,
 * because they are not comparable with reported counts.
 */
function comparableMetrics(column: Column): Partial<Record<ComparedMetric, number>> {
  const { speed, input, output, ...measured } = metricsOf(column);
  return isEstimated(column)
    ? measured
    : {
        ...measured,
        ...optionalMetric('speed', speed),
        ...optionalMetric('input', input),
        ...optionalMetric('output', output),
      };
}

function hasResponse({ text, toolCalls }: Column): boolean {
  return text.trim() !== '' || toolCalls.length > 0;
}

function bestIndexes(values: readonly (number | undefined)[], metric: ComparedMetric): ReadonlySet<number> {
  const defined = values.filter((value) => value !== undefined);
  if (defined.length < 2 || new Set(defined).size === 1) {
    return new Set();
  }
  const best = metric === 'speed' ? Math.max(...defined) : Math.min(...defined);
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
function tokensPerSecond(
  { firstTokenMs, totalMs }: ColumnMetrics,
  outputTokens: number | undefined,
): number | undefined {
  if (firstTokenMs === undefined || totalMs === undefined || outputTokens === undefined) {
    return undefined;
  }
  const span = totalMs - firstTokenMs;
  return span < minSpanMs ? undefined : outputTokens / (span / 1000);
}

function optionalMetric(metric: ComparedMetric, value: number | undefined): Partial<Record<ComparedMetric, number>> {
  return value === undefined ? {} : { [metric]: value };
}
