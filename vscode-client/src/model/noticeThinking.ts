/** An invisible character (INVISIBLE SEPARATOR) that no model writes around a line. */
const mark = '\u2063';

/** A notice in the form of thinking, marked so that it is found again when VS Code hands the thinking back. */
export function noticeThinking(message: string): string {
  return `${mark}${message}\n\n${mark}`;
}

/** Thinking without the notices in it: the model did not think them. */
export function withoutNotices(thinking: string): string {
  return thinking.replace(new RegExp(`${mark}[^${mark}]*${mark}`, 'g'), '');
}
