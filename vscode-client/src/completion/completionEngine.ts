import { CompletionCache, remainderOf, type Remainder } from './completionCache.js';
import { lineAtCursor, type CursorContext } from './cursorContext.js';
import { isBoundary, type TypingRhythm } from './typingRhythm.js';

/** How long to wait for the rest of a response after its first lines have arrived, in milliseconds. */
const remainderTimeoutMs = 120;
/** How long a request continues after the last caller stopped waiting for it, in milliseconds. */
const graceMs = 150;

/** A position for which a completion is requested. */
export interface CompletionRequest extends CursorContext {
  /** Identifies the model and the document. */
  readonly scope: string;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** Receives each new part of the text. */
  readonly onText: (text: string) => void;
}

export interface EngineParts<R extends CompletionRequest> {
  /** Sends a request to the model. Resolves to the complete text. */
  send(request: R, options: SendOptions): Promise<string>;
  /** Reports whether a request is running. */
  onWorkingChanged(now: boolean): void;
  /** Reports that a request failed. The request is not repeated automatically. */
  failed(failure: unknown): void;
  succeeded(): void;
  /** Returns whether a request may be sent without an explicit user action. */
  mayRequest(): boolean;
  readonly rhythm: TypingRhythm;
  /** Returns the current time of a clock for measuring durations, in milliseconds. */
  readonly now: () => number;
}

export interface CompletionOptions {
  /** Whether the user explicitly requested the suggestion. If so, it is requested without a delay. */
  readonly manual: boolean;
  /** Aborted when the suggestion is no longer needed. */
  readonly signal: AbortSignal;
}

/**
 * Provides the suggestion at a position from the cache, the running response, or a new request. At most one request
 * runs at a time. It is canceled before the next request starts, or as soon as the typed text contradicts it.
 */
export class CompletionEngine<R extends CompletionRequest> {
  readonly #parts: EngineParts<R>;
  readonly #cache = new CompletionCache();
  #inFlight: InFlightResponse | undefined;

  constructor(parts: EngineParts<R>) {
    this.#parts = parts;
  }

  /** Returns the suggestion, or undefined if there is none or it is no longer needed. */
  async complete(request: R, { manual, signal }: CompletionOptions): Promise<Remainder | undefined> {
    const dueMs = this.#parts.now() + (manual ? 0 : this.#parts.rhythm.delayMs(isBoundary(lineAtCursor(request).left)));
    let requested = false;
    while (!signal.aborted) {
      const available = this.#findAvailable(request);
      if (available) {
        return available.text === '' ? undefined : available;
      }
      const inFlight = this.#inFlight;
      if (inFlight && !inFlight.mayMatch(request)) {
        this.#cancel(inFlight);
      } else if (inFlight?.matches(request)) {
        await this.#waitFor(inFlight, inFlight.nextChange(signal));
        if (inFlight.failed) {
          return undefined;
        }
      } else if (requested) {
        return undefined; // the user has typed the complete suggestion
      } else {
        const remainingMs = dueMs - this.#parts.now();
        if (remainingMs > 0) {
          await this.#waitFor(inFlight, delay(remainingMs, signal, inFlight));
        } else if (manual || this.#parts.mayRequest()) {
          this.#start(request);
          requested = true;
        } else {
          return undefined;
        }
      }
    }
    return undefined;
  }

  /** Cancels the running request and clears the cache, because the model or other settings have changed. */
  reset(): void {
    this.#cancel(this.#inFlight);
    this.#cache.clear();
  }

  /** Cancels the running request. */
  stop(): void {
    this.#cancel(this.#inFlight);
  }

