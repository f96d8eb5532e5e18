import type { FoundFile } from '../view/api/chat.js';

/** Returns a glob pattern for files whose path contains the string, ignoring case. */
export function toGlob(text: string): string {
  const segments = text.split('/').map((segment) => `*${Array.from(segment, caseInsensitivePattern).join('')}*`);
  return `**/${segments.join('/')}`;
}

/**
 * Sorts files so that those whose name begins with the string come first, followed by those whose name contains it.
 * Shorter paths come before longer ones.
 */
export function rankFiles(files: readonly FoundFile[], text: string): readonly FoundFile[] {
  const query = text.toLowerCase();
  const rank = ({ name }: FoundFile): number =>
    name.toLowerCase().startsWith(query) ? 0 : name.toLowerCase().includes(query) ? 1 : 2;
  const length = ({ name, folder }: FoundFile): number => folder.length + name.length;
  return files.toSorted(
    (one, other) => rank(one) - rank(other) || length(one) - length(other) || one.name.localeCompare(other.name),
  );
}

function caseInsensitivePattern(character: string): string {
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  if (lower !== upper && lower.length === 1 && upper.length === 1) {
    return `[${lower}${upper}]`;
  }
  return /[*?[\]{}]/.test(character) ? `[${character}]` : character;
}
