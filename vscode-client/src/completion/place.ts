/** Lines before and after the cursor that are sent; the server shortens them to what the model accepts. */
const linesBefore = 256;
const linesAfter = 128;
/** The first line moves in steps, so that text typed in the meantime continues the same prefix. */
const lineStep = 64;

const mostBefore = 32_000;
const mostAfter = 12_000;
const characterStep = 8000;

/** A position in a document: the text before and after it, with `\n` as the end of lines. */
export interface Place {
  readonly prefix: string;
  readonly suffix: string;
}

/** First and last line of the relevant text around a line. */
export function linesAround(line: number, lineCount: number): { readonly first: number; readonly last: number } {
  return {
    first: Math.max(0, Math.floor((line - linesBefore) / lineStep) * lineStep),
    last: Math.min(lineCount - 1, line + linesAfter),
  };
}

/** Cuts texts of very long lines, the prefix in steps, and never between the halves of a character. */
export function placeOf(before: string, after: string): Place {
  const prefix = withoutCarriageReturns(before);
  const suffix = withoutCarriageReturns(after);
  const excess = Math.max(0, prefix.length - mostBefore);
  const begin = Math.ceil(excess / characterStep) * characterStep;
  return {
    prefix: prefix.slice(isSecondHalf(prefix, begin) ? begin + 1 : begin),
    suffix: suffix.slice(0, isSecondHalf(suffix, mostAfter) ? mostAfter - 1 : mostAfter),
  };
}

/** The text to the left and right of the cursor on its line. */
export function lineOf({ prefix, suffix }: Place): { readonly left: string; readonly right: string } {
  const end = suffix.indexOf('\n');
  return { left: prefix.slice(prefix.lastIndexOf('\n') + 1), right: end < 0 ? suffix : suffix.slice(0, end) };
}

function withoutCarriageReturns(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}

function isSecondHalf(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}
