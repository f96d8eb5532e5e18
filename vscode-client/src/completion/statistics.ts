/** The results of suggestions since the statistics were started. They never leave the machine. */
export interface Counts {
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
  /** Suggestions that were passed to the editor. */
  readonly offered: number;
  /** Those that were accepted completely. */
  readonly accepted: number;
  /** Accepted ones that were still in the document after 30 seconds. */
  readonly kept: number;
}

/** When an accepted suggestion is looked up again, in milliseconds. */
export const keptAfterMs = 30_000;

/** Keeps counts from one run of VS Code to the next. */
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

  /** A suggestion is passed to the editor, or its rest after the user typed its beginning. */
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

/** A change of a document, by offsets before it. */
export interface TextChange {
  readonly offset: number;
  readonly removed: number;
  readonly added: number;
}

/** The position of a text after changes elsewhere in its document. */
export function movedBy(offset: number, changes: readonly TextChange[]): number {
  return changes.reduce(
    (moved, { offset: at, removed, added }) => (at + removed <= offset ? moved + added - removed : moved),
    offset,
  );
}

/** Whether an inserted text is still near its position; formatters may have changed its indentation. */
export function isKept(text: string, offset: number, inserted: string): boolean {
  const slack = 200;
  const around = text.slice(Math.max(0, offset - slack), offset + 2 * inserted.length + slack);
  return collapsed(around).includes(collapsed(inserted));
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
