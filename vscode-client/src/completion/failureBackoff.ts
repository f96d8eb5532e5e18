import type { ErrorInfo } from '@open-llm/client';

/**
 * How long no automatic request is sent after the first failure, in milliseconds. The pause doubles with each
 * subsequent failure.
 */
const initialPauseMs = 2000;
const maxPauseMs = 120_000;

/**
 * Handles failed requests. No message is shown, and each kind of failure is logged only once until a request succeeds.
 */
export class FailureBackoff {
  readonly #log: (line: string) => void;
  readonly #now: () => number;
  readonly #logged = new Set<string>();
  #last: ErrorInfo | undefined;
  #pauseMs = 0;
  #pausedUntilMs = 0;

  constructor(log: (line: string) => void, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  /** The error of the last request, if it failed. */
  get last(): ErrorInfo | undefined {
    return this.#last;
  }

  /** Returns whether a request may be sent without an explicit user action. */
  mayRequest(): boolean {
    return this.#now() >= this.#pausedUntilMs;
  }

  add(error: ErrorInfo): void {
    this.#pauseMs = Math.min(maxPauseMs, this.#pauseMs === 0 ? initialPauseMs : 2 * this.#pauseMs);
    this.#pausedUntilMs = this.#now() + Math.max(this.#pauseMs, error.retryAfterMs ?? 0);
    this.#last = error;
    if (!this.#logged.has(error.kind)) {
      this.#logged.add(error.kind);
      this.#log(`Inline completions: ${error.kind}: ${error.message}${error.hint ? ` ${error.hint}` : ''}`);
    }
  }

  /** Forgets all failures after a request has succeeded or its settings have changed. */
  clear(): void {
    this.#last = undefined;
    this.#pauseMs = 0;
    this.#pausedUntilMs = 0;
    this.#logged.clear();
  }
}
