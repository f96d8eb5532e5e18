import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { abortSignal, whileNotAborted } from '../../src/api/cancellation.js';

describe('cancelling through the API', () => {
  test('is possible with a signal, which is used as it is', () => {
    const { signal } = new AbortController();
    assert.equal(abortSignal(signal), signal);
  });

  test('is possible with a token of VS Code', () => {
    let cancel = (): unknown => undefined;
    const onCancellationRequested = (listener: () => unknown): { dispose(): void } => {
      cancel = listener;
      return { dispose: () => undefined };
    };
    const signal = abortSignal({ isCancellationRequested: false, onCancellationRequested });
    assert.equal(signal?.aborted, false);
    cancel();
    assert.equal(signal?.aborted, true);
  });

  test('holds for a token that was cancelled before', () => {
    const token = { isCancellationRequested: true, onCancellationRequested: () => ({ dispose: () => undefined }) };
    assert.equal(abortSignal(token)?.aborted, true);
  });

  test('does not wait for a server that is starting', async () => {
    const controller = new AbortController();
    const waiting = whileNotAborted(new Promise(() => {}), controller.signal);
    controller.abort();
    await assert.rejects(waiting, { kind: 'cancelled' });
  });

  test('leaves what comes in time as it is', async () => {
    assert.equal(await whileNotAborted(Promise.resolve('here'), new AbortController().signal), 'here');
  });
});
