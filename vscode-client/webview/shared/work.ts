import type { ErrorInfo } from '@open-llm/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { RequestFailed } from './bridge.js';

/** What a component is doing for the person, and how it failed the last time. The component is drawn anew with both. */
export class Work implements ReactiveController {
  /** What is being done, in a word; undefined when nothing is. */
  doing: string | undefined;
  failure: ErrorInfo | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to begin: work begins with what the person does.
  }

  /** Does it and keeps why it failed; true when it did not. */
  async run(doing: string, work: () => Promise<unknown>): Promise<boolean> {
    this.#show(doing, undefined);
    try {
      await work();
      this.#show(undefined, undefined);
      return true;
    } catch (failure) {
      this.#show(undefined, errorOf(failure));
      return false;
    }
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

/** A failure as the pages show it. */
export function errorOf(failure: unknown): ErrorInfo {
  return failure instanceof RequestFailed ? failure.info : { kind: 'internal', message: String(failure) };
}
