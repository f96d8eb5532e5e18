import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isEstimated, valuesOf, winnersOf } from '../../src/playground/figures.js';
import { columnOf } from './models.js';

const quick = columnOf({
  figures: { firstTokenMs: 100, totalMs: 1100, inputTokens: 10, outputTokens: 50, costUsd: 0.02 },
});
const cheap = columnOf({
  figures: { firstTokenMs: 300, totalMs: 800, inputTokens: 10, outputTokens: 40, costUsd: 0.01 },
});

describe('the figures of the playground', () => {
  test('count the speed from the first token on', () => {
    assert.equal(valuesOf(quick).speed, 50);
    assert.equal(valuesOf(cheap).speed, 80);
  });

  test('know no speed of an answer that came at once', () => {
    assert.equal(
      valuesOf(columnOf({ figures: { firstTokenMs: 100, totalMs: 101, outputTokens: 50 } })).speed,
      undefined,
    );
  });

  test('guess the tokens of an answer on its way, and say so', () => {
    const column = columnOf({ state: 'answering', text: 'Twelve chars', figures: { firstTokenMs: 100, totalMs: 300 } });
    assert.equal(valuesOf(column).output, 3);
    assert.equal(isEstimated(column), true);
  });

  test('guess nothing of an unstreamed response without token counts', () => {
    const column = columnOf({ figures: { firstTokenMs: 100, totalMs: 300 } });
    assert.equal(valuesOf(column).output, undefined);
    assert.equal(isEstimated(column), false);
  });

  test('have a winner each: the quickest, the fewest, the cheapest', () => {
    const winners = winnersOf([quick, cheap]);
    const at = (figure: Parameters<typeof winners.get>[0]): number[] => [...(winners.get(figure) ?? [])];
    assert.deepEqual([at('firstToken'), at('speed'), at('total'), at('output'), at('cost')], [[0], [1], [1], [1], [1]]);
  });

  test('have no winner among tokens that were guessed', () => {
    const guessed = { ...cheap, figures: { ...cheap.figures, inputTokens: 1, outputTokens: 1, estimated: true } };
    const winners = winnersOf([quick, cheap, guessed]);
    for (const figure of ['speed', 'input', 'output'] as const) {
      assert.ok(!winners.get(figure)?.has(2), figure);
    }
  });

  test('have no winner where all are alike', () => {
    assert.deepEqual(winnersOf([quick, cheap]).get('input'), new Set());
  });

  test('have no winner where only one has the figure', () => {
    assert.deepEqual(winnersOf([quick, columnOf()]).get('cost'), new Set());
  });

  test('never find a model the best that returned no response', () => {
    const empty = {
      ...cheap,
      text: '',
      toolCalls: [],
      figures: { firstTokenMs: 5, totalMs: 6, inputTokens: 1, outputTokens: 0, costUsd: 0 },
    };
    for (const figure of ['firstToken', 'total', 'input', 'output', 'cost'] as const) {
      assert.ok(!winnersOf([quick, cheap, empty]).get(figure)?.has(2), figure);
    }
    assert.deepEqual(winnersOf([quick, { ...empty, text: ' \n' }]).get('cost'), new Set());
  });

  test('leave answers out that are not whole', () => {
    assert.deepEqual(winnersOf([quick, { ...cheap, state: 'stopped' }]).get('cost'), new Set());
  });
});
