import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failures } from '../../src/completion/failures.js';

describe('failures of inline completions', () => {
  function fixture(): { failures: Failures; lines: string[]; at: (ms: number) => void } {
    const lines: string[] = [];
    let now = 0;
    return {
      failures: new Failures(
        (line) => lines.push(line),
        () => now,
      ),
      lines,
      at: (ms) => (now = ms),
    };
  }

  test('are logged once for each kind, until a request succeeds', () => {
    const { failures, lines } = fixture();
    failures.add({ kind: 'network', message: 'Nobody answers.', hint: 'Start it.' });
    failures.add({ kind: 'network', message: 'Nobody answers.' });
    failures.add({ kind: 'auth', message: 'The key is invalid.' });
    assert.deepEqual(lines, [
      'Inline completions: network: Nobody answers. Start it.',
      'Inline completions: auth: The key is invalid.',
    ]);
    failures.clear();
    failures.add({ kind: 'auth', message: 'The key is invalid.' });
    assert.equal(lines.length, 3);
  });

  test('keep the model from being asked for a while, longer after each', () => {
    const { failures, at } = fixture();
    assert.equal(failures.mayAsk(), true);
    failures.add({ kind: 'network', message: 'Nobody answers.' });
    assert.equal(failures.mayAsk(), false);
    at(2000);
    assert.equal(failures.mayAsk(), true);
    failures.add({ kind: 'network', message: 'Nobody answers.' });
    at(5999);
    assert.equal(failures.mayAsk(), false);
    at(6000);
    assert.equal(failures.mayAsk(), true);
  });

  test('keep it from being asked as long as the provider wants', () => {
    const { failures, at } = fixture();
    failures.add({ kind: 'rate_limited', message: 'Too many requests.', retryAfterMs: 30_000 });
    at(29_999);
    assert.equal(failures.mayAsk(), false);
    at(30_000);
    assert.equal(failures.mayAsk(), true);
  });

  test('are over with the first success', () => {
    const { failures } = fixture();
    failures.add({ kind: 'network', message: 'Nobody answers.' });
    failures.clear();
    assert.equal(failures.mayAsk(), true);
    assert.equal(failures.last, undefined);
  });
});
