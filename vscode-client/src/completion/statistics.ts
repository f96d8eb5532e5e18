/**
 * Counts of suggestions and their outcomes since the statistics were reset. The counts are stored only on this machine.
 */
export interface SuggestionCounts {
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
export const retentionCheckMs = 30_000;

/** Stores counts across restarts of VS Code. */
export interface CountStore {
  load(): SuggestionCounts | undefined;
  save(counts: SuggestionCounts): void;
}

export class Statistics {
  readonly #store: CountStore;
  readonly #now: () => number;
  #counts: SuggestionCounts;
  #lastOffered = '';

  constructor(store: CountStore, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#counts = store.load() ?? this.#emptyCounts();
  }

  get counts(): SuggestionCounts {
    return this.#counts;
  }

  /**
   * Counts a suggestion that is passed to the editor, unless it is only the remainder of the previous one after the
   * user typed its beginning.
   */
  offered(text: string): void {
    const isRemainder = this.#lastOffered.endsWith(text);
    this.#lastOffered = text;
    if (!isRemainder) {
      this.#count('offered');
    }
  }

  accepted(): void {
    this.#lastOffered = '';
    this.#count('accepted');
  }

  kept(): void {
    this.#count('kept');
  }

  reset(): void {
    this.#set(this.#emptyCounts());
  }

  #count(name: 'offered' | 'accepted' | 'kept'): void {
    this.#set({ ...this.#counts, [name]: this.#counts[name] + 1 });
  }

  #set(counts: SuggestionCounts): void {
    this.#counts = counts;
    this.#store.save(counts);
  }

  #emptyCounts(): SuggestionCounts {
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
export function shiftOffset(offset: number, changes: readonly TextChange[]): number {
  return changes.reduce(
    (shifted, { offset: at, removed, added }) => (at + removed <= offset ? shifted + added - removed : shifted),
    offset,
  );
}

/** Returns whether inserted text is still near its position. A formatter might have changed its indentation. */
export function isKept(text: string, offset: number, inserted: string): boolean {
  const tolerance = 200;
  const surrounding = text.slice(Math.max(0, offset - tolerance), offset + 2 * inserted.length + tolerance);
  return collapseWhitespace(surrounding).includes(collapseWhitespace(inserted));
}

function collapseWhitespace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
