/** An invisible character (INVISIBLE SEPARATOR) that no model writes around a line. */
const mark = '\u2063';

/** A notice in the form of reasoning, marked so that it is recognized when VS Code sends the reasoning back. */
export function noticeThinking(message: string): string {
  return `${mark}${message}\n\n${mark}`;
}

/** Reasoning without the notices in it, which are not the model's. */
export function withoutNotices(thinking: string): string {
  return thinking.replace(new RegExp(`${mark}[^${mark}]*${mark}`, 'g'), '');
}
