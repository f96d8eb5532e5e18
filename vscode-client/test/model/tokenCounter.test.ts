import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CountTokensParams, CountTokensResult } from '@open-llm/client';
import { TokenCounter } from '../../src/model/tokenCounter.js';

describe('the token counter', () => {
  test('combines concurrent calls into one request', async () => {
    const { counter, requests } = characterCounter();
    const counts = await Promise.all(Array.from({ length: 1000 }, (_, index) => counter.count('m', 'x'.repeat(index))));
    assert.deepEqual(
      counts,
      Array.from({ length: 1000 }, (_, index) => index),
    );
    assert.equal(requests.length, 1);
  });

  test('combines all calls during a request into the next request', async () => {
    const { counter, requests } = characterCounter();
    const first = counter.count('m', 'a');
    await new Promise((resolve) => setImmediate(resolve));
    const others = ['b', 'c', 'd'].map((text) => counter.count('m', text));
    await Promise.all([first, ...others]);
    assert.deepEqual(
      requests.map(({ texts }) => texts),
      [['a'], ['b', 'c', 'd']],
    );
  });

  test('requests the count of a text only once, for concurrent and later calls', async () => {
    const { counter, requests } = characterCounter();
    await Promise.all([counter.count('m', 'abc'), counter.count('m', 'abc')]);
    assert.equal(await counter.count('m', 'abc'), 3);
    assert.deepEqual(
      requests.map(({ texts }) => texts),
      [['abc']],
    );
  });

  test('distinguishes texts from messages, and returns each count to its caller', async () => {
    const { counter, requests } = characterCounter();
    const message = { role: 'user', parts: [{ type: 'text', text: 'hello' }] } as const;
    const counts = await Promise.all([
      counter.count('m', { ...message, parts: [...message.parts] }),
      counter.count('m', 'ab'),
    ]);
    assert.deepEqual(counts, [1000, 2]);
    assert.equal(requests.length, 1);
  });

  test('sends a separate request for each model', async () => {
    const { counter, requests } = characterCounter();
    await Promise.all([counter.count('a', 'x'), counter.count('b', 'x')]);
    assert.deepEqual(requests.map(({ model }) => model).sort(), ['a', 'b']);
  });

  test('estimates token counts while the server is unavailable, and counts again when it is back', async () => {
    let unavailable = true;
    const counter = new TokenCounter(async ({ texts }) => {
      if (unavailable) {
        throw new Error('The server is unavailable.');
      }
      return { counts: (texts ?? []).map(() => 7), exact: true };
    });
    assert.equal(await counter.count('m', 'x'.repeat(40)), 10);
    unavailable = false;
    assert.equal(await counter.count('m', 'x'.repeat(40)), 7);
  });

  test('estimates the counts that are missing from a response', async () => {
    const counter = new TokenCounter(async () => ({ counts: [], exact: false }));
    assert.equal(await counter.count('m', 'x'.repeat(8)), 2);
  });
});

/**
 * Returns a token counter that counts each character of a string as one token and each message as a thousand tokens.
 */
function characterCounter(): { counter: TokenCounter; requests: CountTokensParams[] } {
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
