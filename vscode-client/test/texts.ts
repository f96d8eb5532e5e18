import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The texts of the host's code: those of `vscode.l10n.t` and of what replaces it where `vscode` is not there. */
export function textsOfHost(): ReadonlySet<string> {
  return textsIn('src', /\b(?:l10n|words)\.t\(\s*'((?:[^'\\]|\\.)*)'/g);
}

/** The templates of the server's messages, which a test of the server collects from its sources. */
export function textsOfServer(): readonly string[] {
  return JSON.parse(readFileSync(join(root, '..', 'protocol', 'schema', 'messages.json'), 'utf8')) as string[];
}

/** The texts of the pages. */
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
