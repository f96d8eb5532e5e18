import { isSecret } from '../completion/exclusions.js';

/** The note that replaces the omitted part of the changes in a file. */
const cutNote = '[… the rest of this file’s changes is omitted]';

interface FileDiff {
  readonly path: string;
  readonly text: string;
}

/** A diff, as it is sent to a model. */
export interface SentDiff {
  readonly text: string;
  /** Whether changes were omitted because the diff is too large. */
  readonly cut: boolean;
}

/**
 * Returns a Git diff of limited size, without the contents of files that usually contain secrets. The largest files are
 * truncated first, so every file is mentioned.
 */
export function sentDiff(diff: string, mostCharacters: number): SentDiff {
  const files = filesOf(diff).map(withoutSecrets);
  const limit = largestShare(
    files.map(({ text }) => text.length),
    mostCharacters,
  );
  const text = files.map((file) => cutAt(file.text, limit)).join('');
  return { text: text.slice(0, mostCharacters), cut: files.some((file) => file.text.length > limit) };
}

function filesOf(diff: string): FileDiff[] {
  return diff
    .split(/^(?=diff --git )/m)
    .filter((text) => text.trim() !== '')
    .map((text) => ({ path: pathIn(text), text }));
}

/** The path is read from the line `+++ b/…` or, if a file was deleted, moved, or is binary, from the first line. */
function pathIn(text: string): string {
  return (/^\+\+\+ "?b\/([^\n"]+)/m.exec(text) ?? /^diff --git .* "?b\/([^\n"]+)/.exec(text))?.[1]?.trim() ?? '';
}

function withoutSecrets({ path, text }: FileDiff): FileDiff {
  const begin = text.search(/^(?:@@|Binary files|GIT binary patch)/m);
  return isSecret(path) && begin >= 0
    ? { path, text: `${text.slice(0, begin)}[the changes of this file are not sent]\n` }
    : { path, text };
}

function cutAt(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  const room = Math.max(0, limit - cutNote.length - 1);
  const end = text.lastIndexOf('\n', room);
  return `${text.slice(0, end < 0 ? room : end + 1)}${cutNote}\n`;
}

/** Returns the maximum size per file for which the total stays within the limit. */
function largestShare(lengths: readonly number[], total: number): number {
  let left = total;
  const ordered = lengths.toSorted((one, other) => one - other);
  for (const [index, length] of ordered.entries()) {
    const share = Math.floor(left / (ordered.length - index));
    if (length > share) {
      return share;
    }
    left -= length;
  }
  return total;
}
