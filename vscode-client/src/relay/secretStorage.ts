import type { OpenLlmClient } from '@open-llm/client';
import type * as vscode from 'vscode';
import type { Redactor } from '../server/redactor.js';

/** Gives the server access to the VS Code secret storage. Values are masked in the log. */
export function secretStorage(
  secrets: vscode.SecretStorage,
  redactor: Redactor,
): NonNullable<OpenLlmClient['secretStorage']> {
  return {
    async get(key) {
      const value = await secrets.get(key);
      if (value !== undefined) {
        redactor.remember(value);
      }
      return value;
    },
    async set(key, value) {
      if (value === undefined) {
        await secrets.delete(key);
      } else {
        redactor.remember(value);
        await secrets.store(key, value);
      }
    },
  };
}
