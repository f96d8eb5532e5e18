/** An invisible character (INVISIBLE SEPARATOR) with which no model surrounds a line. */
const mark = '\u2063';

/**
 * Returns a notice in the form of reasoning. The notice is marked, so it can be recognized when VS Code sends the
 * reasoning back.
 */
export function noticeThinking(message: string): string {
  return `${mark}${message}\n\n${mark}`;
}

/** Removes the notices from reasoning, because the model did not generate them. */
export function withoutNotices(thinking: string): string {
  return thinking.replace(new RegExp(`${mark}[^${mark}]*${mark}`, 'g'), '');
}
