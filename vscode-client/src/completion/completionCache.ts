import type { CursorContext } from './cursorContext.js';

/** A completion at a position. The text is empty if the model suggested nothing. */
export interface Completion extends CursorContext {
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
const closingCharacters = /^[)\]}>"'`]{1,4}$/;

/**
 * The most recently used completions. A completion that is used moves to the end; when the cache is full, the first one
 * is removed.
 */
export class CompletionCache {
  readonly #capacity: number;
  readonly #completions: Completion[] = [];

  constructor(capacity = 100) {
    this.#capacity = capacity;
  }

  put(completion: Completion): void {
    const { scope, prefix, suffix } = completion;
    const index = this.#completions.findIndex(
      (other) => other.scope === scope && other.prefix === prefix && other.suffix === suffix,
    );
    if (index >= 0) {
      this.#completions.splice(index, 1);
    }
    this.#completions.push(completion);
    if (this.#completions.length > this.#capacity) {
      this.#completions.shift();
    }
  }

  /**
   * Returns the remainder of the completion that has the longest matching prefix. The text is empty if there is nothing
   * to add.
   */
  find(scope: string, cursor: CursorContext): Remainder | undefined {
    let best: Completion | undefined;
    let result: Remainder | undefined;
    for (const completion of this.#completions) {
      if (completion.scope === scope && completion.prefix.length >= (best?.prefix.length ?? 0)) {
        const remainder = remainderOf(completion, cursor);
        const isConsumed = remainder?.text === '' && completion.text !== '';
        if (remainder && !isConsumed) {
          best = completion;
          result = remainder;
        }
      }
    }
    if (best) {
      this.#completions.push(...this.#completions.splice(this.#completions.indexOf(best), 1));
    }
    return result;
  }

  clear(): void {
    this.#completions.length = 0;
  }
}

/**
 * Returns the remainder of a completion at a position, or undefined if the typed text does not match the completion.
 */
export function remainderOf(
  completion: CursorContext & { readonly text: string },
  cursor: CursorContext,
): Remainder | undefined {
  // The inexpensive comparison comes first. Long prefixes usually differ only at their ends, and comparing them with
  // `startsWith` from the beginning took 10 ms for all completions of a file.
  const typedLength = cursor.prefix.length - completion.prefix.length;
  if (typedLength < 0 || typedLength > completion.text.length) {
    return undefined;
  }
  if (!completion.text.startsWith(cursor.prefix.slice(completion.prefix.length))) {
    return undefined;
  }
  if (cursor.prefix.slice(0, completion.prefix.length) !== completion.prefix) {
    return undefined;
  }
  const text = completion.text.slice(typedLength);
  const inserted = insertedBefore(completion.suffix, cursor.suffix);
  if (inserted === '') {
    return { text, replaces: 0 };
  }
  return typedLength > 0 &&
    inserted !== undefined &&
    closingCharacters.test(inserted) &&
    containsInOrder(firstLine(text), inserted)
    ? { text, replaces: inserted.length }
    : undefined;
}

/**
 * Returns the text that was inserted before a suffix, or undefined if the suffix changed in another way. Both suffixes
 * can be truncated at the end.
 */
function insertedBefore(oldSuffix: string, newSuffix: string): string | undefined {
  if (newSuffix === oldSuffix) {
    return '';
  }
  for (let length = 1; length <= 4; length++) {
    const rest = newSuffix.slice(length);
    if (rest.length > 0 ? oldSuffix.startsWith(rest) && oldSuffix.length - rest.length <= length : oldSuffix === '') {
      return newSuffix.slice(0, length);
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
