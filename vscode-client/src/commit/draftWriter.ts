/** An input field that the user can write into as well. */
export interface DraftField {
  value: string;
}

/**
 * Writes a growing draft into a field, and never over the user's text: as soon as the field contains anything but the
 * last draft, nothing more is written.
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

  /** The text in the field before the draft. */
  get before(): string {
    return this.#before;
  }

  /** Whether the user changed the field in the meantime. */
  get overtaken(): boolean {
    return this.#field.value !== this.#written;
  }

  /** Returns whether the draft was written. */
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

  /** Restores the previous text, unless the user changed it. */
  restore(): void {
    if (!this.overtaken) {
      this.#field.value = this.#before;
      this.#written = this.#before;
    }
  }
}
