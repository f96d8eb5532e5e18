/** Joins texts as sentences: a provider's text often ends without a period. */
export function inOneLine(texts: readonly string[]): string {
  const said = texts.map((text) => text.trim()).filter((text) => text !== '');
  return said
    .map((text, at) => (at < said.length - 1 && !/[.!?…:。！？]["'”’)\]]?$/.test(text) ? `${text}.` : text))
    .join(' ');
}
