import type { Place } from './place.js';

/** The completion at a position, or an empty text if there is none. */
export interface Completion extends Place {
  /** What a completion depends on in addition to the position: model and document. */
  readonly scope: string;
  readonly text: string;
}

/** The rest of a completion after the user typed some of it. */
export interface Remainder {
  readonly text: string;
  /** How many characters after the cursor the text replaces: brackets and quotes that the editor inserted. */
  readonly replaces: number;
}

/** What an editor inserts after the cursor when a bracket or quote is typed. */
const closers = /^[)\]}>"'`]{1,4}$/;

/**
 * The most recent completions. A completion that is used moves to the end; the first is dropped when there are too
 * many.
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
   * The rest of the completion with the longest matching prefix at a position; its text is empty if there is nothing to
   * add.
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

/** The rest of a completion at a position; undefined if the position is not within it. */
export function remainderOf(completion: Place & { readonly text: string }, place: Place): Remainder | undefined {
  // The cheap comparison comes first. Long prefixes usually differ only at their ends, and startsWith would compare
  // them character by character, which took 10 ms for all completions of a file.
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
 * The text that was added before a suffix; undefined when it changed otherwise. Both may have been cut off at their
 * ends.
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
