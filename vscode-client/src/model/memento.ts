import type * as vscode from 'vscode';
import type { Memento } from './modelList.js';

/** Returns the storage for last known values. The value from this workspace takes precedence over the global value. */
export function createMemento({ workspaceState, globalState }: vscode.ExtensionContext): Memento {
  return {
    get: (key) => workspaceState.get(key) ?? globalState.get(key),
    update: async (key, value) => {
      await Promise.all([workspaceState.update(key, value), globalState.update(key, value)]);
    },
  };
}
