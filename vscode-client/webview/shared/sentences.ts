/** The end of a sentence or paragraph, and what closes it. */
const ends = /[.!?…:][)"'»”*_`]*(?=\s)|\n\n/g;
const codeBlock = /```[\s\S]*?(?:```|$)/g;

/**
 * The complete sentences of a growing text, each returned once, for a live region: a screen reader that gets single
 * words interrupts itself. Code is skipped.
 */
export class Sentences {
  #said = 0;

  /** The text to announce now. @param ended whether the text is complete, so that its last part is announced as well */
  next(text: string, ended: boolean): string {
    const spoken = text.replace(codeBlock, (code) => ' '.repeat(code.length));
    let until = ended ? spoken.length : this.#said;
    if (!ended) {
      ends.lastIndex = this.#said;
      while (ends.exec(spoken)) {
        until = ends.lastIndex;
      }
    }
    const sentences = spoken.slice(this.#said, until);
    this.#said = until;
    return sentences
      .replace(/[#*_`>|]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  }
}
