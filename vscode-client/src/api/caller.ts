import { OpenLlmError } from '@open-llm/client';
import type { Caller } from '@open-llm/client/vscode';
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The members of `vscode.Extension` that this extension uses. */
export interface InstalledExtension {
  readonly id: string;
  readonly extensionPath: string;
}

/**
 * Returns the ID of the calling extension, as VS Code spells it. The context must belong to an extension that is known
 * to VS Code. If the call stack contains code of an extension, the context must belong to that extension.
 *
 * All extensions run in one process, so malicious code can circumvent this check. The check prevents honest code from
 * being recorded under a different ID and makes deception harder.
 *
 * @param own the ID of this extension, whose code is on every call stack
 * @param stack the call stack
 */
export function identifyCaller(
  caller: Caller | undefined,
  { ownId, installed, stack }: { ownId: string; installed: readonly InstalledExtension[]; stack: string },
): string {
  // JavaScript callers can pass any value.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
  const callerId = caller?.extension?.id;
  const extension = installed.find(({ id }) => isSameId(id, callerId));
  if (!extension) {
    throw OpenLlmError.of(
      'permission',
      'The Open LLM API was requested without the context of an installed extension.',
      'Pass the context that your activate function received from VS Code: getAPI(1, context).',
    );
  }
  const actual = callingExtension(
    stack,
    installed.filter(({ id }) => !isSameId(id, ownId)),
  );
  if (actual && !isSameId(actual.id, extension.id)) {
    throw OpenLlmError.of(
      'permission',
      `${actual.id} requested the Open LLM API with the context of ${extension.id}.`,
      'Pass the context that your own activate function received from VS Code.',
    );
  }
  return extension.id;
}

/**
 * Returns the extension whose code is closest to the top of the call stack, or undefined if no stack frame belongs to
 * an extension.
 */
export function callingExtension<E extends InstalledExtension>(stack: string, installed: readonly E[]): E | undefined {
  const candidates = installed.map((extension) => ({ extension, folders: foldersOf(extension.extensionPath) }));
  for (const frame of stack.split('\n').slice(1)) {
    const found = candidates.find(({ folders }) => folders.some((folder) => frame.includes(folder)));
    if (found) {
      return found.extension;
    }
  }
  return undefined;
}

/**
 * Returns the forms in which stack frames can contain a folder: as a path or, for ES modules, as a URL, and with
 * symbolic links either resolved or unresolved.
 */
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

/** Compares extension IDs as VS Code does: case-insensitively. */
function isSameId(id: string, other: unknown): boolean {
  return typeof other === 'string' && id.toLowerCase() === other.toLowerCase();
}
