/**
 * Joins strings as sentences. A period is added where it is missing, because provider messages often end without one.
 */
export function joinSentences(texts: readonly string[]): string {
  const sentences = texts.map((text) => text.trim()).filter((text) => text !== '');
  return sentences
    .map((text, index) => (index < sentences.length - 1 && !/[.!?…:。！？]["'”’)\]]?$/.test(text) ? `${text}.` : text))
    .join(' ');
}
