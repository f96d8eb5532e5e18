import { OpenLlmError } from './error.js';
import type { ChatEvent, ChatResult } from './protocol.js';

interface StartOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: ChatEvent) => void;
}

/**
 * A running response: iterate over its events, once, then await `result`. Leaving the loop early cancels the request. A
 * failure ends the loop with the error with which `result` is rejected.
 */
export class ChatAnswer implements AsyncIterable<ChatEvent> {
  /** The result of the response. */
  readonly result: Promise<ChatResult>;
  readonly #cancellation = new AbortController();
  readonly #events: ChatEvent[] = [];
  #ended = false;
  #wake: () => void = () => {};

  constructor(start: (options: StartOptions) => Promise<ChatResult>, signal?: AbortSignal) {
    const signals = signal ? [signal, this.#cancellation.signal] : [this.#cancellation.signal];
    this.result = start({ signal: AbortSignal.any(signals), onEvent: (event) => this.#add(event) });
    const end = (): void => {
      this.#ended = true;
      this.#wake();
    };
    // Callers that only iterate receive a failure from the loop; `result` must not be an unhandled rejection then.
    this.result.then(end, end);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ChatEvent, void, undefined> {
    try {
      for (;;) {
        const event = this.#events.shift();
        if (event !== undefined) {
          yield event;
        } else if (this.#ended) {
          break;
        } else {
          await new Promise<void>((resolve) => (this.#wake = resolve));
        }
      }
      await this.result;
    } finally {
      this.cancel();
    }
  }

  /** Cancels the response; has no effect once it has ended. */
  cancel(): void {
    this.#cancellation.abort(OpenLlmError.cancelled());
  }

  #add(event: ChatEvent): void {
    this.#events.push(event);
    this.#wake();
  }
}
