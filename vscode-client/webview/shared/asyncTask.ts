import type { ErrorInfo } from '@open-llm/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { infoOf } from './bridge.js';

/**
 * Tracks the progress and the last failure of an asynchronous operation of a component. The component is rendered again
 * when either changes. Each kind of operation has a separate task, so the success of one does not clear the failure of
 * another.
 */
export class AsyncTask implements ReactiveController {
  /** A short description of the current operation; undefined if none is running. */
  doing: string | undefined;
  failure: ErrorInfo | undefined;
  /** The number of operations that were started. */
  #begun = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing is done initially because user actions start the operations.
  }

  /** Performs a user action. A previous failure is cleared first. Returns whether the action succeeded. */
  async run(doing: string, work: () => Promise<unknown>): Promise<boolean> {
    const turn = ++this.#begun;
    this.#show(doing, undefined);
    const failure = await failureOf(work);
    // An operation that was started in the meantime continues, and its failure is not cleared.
    this.#show(turn === this.#begun ? undefined : this.doing, failure ?? this.failure);
    return failure === undefined;
  }

  /** Performs a background operation. A previous failure is shown until an operation succeeds. */
  async refresh(work: () => Promise<unknown>): Promise<void> {
    this.#show(this.doing, await failureOf(work));
  }

  forget(): void {
    this.#show(this.doing, undefined);
  }

  #show(doing: string | undefined, failure: ErrorInfo | undefined): void {
    this.doing = doing;
    this.failure = failure;
    this.host.requestUpdate();
  }
}

async function failureOf(work: () => Promise<unknown>): Promise<ErrorInfo | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    return infoOf(thrown);
  }
}
