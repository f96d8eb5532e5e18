import type { ErrorInfo } from '@open-llm/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { infoOf } from './bridge.js';

/**
 * What a component is doing, and how it failed the last time. The component is drawn anew with both. A task of another
 * kind has another one: what succeeds beside it takes no failure back.
 */
export class AsyncTask implements ReactiveController {
  /** What is being done, in a word; undefined when nothing is. */
  doing: string | undefined;
  failure: ErrorInfo | undefined;
  /** Counts what was begun. */
  #begun = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to begin: work begins with what the user does.
  }

  /** Does what the user asked for; what failed before is forgotten. True when it did not fail. */
  async run(doing: string, work: () => Promise<unknown>): Promise<boolean> {
    const turn = ++this.#begun;
    this.#show(doing, undefined);
    const failure = await failureOf(work);
    // What was begun meanwhile is still being done, and its failure is not this one's to take back.
    this.#show(turn === this.#begun ? undefined : this.doing, failure ?? this.failure);
    return failure === undefined;
  }

  /** Does what nobody asked for; what failed before is shown until it succeeds. */
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
