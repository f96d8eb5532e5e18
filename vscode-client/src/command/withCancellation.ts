import { OpenLlmError } from '@open-llm/client';
import * as vscode from 'vscode';

/** Runs a function while showing a notification with a button to cancel it. Returns undefined if the user canceled. */
export async function withCancellation<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    try {
      return await work(controller.signal);
    } catch (failure) {
      if (controller.signal.aborted) {
        return undefined;
      }
      throw OpenLlmError.from(failure);
    } finally {
      subscription.dispose();
    }
  });
}
