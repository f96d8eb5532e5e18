/** Texts as sentences one after the other: those of a provider often end without a period. */
export function inOneLine(texts: readonly string[]): string {
  const said = texts.map((text) => text.trim()).filter((text) => text !== '');
  return said
    .map((text, at) => (at < said.length - 1 && !/[.!?…:。！？]["'”’)\]]?$/.test(text) ? `${text}.` : text))
    .join(' ');
}
