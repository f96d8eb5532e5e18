import { isRecord } from './parts.js';

/** Node types of a rendered prompt in JSON, as `@vscode/prompt-tsx` writes it into a tool result. */
const textNode = 2;

/** The text of a tool result that was rendered with `@vscode/prompt-tsx`; JSON for anything else. */
export function promptTsxText(value: unknown): string {
  if (isRecord(value) && isRecord(value['node'])) {
    return textOf(value['node']).trim();
  }
  // Undefined for what JSON does not have, which its type does not say.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
  return JSON.stringify(value) ?? '';
}

function textOf(node: Record<string, unknown>): string {
  if (node['type'] === textNode) {
    const lineBreak = node['lineBreakBefore'] ? '\n' : '';
    return lineBreak + (typeof node['text'] === 'string' ? node['text'] : '');
  }
  const children = Array.isArray(node['children']) ? node['children'] : [];
  return children.filter(isRecord).map(textOf).join('');
}
