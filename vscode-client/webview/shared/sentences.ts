/** The end of a sentence or paragraph, and what closes it. */
const ends = /[.!?…:][)"'»”*_`]*(?=\s)|\n\n/g;
const codeBlock = /```[\s\S]*?(?:```|$)/g;

/**
 * The whole sentences of a growing text, each handed out once, for a live region: a screen reader that is given single
 * words interrupts itself. Code is passed over.
 */
export class Sentences {
  #said = 0;

  /** What can be said now. @param ended whether the text is whole, so that its last piece is said as well */
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
