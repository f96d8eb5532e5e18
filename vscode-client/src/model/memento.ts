import type * as vscode from 'vscode';
import type { Memento } from './modelList.js';

/** The last known value in this workspace, or else in any. */
export function mementoOf({ workspaceState, globalState }: vscode.ExtensionContext): Memento {
  return {
    get: (key) => workspaceState.get(key) ?? globalState.get(key),
    update: async (key, value) => {
      await Promise.all([workspaceState.update(key, value), globalState.update(key, value)]);
    },
  };
}
