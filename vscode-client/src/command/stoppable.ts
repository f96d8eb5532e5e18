import { OpenLlmError } from '@open-llm/client';
import * as vscode from 'vscode';

/** Runs a function while showing a notification with a button to cancel it. Returns undefined if the user canceled. */
export async function stoppable<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, cancelled) => {
    const stop = new AbortController();
    const listening = cancelled.onCancellationRequested(() => stop.abort());
    try {
      return await work(stop.signal);
    } catch (failure) {
      if (stop.signal.aborted) {
        return undefined;
      }
      throw OpenLlmError.from(failure);
    } finally {
      listening.dispose();
    }
  });
}
