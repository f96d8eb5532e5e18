import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * Returns the UI strings in the code of the extension host and of the client library: those passed to `vscode.l10n.t`
 * or, in code that does not import `vscode`, to its replacement.
 */
export function textsOfHost(): ReadonlySet<string> {
  const call = /\b(?:l10n|words)\.t\(\s*'((?:[^'\\]|\\.)*)'/g;
  return new Set([...textsIn('src', call), ...textsIn('../protocol/node/src', call)]);
}

/** Returns the templates of server messages, which a server test collects from the source code. */
export function textsOfServer(): readonly string[] {
  return JSON.parse(readFileSync(join(root, '..', 'protocol', 'schema', 'messages.json'), 'utf8')) as string[];
}

/** Returns the UI strings of the pages. */
export function textsOfPages(): ReadonlySet<string> {
  return textsIn('webview', /\bt\(\s*'((?:[^'\\]|\\.)*)'/g);
}

function textsIn(folder: string, call: RegExp): ReadonlySet<string> {
  return new Set(
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...readFileSync(join(root, folder, file), 'utf8').matchAll(call)])
      .map(([, text]) => text ?? ''),
  );
}
