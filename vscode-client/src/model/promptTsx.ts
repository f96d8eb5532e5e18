import { isRecord } from './parts.js';

/** The node types of a rendered prompt in JSON, as `@vscode/prompt-tsx` writes it into a tool result. */
const textNode = 2;

/** Returns the text of a tool result that was rendered with `@vscode/prompt-tsx`. Returns any other value as JSON. */
export function promptTsxText(value: unknown): string {
  if (isRecord(value) && isRecord(value['node'])) {
    return nodeText(value['node']).trim();
  }
  // The result is undefined for values that JSON cannot represent, but the type does not include undefined.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
  return JSON.stringify(value) ?? '';
}

function nodeText(node: Record<string, unknown>): string {
  if (node['type'] === textNode) {
    const lineBreak = node['lineBreakBefore'] ? '\n' : '';
    return lineBreak + (typeof node['text'] === 'string' ? node['text'] : '');
  }
  const children = Array.isArray(node['children']) ? node['children'] : [];
  return children.filter(isRecord).map(nodeText).join('');
}
