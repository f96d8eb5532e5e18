/** Matches the end of a sentence or paragraph, including closing characters such as quotation marks. */
const ends = /[.!?…:][)"'»”*_`]*(?=\s)|\n\n/g;
const codeBlock = /```[\s\S]*?(?:```|$)/g;

/**
 * Extracts complete sentences from a growing text, each of them once, for a live region. A screen reader that receives
 * single words would interrupt itself. Code is skipped.
 */
export class Sentences {
  #said = 0;

  /**
   * Returns the text to announce now.
   *
   * @param text the text so far
   * @param ended whether the text is complete, so the last part is also announced
   */
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
