import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FailureBackoff } from '../../src/completion/failureBackoff.js';

describe('failures of inline completions', () => {
  function fixture(): { failures: FailureBackoff; lines: string[]; advanceTo: (ms: number) => void } {
    const lines: string[] = [];
    let now = 0;
    return {
      failures: new FailureBackoff(
        (line) => lines.push(line),
        () => now,
      ),
      lines,
      advanceTo: (ms) => (now = ms),
    };
  }

  test('are logged once for each kind until a request succeeds', () => {
    const { failures, lines } = fixture();
    failures.add({ kind: 'network', message: 'Cannot reach localhost:11434.', hint: 'Start Ollama.' });
    failures.add({ kind: 'network', message: 'Cannot reach localhost:11434.' });
    failures.add({ kind: 'auth', message: 'The key is invalid.' });
    assert.deepEqual(lines, [
      'Inline completions: network: Cannot reach localhost:11434. Start Ollama.',
      'Inline completions: auth: The key is invalid.',
    ]);
    failures.clear();
    failures.add({ kind: 'auth', message: 'The key is invalid.' });
    assert.equal(lines.length, 3);
  });

  test('pause automatic requests, for longer after each failure', () => {
    const { failures, advanceTo } = fixture();
    assert.equal(failures.mayRequest(), true);
    failures.add({ kind: 'network', message: 'Cannot reach localhost:11434.' });
    assert.equal(failures.mayRequest(), false);
    advanceTo(2000);
    assert.equal(failures.mayRequest(), true);
    failures.add({ kind: 'network', message: 'Cannot reach localhost:11434.' });
    advanceTo(5999);
    assert.equal(failures.mayRequest(), false);
    advanceTo(6000);
    assert.equal(failures.mayRequest(), true);
  });

  test('pause automatic requests for as long as the provider specifies', () => {
    const { failures, advanceTo } = fixture();
    failures.add({ kind: 'rate_limited', message: 'Too many requests.', retryAfterMs: 30_000 });
    advanceTo(29_999);
    assert.equal(failures.mayRequest(), false);
    advanceTo(30_000);
    assert.equal(failures.mayRequest(), true);
  });

  test('are cleared when a request succeeds', () => {
    const { failures } = fixture();
    failures.add({ kind: 'network', message: 'Cannot reach localhost:11434.' });
    failures.clear();
    assert.equal(failures.mayRequest(), true);
    assert.equal(failures.last, undefined);
  });
});
