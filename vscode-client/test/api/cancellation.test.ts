import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toAbortSignal, rejectOnAbort } from '../../src/api/cancellation.js';

describe('cancellation through the API', () => {
  test('supports an AbortSignal, which is used unchanged', () => {
    const { signal } = new AbortController();
    assert.equal(toAbortSignal(signal), signal);
  });

  test('supports a VS Code cancellation token', () => {
    let cancel = (): unknown => undefined;
    const onCancellationRequested = (listener: () => unknown): { dispose(): void } => {
      cancel = listener;
      return { dispose: () => undefined };
    };
    const signal = toAbortSignal({ isCancellationRequested: false, onCancellationRequested });
    assert.equal(signal?.aborted, false);
    cancel();
    assert.equal(signal?.aborted, true);
  });

  test('applies to a token that is already canceled', () => {
    const token = { isCancellationRequested: true, onCancellationRequested: () => ({ dispose: () => undefined }) };
    assert.equal(toAbortSignal(token)?.aborted, true);
  });

  test('does not wait for the server to start', async () => {
    const controller = new AbortController();
    const waiting = rejectOnAbort(new Promise(() => {}), controller.signal);
    controller.abort();
    await assert.rejects(waiting, { kind: 'cancelled' });
  });

  test('does not affect an operation that has completed', async () => {
    assert.equal(await rejectOnAbort(Promise.resolve('result'), new AbortController().signal), 'result');
  });
});
