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
  readonly #before: string;
  #written: string;

  constructor(field: DraftField) {
    this.#field = field;
    this.#before = field.value;
    this.#written = field.value;
  }

  /** The text in the input box before the draft. */
  get before(): string {
    return this.#before;
  }

  /** Whether the user has changed the text in the meantime. */
  get overtaken(): boolean {
    return this.#field.value !== this.#written;
  }

  /** Writes the draft. Returns whether it was written. */
  write(draft: string): boolean {
    if (this.overtaken) {
      return false;
    }
    if (draft !== '' && draft !== this.#written) {
      this.#field.value = draft;
      this.#written = draft;
    }
    return true;
  }

  /** Restores the previous text, unless the user has changed the text. */
  restore(): void {
    if (!this.overtaken) {
      this.#field.value = this.#before;
      this.#written = this.#before;
    }
  }
}
