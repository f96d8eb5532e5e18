import { OpenLlmError } from '@open-llm/client';
import type { Caller } from '@open-llm/client/vscode';
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is read of `vscode.Extension`. */
export interface InstalledExtension {
  readonly id: string;
  readonly extensionPath: string;
}

/**
 * The id of the extension that calls, as VS Code spells it. The context names an extension; it must be one that VS Code
 * knows, and where the call stack shows an extension's code, it must be that one's.
 *
 * All extensions run in one process, so code that means to deceive can: this keeps honest code from being recorded
 * under another's name, and makes it an effort for other code.
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

/** The extension whose code is nearest on the stack; none when the frames do not tell. */
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

/** A folder as frames may show it: as a path or, for ES modules, as an address; through a symbolic link or without. */
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

/** VS Code compares ids without regard to case. */
function same(id: string, other: unknown): boolean {
  return typeof other === 'string' && id.toLowerCase() === other.toLowerCase();
}
