/** A part of another document. */
export interface Snippet {
  readonly path: string;
  readonly text: string;
}

export interface SnippetCandidate extends Snippet {
  readonly languageId: string;
  /**
   * When the document was last edited or shown, in milliseconds. The clock can be any clock that measures durations.
   */
  readonly usedAtMs: number;
}

/** The number of lines in a snippet around the last edit. */
const linesAround = 20;
const mostCharacters = 1500;
const mostSnippets = 4;

/** Returns the lines around a line, without blank lines at the start and end. */
export function snippetAround(lines: readonly string[], line: number): string {
  const from = Math.max(0, Math.min(line, lines.length - 1) - linesAround);
  const text = lines.slice(from, from + 2 * linesAround).join('\n');
  return text
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
    .slice(0, mostCharacters);
}

/**
 * Returns the snippets to send, most relevant first: snippets in the same language come first, then the most recently
 * used.
 */
export function chooseSnippets(candidates: readonly SnippetCandidate[], languageId: string): Snippet[] {
  const isOther = (candidate: SnippetCandidate): number => (candidate.languageId === languageId ? 0 : 1);
  return candidates
    .filter(({ text }) => text.trim() !== '')
    .toSorted((one, other) => isOther(one) - isOther(other) || other.usedAtMs - one.usedAtMs)
    .slice(0, mostSnippets)
    .map(({ path, text }) => ({ path, text }));
}
