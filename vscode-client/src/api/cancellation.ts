import { OpenLlmError } from '@open-llm/client';
import type { Cancellation } from '@open-llm/client/vscode';

/** Converts either kind of cancellation object to an abort signal. */
export function toAbortSignal(cancellation: Cancellation | undefined): AbortSignal | undefined {
  if (cancellation === undefined || cancellation instanceof AbortSignal) {
    return cancellation;
  }
  const controller = new AbortController();
  cancellation.onCancellationRequested(() => controller.abort());
  if (cancellation.isCancellationRequested) {
    controller.abort();
  }
  return controller.signal;
}

/** Waits for a promise that cannot be canceled. Rejects as soon as the signal is aborted. */
export async function rejectOnAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) {
    return promise;
  }
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(OpenLlmError.cancelled());
  });
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) {
    onAbort();
  }
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
