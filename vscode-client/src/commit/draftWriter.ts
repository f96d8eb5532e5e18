/** An input box that the user can also edit. */
export interface DraftField {
  value: string;
}

/**
 * Writes a growing draft into an input box without overwriting text of the user: as soon as the box contains anything
 * other than the last draft, writing stops.
 */
export class DraftWriter {
  readonly #field: DraftField;
  readonly #original: string;
  #lastDraft: string;

  constructor(field: DraftField) {
    this.#field = field;
    this.#original = field.value;
    this.#lastDraft = field.value;
  }

  /** The text in the input box before the draft. */
  get original(): string {
    return this.#original;
  }

  /** Whether the user has changed the text in the meantime. */
  get isEdited(): boolean {
    return this.#field.value !== this.#lastDraft;
  }

  /** Writes the draft. Returns whether it was written. */
  write(draft: string): boolean {
    if (this.isEdited) {
      return false;
    }
    if (draft !== '' && draft !== this.#lastDraft) {
      this.#field.value = draft;
      this.#lastDraft = draft;
    }
    return true;
  }

  /** Restores the previous text, unless the user has changed the text. */
  restore(): void {
    if (!this.isEdited) {
      this.#field.value = this.#original;
      this.#lastDraft = this.#original;
    }
  }
}
