/**
 * Counts of suggestions and their outcomes since the statistics were reset. The counts are stored only on this machine.
 */
export interface Counts {
  /** When the statistics were reset, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** The number of suggestions that were passed to the editor. */
  readonly offered: number;
  /** The number of suggestions that were accepted completely. */
  readonly accepted: number;
  /** The number of accepted suggestions that were still in the document after 30 seconds. */
  readonly kept: number;
}

/** The time after which an accepted suggestion is looked up in the document again, in milliseconds. */
export const keptAfterMs = 30_000;

/** Stores counts across restarts of VS Code. */
export interface CountStore {
  load(): Counts | undefined;
  save(counts: Counts): void;
}

export class Statistics {
  readonly #store: CountStore;
  readonly #now: () => number;
  #counts: Counts;
  #offered = '';

  constructor(store: CountStore, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#counts = store.load() ?? this.#none();
  }

  get counts(): Counts {
    return this.#counts;
  }

  /**
   * Counts a suggestion that is passed to the editor, unless it is only the remainder of the previous one after the
   * user typed its beginning.
   */
  offered(text: string): void {
    const continues = this.#offered.endsWith(text);
    this.#offered = text;
    if (!continues) {
      this.#count('offered');
    }
  }

  accepted(): void {
    this.#offered = '';
    this.#count('accepted');
  }

  kept(): void {
    this.#count('kept');
  }

  reset(): void {
    this.#set(this.#none());
  }

  #count(name: 'offered' | 'accepted' | 'kept'): void {
    this.#set({ ...this.#counts, [name]: this.#counts[name] + 1 });
  }

  #set(counts: Counts): void {
    this.#counts = counts;
    this.#store.save(counts);
  }

  #none(): Counts {
    return { sinceMs: this.#now(), offered: 0, accepted: 0, kept: 0 };
  }
}

/** A change to a document. The offsets refer to the document before the change. */
export interface TextChange {
  readonly offset: number;
  readonly removed: number;
  readonly added: number;
}

/** Returns the offset of a string after changes elsewhere in its document. */
export function movedBy(offset: number, changes: readonly TextChange[]): number {
  return changes.reduce(
    (moved, { offset: at, removed, added }) => (at + removed <= offset ? moved + added - removed : moved),
    offset,
  );
}

/** Returns whether inserted text is still near its position. A formatter might have changed its indentation. */
export function isKept(text: string, offset: number, inserted: string): boolean {
  const slack = 200;
  const around = text.slice(Math.max(0, offset - slack), offset + 2 * inserted.length + slack);
  return collapsed(around).includes(collapsed(inserted));
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
