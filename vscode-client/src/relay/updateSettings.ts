import type { SettingsUpdateParams } from '@open-llm/client';
import * as vscode from 'vscode';

/**
 * Writes settings for the server at the requested level. If a setting cannot be written, the settings that were already
 * written are restored.
 */
export async function updateSettings({ level, settings }: SettingsUpdateParams): Promise<void> {
  const target = level === 'workspace' ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  const configuration = vscode.workspace.getConfiguration('openLLM');
  const written: { name: string; before: unknown }[] = [];
  try {
    // A missing list in a message is equivalent to an empty list.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
    for (const { name, value } of settings ?? []) {
      const inspected = configuration.inspect<unknown>(name);
      const before = level === 'workspace' ? inspected?.workspaceValue : inspected?.globalValue;
      await configuration.update(name, value, target);
      written.push({ name, before });
    }
  } catch (failure) {
    for (const { name, before } of written.reverse()) {
      await configuration.update(name, before, target);
    }
    throw failure;
  }
}
