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
const contextLines = 20;
const maxCharacters = 1500;
const maxSnippets = 4;

/** Returns the lines around a line, without blank lines at the start and end. */
export function snippetAround(lines: readonly string[], line: number): string {
  const from = Math.max(0, Math.min(line, lines.length - 1) - contextLines);
  const text = lines.slice(from, from + 2 * contextLines).join('\n');
  return text
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
    .slice(0, maxCharacters);
}

/**
 * Returns the snippets to send, most relevant first: snippets in the same language come first, then the most recently
 * used.
 */
export function chooseSnippets(candidates: readonly SnippetCandidate[], languageId: string): Snippet[] {
  const languageRank = (candidate: SnippetCandidate): number => (candidate.languageId === languageId ? 0 : 1);
  return candidates
    .filter(({ text }) => text.trim() !== '')
    .toSorted((one, other) => languageRank(one) - languageRank(other) || other.usedAtMs - one.usedAtMs)
    .slice(0, maxSnippets)
    .map(({ path, text }) => ({ path, text }));
}
