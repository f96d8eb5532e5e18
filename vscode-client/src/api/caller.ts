import { OpenLlmError } from '@open-llm/client';
import type { Caller } from '@open-llm/client/vscode';
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The used part of `vscode.Extension`. */
export interface InstalledExtension {
  readonly id: string;
  readonly extensionPath: string;
}

/**
 * The id of the calling extension, in VS Code's spelling. The context names an extension; it must be one that VS Code
 * knows, and if the call stack shows an extension's code, it must be that extension's.
 *
 * All extensions run in one process, so malicious code can deceive this check: it keeps honest code from being recorded
 * under another id, and makes deception an effort.
 *
 * @param own id of this extension, whose own code is on every stack
 * @param stack of the call
 */
export function identify(
  caller: Caller | undefined,
  { own, installed, stack }: { own: string; installed: readonly InstalledExtension[]; stack: string },
): string {
  // What JavaScript hands over may be anything.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
  const named = caller?.extension?.id;
  const extension = installed.find(({ id }) => same(id, named));
  if (!extension) {
    throw OpenLlmError.of(
      'permission',
      'The API of Open LLM was asked for without the context of an installed extension.',
      'Pass the context that VS Code gave to activate: getAPI(1, context).',
    );
  }
  const calling = callingExtension(
    stack,
    installed.filter(({ id }) => !same(id, own)),
  );
  if (calling && !same(calling.id, extension.id)) {
    throw OpenLlmError.of(
      'permission',
      `${calling.id} asked for the API of Open LLM with the context of ${extension.id}.`,
      'Pass the context that VS Code gave to your own activate.',
    );
  }
  return extension.id;
}

/** The extension whose code is nearest on the stack; none when the frames do not show it. */
export function callingExtension<E extends InstalledExtension>(stack: string, installed: readonly E[]): E | undefined {
  const places = installed.map((extension) => ({ extension, folders: foldersOf(extension.extensionPath) }));
  for (const frame of stack.split('\n').slice(1)) {
    const found = places.find(({ folders }) => folders.some((folder) => frame.includes(folder)));
    if (found) {
      return found.extension;
    }
  }
  return undefined;
}

/** A folder in the forms that frames can have: a path or, for ES modules, a URL; with or without symbolic links. */
function foldersOf(path: string): string[] {
  return [...new Set([path, realPath(path)])].flatMap((folder) => [folder + sep, `${pathToFileURL(folder).href}/`]);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** VS Code compares ids ignoring case. */
function same(id: string, other: unknown): boolean {
  return typeof other === 'string' && id.toLowerCase() === other.toLowerCase();
}
