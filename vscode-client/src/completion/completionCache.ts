import type { Place } from './place.js';

/** A completion at a position. The text is empty if the model suggested nothing. */
export interface Completion extends Place {
  /** Identifies the model and the document. */
  readonly scope: string;
  readonly text: string;
}

/** The remainder of a completion after the user has typed part of it. */
export interface Remainder {
  readonly text: string;
  /** How many characters after the cursor the text replaces: brackets and quotation marks that the editor inserted. */
  readonly replaces: number;
}

/** Matches what an editor inserts after the cursor when the user types an opening bracket or a quotation mark. */
const closers = /^[)\]}>"'`]{1,4}$/;

/**
 * The most recently used completions. A completion that is used moves to the end; when the cache is full, the first one
 * is removed.
 */
export class CompletionCache {
  readonly #most: number;
  readonly #completions: Completion[] = [];

  constructor(most = 100) {
    this.#most = most;
  }

  put(completion: Completion): void {
    const { scope, prefix, suffix } = completion;
    const same = this.#completions.findIndex(
      (other) => other.scope === scope && other.prefix === prefix && other.suffix === suffix,
    );
    if (same >= 0) {
      this.#completions.splice(same, 1);
    }
    this.#completions.push(completion);
    if (this.#completions.length > this.#most) {
      this.#completions.shift();
    }
  }

  /**
   * Returns the remainder of the completion that has the longest matching prefix. The text is empty if there is nothing
   * to add.
   */
  find(scope: string, place: Place): Remainder | undefined {
    let best: Completion | undefined;
    let found: Remainder | undefined;
    for (const completion of this.#completions) {
      if (completion.scope === scope && completion.prefix.length >= (best?.prefix.length ?? 0)) {
        const remainder = remainderOf(completion, place);
        const usedUp = remainder?.text === '' && completion.text !== '';
        if (remainder && !usedUp) {
          best = completion;
          found = remainder;
        }
      }
    }
    if (best) {
      this.#completions.push(...this.#completions.splice(this.#completions.indexOf(best), 1));
    }
    return found;
  }

  clear(): void {
    this.#completions.length = 0;
  }
}

/**
 * Returns the remainder of a completion at a position, or undefined if the typed text does not match the completion.
 */
export function remainderOf(completion: Place & { readonly text: string }, place: Place): Remainder | undefined {
  // The inexpensive comparison comes first. Long prefixes usually differ only at their ends, and comparing them with
  // `startsWith` from the beginning took 10 ms for all completions of a file.
  const typed = place.prefix.length - completion.prefix.length;
  if (typed < 0 || typed > completion.text.length) {
    return undefined;
  }
  if (!completion.text.startsWith(place.prefix.slice(completion.prefix.length))) {
    return undefined;
  }
  if (place.prefix.slice(0, completion.prefix.length) !== completion.prefix) {
    return undefined;
  }
  const text = completion.text.slice(typed);
  const added = addedBefore(completion.suffix, place.suffix);
  if (added === '') {
    return { text, replaces: 0 };
  }
  return typed > 0 && added !== undefined && closers.test(added) && containsInOrder(firstLine(text), added)
    ? { text, replaces: added.length }
    : undefined;
}

/**
 * Returns the text that was inserted before a suffix, or undefined if the suffix changed in another way. Both suffixes
 * can be truncated at the end.
 */
function addedBefore(before: string, now: string): string | undefined {
  if (now === before) {
    return '';
  }
  for (let length = 1; length <= 4; length++) {
    const rest = now.slice(length);
    if (rest.length > 0 ? before.startsWith(rest) && before.length - rest.length <= length : before === '') {
      return now.slice(0, length);
    }
  }
  return undefined;
}

function containsInOrder(text: string, characters: string): boolean {
  let from = 0;
  for (const character of characters) {
    from = text.indexOf(character, from) + 1;
    if (from === 0) {
      return false;
    }
  }
  return true;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
