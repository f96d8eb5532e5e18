import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isEstimated, metricsOf, bestColumns } from '../../src/playground/figures.js';
import { columnOf } from './models.js';

const fast = columnOf({
  figures: { firstTokenMs: 100, totalMs: 1100, inputTokens: 10, outputTokens: 50, costUsd: 0.02 },
});
const cheap = columnOf({
  figures: { firstTokenMs: 300, totalMs: 800, inputTokens: 10, outputTokens: 40, costUsd: 0.01 },
});

describe('the playground metrics', () => {
  test('measure speed from the first token', () => {
    assert.equal(metricsOf(fast).speed, 50);
    assert.equal(metricsOf(cheap).speed, 80);
  });

  test('omit the speed of a response that arrives all at once', () => {
    assert.equal(
      metricsOf(columnOf({ figures: { firstTokenMs: 100, totalMs: 101, outputTokens: 50 } })).speed,
      undefined,
    );
  });

  test('estimate the tokens of a response in progress, and mark the value as an estimate', () => {
    const column = columnOf({ state: 'answering', text: 'Twelve chars', figures: { firstTokenMs: 100, totalMs: 300 } });
    assert.equal(metricsOf(column).output, 3);
    assert.equal(isEstimated(column), true);
  });

  test('omit the tokens of a complete response if their number was not reported', () => {
    const column = columnOf({ figures: { firstTokenMs: 100, totalMs: 300 } });
    assert.equal(metricsOf(column).output, undefined);
    assert.equal(isEstimated(column), false);
  });

  test('identify the fastest, shortest, and cheapest response', () => {
    const winners = bestColumns([fast, cheap]);
    const bestOf = (metric: Parameters<typeof winners.get>[0]): number[] => [...(winners.get(metric) ?? [])];
    assert.deepEqual(
      [bestOf('firstToken'), bestOf('speed'), bestOf('total'), bestOf('output'), bestOf('cost')],
      [[0], [1], [1], [1], [1]],
    );
  });

  test('exclude estimated token counts from the best values', () => {
    const estimated = { ...cheap, figures: { ...cheap.figures, inputTokens: 1, outputTokens: 1, estimated: true } };
    const winners = bestColumns([fast, cheap, estimated]);
    for (const metric of ['speed', 'input', 'output'] as const) {
      assert.ok(!winners.get(metric)?.has(2), metric);
    }
  });

  test('have no best value if all values are equal', () => {
    assert.deepEqual(bestColumns([fast, cheap]).get('input'), new Set());
  });

  test('have no best value if only one column has the metric', () => {
    assert.deepEqual(bestColumns([fast, columnOf()]).get('cost'), new Set());
  });

  test('exclude empty responses from the best values', () => {
    const empty = {
      ...cheap,
      text: '',
      toolCalls: [],
      figures: { firstTokenMs: 5, totalMs: 6, inputTokens: 1, outputTokens: 0, costUsd: 0 },
    };
    for (const metric of ['firstToken', 'total', 'input', 'output', 'cost'] as const) {
      assert.ok(!bestColumns([fast, cheap, empty]).get(metric)?.has(2), metric);
    }
    assert.deepEqual(bestColumns([fast, { ...empty, text: ' \n' }]).get('cost'), new Set());
  });

  test('exclude incomplete responses from the best values', () => {
    assert.deepEqual(bestColumns([fast, { ...cheap, state: 'stopped' }]).get('cost'), new Set());
  });
});
