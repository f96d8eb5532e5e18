import { isSecret } from '../completion/exclusions.js';

/** The note that replaces the omitted part of the changes in a file. */
const truncationNote = '[… the rest of this file’s changes is omitted]';

interface FileDiff {
  readonly path: string;
  readonly text: string;
}

/** A diff, as it is sent to a model. */
export interface TruncatedDiff {
  readonly text: string;
  /** Whether changes were omitted because the diff is too large. */
  readonly cut: boolean;
}

/**
 * Returns a Git diff of limited size, without the contents of files that usually contain secrets. The largest files are
 * truncated first, so every file is mentioned.
 */
export function truncateDiff(diff: string, maxCharacters: number): TruncatedDiff {
  const files = splitByFile(diff).map(redactSecrets);
  const limit = maxShare(
    files.map(({ text }) => text.length),
    maxCharacters,
  );
  const text = files.map((file) => truncate(file.text, limit)).join('');
  return { text: text.slice(0, maxCharacters), cut: files.some((file) => file.text.length > limit) };
}

function splitByFile(diff: string): FileDiff[] {
  return diff
    .split(/^(?=diff --git )/m)
    .filter((text) => text.trim() !== '')
    .map((text) => ({ path: parsePath(text), text }));
}

/** The path is read from the line `+++ b/…` or, if a file was deleted, moved, or is binary, from the first line. */
function parsePath(text: string): string {
  return (/^\+\+\+ "?b\/([^\n"]+)/m.exec(text) ?? /^diff --git .* "?b\/([^\n"]+)/.exec(text))?.[1]?.trim() ?? '';
}

function redactSecrets({ path, text }: FileDiff): FileDiff {
  const begin = text.search(/^(?:@@|Binary files|GIT binary patch)/m);
  return isSecret(path) && begin >= 0
    ? { path, text: `${text.slice(0, begin)}[the changes of this file are not sent]\n` }
    : { path, text };
}

function truncate(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  const available = Math.max(0, limit - truncationNote.length - 1);
  const end = text.lastIndexOf('\n', available);
  return `${text.slice(0, end < 0 ? available : end + 1)}${truncationNote}\n`;
}

/** Returns the maximum size per file for which the total stays within the limit. */
function maxShare(lengths: readonly number[], total: number): number {
  let remaining = total;
  const sorted = lengths.toSorted((one, other) => one - other);
  for (const [index, length] of sorted.entries()) {
    const share = Math.floor(remaining / (sorted.length - index));
    if (length > share) {
      return share;
    }
    remaining -= length;
  }
  return total;
}
