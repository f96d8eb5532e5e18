/**
 * The number of lines before and after the cursor that are sent. The server shortens the text to what the model
 * accepts.
 */
const linesBefore = 256;
const linesAfter = 128;
/**
 * The first line changes in steps of this many lines, so while the user types, the prefix usually starts at the same
 * line.
 */
const lineStep = 64;

const maxPrefixLength = 32_000;
const maxSuffixLength = 12_000;
const characterStep = 8000;

/** A position in a document: the text before and after it. Lines end with `\n`. */
export interface CursorContext {
  readonly prefix: string;
  readonly suffix: string;
}

/** Returns the first and last line of the relevant text around a line. */
export function linesAround(line: number, lineCount: number): { readonly first: number; readonly last: number } {
  return {
    first: Math.max(0, Math.floor((line - linesBefore) / lineStep) * lineStep),
    last: Math.min(lineCount - 1, line + linesAfter),
  };
}

/**
 * Returns the position, with the text shortened if lines are very long. The start of the prefix changes in steps, and
 * surrogate pairs are never split.
 */
export function toCursorContext(before: string, after: string): CursorContext {
  const prefix = normalizeLineEndings(before);
  const suffix = normalizeLineEndings(after);
  const excess = Math.max(0, prefix.length - maxPrefixLength);
  const begin = Math.ceil(excess / characterStep) * characterStep;
  return {
    prefix: prefix.slice(isLowSurrogate(prefix, begin) ? begin + 1 : begin),
    suffix: suffix.slice(0, isLowSurrogate(suffix, maxSuffixLength) ? maxSuffixLength - 1 : maxSuffixLength),
  };
}

/** Returns the text to the left and to the right of the cursor on its line. */
export function lineAtCursor({ prefix, suffix }: CursorContext): { readonly left: string; readonly right: string } {
  const end = suffix.indexOf('\n');
  return { left: prefix.slice(prefix.lastIndexOf('\n') + 1), right: end < 0 ? suffix : suffix.slice(0, end) };
}

function normalizeLineEndings(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}

function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}
