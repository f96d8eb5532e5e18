import type { ErrorInfo } from '@open-llm/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { toErrorInfo } from './bridge.js';

/**
 * Tracks the progress and the last failure of an asynchronous operation of a component. The component is rendered again
 * when either changes. Each kind of operation has a separate task, so the success of one does not clear the failure of
 * another.
 */
export class AsyncTask implements ReactiveController {
  /** A short description of the current operation; undefined if none is running. */
  progressText: string | undefined;
  failure: ErrorInfo | undefined;
  /** The number of operations that were started. */
  #startedCount = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing is done initially because user actions start the operations.
  }

  /** Performs a user action. A previous failure is cleared first. Returns whether the action succeeded. */
  async run(progressText: string, operation: () => Promise<unknown>): Promise<boolean> {
    const runNumber = ++this.#startedCount;
    this.#update(progressText, undefined);
    const failure = await errorOf(operation);
    // An operation that was started in the meantime continues, and its failure is not cleared.
    this.#update(runNumber === this.#startedCount ? undefined : this.progressText, failure ?? this.failure);
    return failure === undefined;
  }

  /** Performs a background operation. A previous failure is shown until an operation succeeds. */
  async refresh(operation: () => Promise<unknown>): Promise<void> {
    this.#update(this.progressText, await errorOf(operation));
  }

  clearFailure(): void {
    this.#update(this.progressText, undefined);
  }

  #update(progressText: string | undefined, failure: ErrorInfo | undefined): void {
    this.progressText = progressText;
    this.failure = failure;
    this.host.requestUpdate();
  }
}

async function errorOf(operation: () => Promise<unknown>): Promise<ErrorInfo | undefined> {
  try {
    await operation();
    return undefined;
  } catch (error) {
    return toErrorInfo(error);
  }
}
