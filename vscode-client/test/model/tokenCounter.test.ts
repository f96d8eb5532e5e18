import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CountTokensParams, CountTokensResult } from '@open-llm/client';
import { TokenCounter } from '../../src/model/tokenCounter.js';

describe('counting tokens', () => {
  test('asks for all that is wanted at once in one request', async () => {
    const { counter, requests } = counting();
    const counts = await Promise.all(Array.from({ length: 1000 }, (_, index) => counter.count('m', 'x'.repeat(index))));
    assert.deepEqual(
      counts,
      Array.from({ length: 1000 }, (_, index) => index),
    );
    assert.equal(requests.length, 1);
  });

  test('gathers what is wanted while a request is under way', async () => {
    const { counter, requests } = counting();
    const first = counter.count('m', 'a');
    await new Promise((resolve) => setImmediate(resolve));
    const others = ['b', 'c', 'd'].map((text) => counter.count('m', text));
    await Promise.all([first, ...others]);
    assert.deepEqual(
      requests.map(({ texts }) => texts),
      [['a'], ['b', 'c', 'd']],
    );
  });

  test('asks once for what is asked twice, at the same time or later', async () => {
    const { counter, requests } = counting();
    await Promise.all([counter.count('m', 'abc'), counter.count('m', 'abc')]);
    assert.equal(await counter.count('m', 'abc'), 3);
    assert.deepEqual(
      requests.map(({ texts }) => texts),
      [['abc']],
    );
  });

  test('keeps texts and messages apart, and in their order', async () => {
    const { counter, requests } = counting();
    const message = { role: 'user', parts: [{ type: 'text', text: 'hello' }] } as const;
    const counts = await Promise.all([
      counter.count('m', { ...message, parts: [...message.parts] }),
      counter.count('m', 'ab'),
    ]);
    assert.deepEqual(counts, [1000, 2]);
    assert.equal(requests.length, 1);
  });

  test('keeps models apart', async () => {
    const { counter, requests } = counting();
    await Promise.all([counter.count('a', 'x'), counter.count('b', 'x')]);
    assert.deepEqual(requests.map(({ model }) => model).sort(), ['a', 'b']);
  });

  test('estimates while nobody can count, and counts again afterwards', async () => {
    let away = true;
    const counter = new TokenCounter(async ({ texts }) => {
      if (away) {
        throw new Error('away');
      }
      return { counts: (texts ?? []).map(() => 7), exact: true };
    });
    assert.equal(await counter.count('m', 'x'.repeat(40)), 10);
    away = false;
    assert.equal(await counter.count('m', 'x'.repeat(40)), 7);
  });

  test('estimates what an answer leaves out', async () => {
    const counter = new TokenCounter(async () => ({ counts: [], exact: false }));
    assert.equal(await counter.count('m', 'x'.repeat(8)), 2);
  });
});

/**
 * Returns a token counter that counts each character of a string as one token and each message as a thousand tokens.
 */
function counting(): { counter: TokenCounter; requests: CountTokensParams[] } {
  const requests: CountTokensParams[] = [];
  const counter = new TokenCounter(async (params): Promise<CountTokensResult> => {
    requests.push(params);
    await new Promise((resolve) => setImmediate(resolve));
    return {
      counts: [...(params.texts ?? []).map((text) => text.length), ...(params.messages ?? []).map(() => 1000)],
      exact: true,
    };
  });
  return { counter, requests };
}
