/**
 * Returns a tool name as words, such as `Read file` for `copilot_readFile` and `Github create issue` for
 * `mcp_github_create_issue`.
 */
export function readableToolName(name: string): string {
  const words = name
    .replace(/^(mcp|copilot|vscode)_+/i, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_\-./]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}
