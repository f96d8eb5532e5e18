import { OpenLlmError } from '@open-llm/client';
import type { Cancellation } from '@open-llm/client/vscode';

/** Converts either kind of cancellation object to an abort signal. */
export function abortSignal(cancellation: Cancellation | undefined): AbortSignal | undefined {
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
export async function whileNotAborted<T>(waited: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) {
    return waited;
  }
  let stop = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(OpenLlmError.cancelled());
  });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) {
    stop();
  }
  try {
    return await Promise.race([waited, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
