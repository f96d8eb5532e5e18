import type { ErrorInfo } from '@open-llm/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { infoOf } from './bridge.js';

/**
 * The progress of a component's work, and its last failure. The component is drawn again with both. Each kind of work
 * has a task of its own: the success of one does not remove the failure of another.
 */
export class AsyncTask implements ReactiveController {
  /** The current work, in a word; undefined when there is none. */
  doing: string | undefined;
  failure: ErrorInfo | undefined;
  /** Counts what was started. */
  #begun = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to do at first: work starts with the user's actions.
  }

  /** Performs a user's action; a previous failure is removed. True when it succeeded. */
  async run(doing: string, work: () => Promise<unknown>): Promise<boolean> {
    const turn = ++this.#begun;
    this.#show(doing, undefined);
    const failure = await failureOf(work);
    // Work that was started in the meantime continues, and its failure is not removed by this one.
    this.#show(turn === this.#begun ? undefined : this.doing, failure ?? this.failure);
    return failure === undefined;
  }

  /** Performs background work; a previous failure is shown until it succeeds. */
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
