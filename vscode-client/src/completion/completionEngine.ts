import { CompletionCache, remainderOf, type Remainder } from './completionCache.js';
import { lineOf, type Place } from './place.js';
import { isBoundary, type TypingRhythm } from './typingRhythm.js';

/** How long to wait for the rest once the first lines have arrived, in milliseconds. */
const patienceMs = 120;
/** A request whose suggestion nobody waits for is canceled after this time, in milliseconds. */
const graceMs = 150;

/** A position to complete. */
export interface CompletionRequest extends Place {
  /** Model and document. */
  readonly scope: string;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  /** Receives each further part of the text. */
  readonly onText: (text: string) => void;
}

export interface EngineParts<R extends CompletionRequest> {
  /** Sends a request to the model; the result is the complete text. */
  ask(request: R, options: AskOptions): Promise<string>;
  /** A request is running, or none is any more. */
  working(now: boolean): void;
  /** A request failed; it is not repeated automatically. */
  failed(failure: unknown): void;
  succeeded(): void;
  /** Whether a request may be sent without an explicit action of the user. */
  mayAsk(): boolean;
  readonly rhythm: TypingRhythm;
  /** Milliseconds of any clock. */
  readonly now: () => number;
}

export interface Wish {
  /** The user requested a suggestion: there is no delay. */
  readonly manual: boolean;
  /** Aborted when the suggestion is no longer needed. */
  readonly signal: AbortSignal;
}

/**
 * Finds the text to suggest at a position: in the cache, in the running response, or with a new request. At most one
 * request runs; the previous one is canceled first, and as soon as the typed text contradicts it.
 */
export class CompletionEngine<R extends CompletionRequest> {
  readonly #parts: EngineParts<R>;
  readonly #cache = new CompletionCache();
  #flight: Flight | undefined;

  constructor(parts: EngineParts<R>) {
    this.#parts = parts;
  }

  /** Undefined when there is nothing to suggest, or when it is no longer needed. */
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
        return undefined; // the suggestion is complete and has been typed meanwhile
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

  /** Cancels the running request and clears the cache: another model, or other settings. */
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

  /** Keeps a request running while something waits for it, and a moment longer: the next keystroke may need it too. */
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

/** A running response. */
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

  /** Whether the text may still turn out to continue the typed text. */
  mayFit(request: CompletionRequest): boolean {
    return request.scope === this.#place.scope && (this.#awaits(request) || this.#remainder(request) !== undefined);
  }

  /** Whether it was made for this position, or its text contains everything that was typed since. */
  leadsTo(request: CompletionRequest): boolean {
    return request.scope === this.#place.scope && this.#remainder(request) !== undefined;
  }

  /** The complete lines after a position, once the rest is slow. */
  shownAt(request: CompletionRequest): Remainder | undefined {
    const remainder = this.#slow && request.scope === this.#place.scope ? this.#remainder(request) : undefined;
    const text = remainder?.text.trimEnd() ?? '';
    if (!remainder || text.trim() === '') {
      return undefined;
    }
    this.#shown = true;
    return { ...remainder, text };
  }

  /** Resolves at the next change, or when nothing waits for it any more. */
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

  /** More was typed than has arrived, and nothing that contradicts it. */
  #awaits({ prefix, suffix }: CompletionRequest): boolean {
    return suffix === this.#place.suffix && prefix.startsWith(this.#place.prefix + this.#text);
  }

  #remainder(request: CompletionRequest): Remainder | undefined {
    return remainderOf({ ...this.#place, text: this.#text }, request);
  }
}

/** Waits until it is no longer needed or a running response changes. */
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
