/** Matches the end of a sentence or paragraph, including closing characters such as quotation marks. */
const sentenceEnds = /[.!?…:][)"'»”*_`]*(?=\s)|\n\n/g;
const codeBlock = /```[\s\S]*?(?:```|$)/g;

/**
 * Extracts complete sentences from a growing text, each of them once, for a live region. A screen reader that receives
 * single words would interrupt itself. Code is skipped.
 */
export class SentenceExtractor {
  #announcedLength = 0;

  /**
   * Returns the text to announce now.
   *
   * @param text the text so far
   * @param ended whether the text is complete, so the last part is also announced
   */
  next(text: string, ended: boolean): string {
    const prose = text.replace(codeBlock, (code) => ' '.repeat(code.length));
    let end = ended ? prose.length : this.#announcedLength;
    if (!ended) {
      sentenceEnds.lastIndex = this.#announcedLength;
      while (sentenceEnds.exec(prose)) {
        end = sentenceEnds.lastIndex;
      }
    }
    const sentences = prose.slice(this.#announcedLength, end);
    this.#announcedLength = end;
    return sentences
      .replace(/[#*_`>|]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  }
}