  #findAvailable(request: R): Remainder | undefined {
    return this.#cache.find(request.scope, request) ?? this.#inFlight?.partialRemainder(request);
  }

  #start(request: R): void {
    this.#cancel(this.#inFlight);
    const inFlight = new InFlightResponse(request);
    this.#inFlight = inFlight;
    const { rhythm, now } = this.#parts;
    const startedMs = now();
    rhythm.recordRequest();
    this.#parts.onWorkingChanged(true);
    void this.#parts
      .send(request, {
        signal: inFlight.signal,
        onText: (text) => inFlight.add(text),
      })
      .then(
        (text) => {
          if (!inFlight.signal.aborted) {
            rhythm.recordLatency(now() - startedMs);
            this.#cache.put({ scope: request.scope, prefix: request.prefix, suffix: request.suffix, text });
            this.#parts.succeeded();
            this.#finish(inFlight);
          }
        },
        (failure: unknown) => {
          if (!inFlight.signal.aborted) {
            inFlight.failed = true;
            this.#parts.failed(failure);
            this.#finish(inFlight);
          }
        },
      );
  }

  #finish(inFlight: InFlightResponse): void {
    if (this.#inFlight === inFlight) {
      this.#inFlight = undefined;
      this.#parts.onWorkingChanged(false);
    }
    inFlight.notifyChanged();
  }

  #cancel(inFlight: InFlightResponse | undefined): void {
    if (inFlight) {
      inFlight.cancel();
      this.#finish(inFlight);
    }
  }

  /**
   * Keeps a request running while a caller waits for it, and for a short time afterwards, because the next keystroke
   * might need it.
   */
  async #waitFor(inFlight: InFlightResponse | undefined, waiting: Promise<void>): Promise<void> {
    if (!inFlight) {
      return waiting;
    }
    inFlight.waiting++;
    try {
      await waiting;
    } finally {
      inFlight.waiting--;
      if (inFlight.isAbandoned()) {
        setTimeout(() => this.#inFlight === inFlight && inFlight.isAbandoned() && this.#cancel(inFlight), graceMs);
      }
    }
  }
}

/** A response that is being received. */
class InFlightResponse {
  readonly #request: CompletionRequest;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<() => void>();
  #text = '';
  #slow = false;
  #shown = false;
  waiting = 0;
  failed = false;

  constructor(request: CompletionRequest) {
    this.#request = request;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  add(text: string): void {
    const isFirst = this.#text.trim() === '';
    this.#text += text;
    if (isFirst && this.#text.trim() !== '') {
      setTimeout(() => {
        this.#slow = true;
        this.notifyChanged();
      }, remainderTimeoutMs);
    }
    this.notifyChanged();
  }

  cancel(): void {
    this.#abort.abort();
  }

  isAbandoned(): boolean {
    return this.waiting === 0 && !this.#shown && !this.signal.aborted;
  }

  /** Returns whether the response can still match the typed text. */
  mayMatch(request: CompletionRequest): boolean {
    return (
      request.scope === this.#request.scope && (this.#mayStillMatch(request) || this.#remainder(request) !== undefined)
    );
  }

  /**
   * Returns whether the response was requested for this position, or already contains everything that was typed since.
   */
  matches(request: CompletionRequest): boolean {
    return request.scope === this.#request.scope && this.#remainder(request) !== undefined;
  }

  /** If the rest of the response is slow, returns the lines that follow the position and have been received. */
  partialRemainder(request: CompletionRequest): Remainder | undefined {
    const remainder = this.#slow && request.scope === this.#request.scope ? this.#remainder(request) : undefined;
    const text = remainder?.text.trimEnd() ?? '';
    if (!remainder || text.trim() === '') {
      return undefined;
    }
    this.#shown = true;
    return { ...remainder, text };
  }

  /** Resolves at the next change of the response, or when the signal is aborted. */
  nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  notifyChanged(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }

  /** Returns whether the typed text begins with the entire text received so far. */
  #mayStillMatch({ prefix, suffix }: CompletionRequest): boolean {
    return suffix === this.#request.suffix && prefix.startsWith(this.#request.prefix + this.#text);
  }

  #remainder(request: CompletionRequest): Remainder | undefined {
    return remainderOf({ ...this.#request, text: this.#text }, request);
  }
}

/** Waits until the time has passed, the signal is aborted, or the running response changes. */
function delay(ms: number, signal: AbortSignal, inFlight: InFlightResponse | undefined): Promise<void> {
  const finished = new AbortController();
  signal.addEventListener('abort', () => finished.abort(), { once: true });
  const timer = setTimeout(() => finished.abort(), ms);
  return new Promise<void>((resolve) => {
    finished.signal.addEventListener('abort', () => resolve(), { once: true });
    void inFlight?.nextChange(finished.signal).then(resolve);
  }).finally(() => {
    clearTimeout(timer);
    finished.abort();
  });
}
