import { CompletionCache, remainderOf, type Remainder } from './completionCache.js';
import { lineOf, type Place } from './place.js';
import { isBoundary, type TypingRhythm } from './typingRhythm.js';

/** How long to wait for the rest of a response after its first lines have arrived, in milliseconds. */
const patienceMs = 120;
/** How long a request continues after the last caller stopped waiting for it, in milliseconds. */
const graceMs = 150;

/** A position for which a completion is requested. */
export interface CompletionRequest extends Place {
  /** Identifies the model and the document. */
  readonly scope: string;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  /** Receives each new part of the text. */
  readonly onText: (text: string) => void;
}

export interface EngineParts<R extends CompletionRequest> {
  /** Sends a request to the model. Resolves to the complete text. */
  ask(request: R, options: AskOptions): Promise<string>;
  /** Reports whether a request is running. */
  working(now: boolean): void;
  /** Reports that a request failed. The request is not repeated automatically. */
  failed(failure: unknown): void;
  succeeded(): void;
  /** Returns whether a request may be sent without an explicit user action. */
  mayAsk(): boolean;
  readonly rhythm: TypingRhythm;
  /** Returns the current time of a clock for measuring durations, in milliseconds. */
  readonly now: () => number;
}

export interface Wish {
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
  #flight: Flight | undefined;

  constructor(parts: EngineParts<R>) {
    this.#parts = parts;
  }

  /** Returns the suggestion, or undefined if there is none or it is no longer needed. */
  async complete(request: R, { manual, signal }: Wish): Promise<Remainder | undefined> {
    const dueMs = this.#parts.now() + (manual ? 0 : this.#parts.rhythm.delayMs(isBoundary(lineOf(request).left)));
    let asked = false;
    while (!signal.aborted) {
      const known = this.#known(request);
      if (known) {
        return known.text === '' ? undefined : known;
      }
      const flight = this.#flight;
      if (flight && !flight.mayFit(request)) {
        this.#cancel(flight);
      } else if (flight?.leadsTo(request)) {
        await this.#held(flight, flight.change(signal));
        if (flight.failed) {
          return undefined;
        }
      } else if (asked) {
        return undefined; // the user has typed the complete suggestion
      } else {
        const leftMs = dueMs - this.#parts.now();
        if (leftMs > 0) {
          await this.#held(flight, pause(leftMs, signal, flight));
        } else if (manual || this.#parts.mayAsk()) {
          this.#start(request);
          asked = true;
        } else {
          return undefined;
        }
      }
    }
    return undefined;
  }

  /** Cancels the running request and clears the cache, because the model or other settings have changed. */
  reset(): void {
    this.#cancel(this.#flight);
    this.#cache.clear();
  }

  /** Cancels the running request. */
  stop(): void {
    this.#cancel(this.#flight);
  }

  #known(request: R): Remainder | undefined {
    return this.#cache.find(request.scope, request) ?? this.#flight?.shownAt(request);
  }

  #start(request: R): void {
    this.#cancel(this.#flight);
    const flight = new Flight(request);
    this.#flight = flight;
    const { rhythm, now } = this.#parts;
    const startedMs = now();
    rhythm.requested();
    this.#parts.working(true);
    void this.#parts
      .ask(request, {
        signal: flight.signal,
        onText: (text) => flight.add(text),
      })
      .then(
        (text) => {
          if (!flight.signal.aborted) {
            rhythm.answered(now() - startedMs);
            this.#cache.put({ scope: request.scope, prefix: request.prefix, suffix: request.suffix, text });
            this.#parts.succeeded();
            this.#ended(flight);
          }
        },
        (failure: unknown) => {
          if (!flight.signal.aborted) {
            flight.failed = true;
            this.#parts.failed(failure);
            this.#ended(flight);
          }
        },
      );
  }

  #ended(flight: Flight): void {
    if (this.#flight === flight) {
      this.#flight = undefined;
      this.#parts.working(false);
    }
    flight.changed();
  }

  #cancel(flight: Flight | undefined): void {
    if (flight) {
      flight.cancel();
      this.#ended(flight);
    }
  }

  /**
   * Keeps a request running while a caller waits for it, and for a short time afterwards, because the next keystroke
   * might need it.
   */
  async #held(flight: Flight | undefined, waiting: Promise<void>): Promise<void> {
    if (!flight) {
      return waiting;
    }
    flight.waiting++;
    try {
      await waiting;
    } finally {
      flight.waiting--;
      if (flight.isAbandoned()) {
        setTimeout(() => this.#flight === flight && flight.isAbandoned() && this.#cancel(flight), graceMs);
      }
    }
  }
}

/** A response that is being received. */
class Flight {
  readonly #place: CompletionRequest;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<() => void>();
  #text = '';
  #slow = false;
  #shown = false;
  waiting = 0;
  failed = false;

  constructor(place: CompletionRequest) {
    this.#place = place;
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
        this.changed();
      }, patienceMs);
    }
    this.changed();
  }

  cancel(): void {
    this.#abort.abort();
  }

  isAbandoned(): boolean {
    return this.waiting === 0 && !this.#shown && !this.signal.aborted;
  }

  /** Returns whether the response can still match the typed text. */
  mayFit(request: CompletionRequest): boolean {
    return request.scope === this.#place.scope && (this.#awaits(request) || this.#remainder(request) !== undefined);
  }

  /**
   * Returns whether the response was requested for this position, or already contains everything that was typed since.
   */
  leadsTo(request: CompletionRequest): boolean {
    return request.scope === this.#place.scope && this.#remainder(request) !== undefined;
  }

  /** If the rest of the response is slow, returns the lines that follow the position and have been received. */
  shownAt(request: CompletionRequest): Remainder | undefined {
    const remainder = this.#slow && request.scope === this.#place.scope ? this.#remainder(request) : undefined;
    const text = remainder?.text.trimEnd() ?? '';
    if (!remainder || text.trim() === '') {
      return undefined;
    }
    this.#shown = true;
    return { ...remainder, text };
  }

  /** Resolves at the next change of the response, or when the signal is aborted. */
  change(signal: AbortSignal): Promise<void> {
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

  changed(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }

  /** Returns whether the typed text begins with the entire text received so far. */
  #awaits({ prefix, suffix }: CompletionRequest): boolean {
    return suffix === this.#place.suffix && prefix.startsWith(this.#place.prefix + this.#text);
  }

  #remainder(request: CompletionRequest): Remainder | undefined {
    return remainderOf({ ...this.#place, text: this.#text }, request);
  }
}

/** Waits until the time has passed, the signal is aborted, or the running response changes. */
function pause(ms: number, signal: AbortSignal, flight: Flight | undefined): Promise<void> {
  const over = new AbortController();
  signal.addEventListener('abort', () => over.abort(), { once: true });
  const timer = setTimeout(() => over.abort(), ms);
  return new Promise<void>((resolve) => {
    over.signal.addEventListener('abort', () => resolve(), { once: true });
    void flight?.change(over.signal).then(resolve);
  }).finally(() => {
    clearTimeout(timer);
    over.abort();
  });
}
