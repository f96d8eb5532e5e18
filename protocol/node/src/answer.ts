import { OpenLlmError } from './error.js';
import type { ChatEvent, ChatResult } from './protocol.js';

interface StartOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: ChatEvent) => void;
}

/**
 * A running response. Iterate over its events once, then await `result`. Leaving the loop early cancels the request. If
 * the request fails, the loop throws the error with which `result` is rejected.
 */
export class ChatAnswer implements AsyncIterable<ChatEvent> {
  /** The finish reason, usage, and timing of the response. */
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
    // Callers that only iterate receive a failure from the loop. In that case, `result` must not cause an unhandled
    // rejection.
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

  /** Cancels the request. Has no effect after the response has ended. */
  cancel(): void {
    this.#cancellation.abort(OpenLlmError.cancelled());
  }

  #add(event: ChatEvent): void {
    this.#events.push(event);
    this.#wake();
  }
}
