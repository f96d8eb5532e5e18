import type { Place } from './place.js';

/** A completion of a place, or an empty text where there is none. */
export interface Completion extends Place {
  /** What a completion depends on besides the place: model and document. */
  readonly scope: string;
  readonly text: string;
}

/** What is left of a completion after the user typed some of it. */
export interface Remainder {
  readonly text: string;
  /** How many characters after the cursor the text replaces: brackets and quotes that the editor closed by itself. */
  readonly replaces: number;
}

/** What an editor inserts after the cursor when a bracket or quote is typed. */
const closers = /^[)\]}>"'`]{1,4}$/;

/** The last completions. The one found moves to the end; the first is dropped when there are too many. */
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

  /** What is left at a place of the completion with the longest prefix; its text is empty where nothing is to add. */
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

/** What is left of a completion at a place; undefined when the place is not within it. */
export function remainderOf(completion: Place & { readonly text: string }, place: Place): Remainder | undefined {
  // What is cheap to compare comes first. Long prefixes mostly differ only at their ends, and startsWith would compare
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

/** What was added in front of a suffix; undefined when it changed otherwise. Both may have been cut at their ends. */
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
