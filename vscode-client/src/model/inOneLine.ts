/**
 * Joins strings as sentences. A period is added where it is missing, because provider messages often end without one.
 */
export function inOneLine(texts: readonly string[]): string {
  const said = texts.map((text) => text.trim()).filter((text) => text !== '');
  return said
    .map((text, at) => (at < said.length - 1 && !/[.!?…:。！？]["'”’)\]]?$/.test(text) ? `${text}.` : text))
    .join(' ');
}
