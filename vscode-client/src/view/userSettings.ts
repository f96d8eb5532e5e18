import * as vscode from 'vscode';
import { withSetting } from '../model/settingsText.js';

/**
 * Writes a setting of VS Code for the user. Some that VS Code reads are in no list of its settings, and its API refuses
 * to write them: then the file of the settings is changed before the user's eyes.
 */
export async function setUserSetting(name: string, value: boolean | string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  if (typeof value === 'string' || configuration.inspect(name)?.defaultValue !== undefined) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
    return;
  }
  await vscode.commands.executeCommand('workbench.action.openSettingsJson');
  const document = vscode.window.activeTextEditor?.document;
  if (!document?.uri.path.endsWith('/settings.json')) {
    throw new Error(vscode.l10n.t('VS Code did not open its settings. Set {0} there yourself.', name));
  }
  const text = document.getText();
  const edit = new vscode.WorkspaceEdit();
  const everything = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
  edit.replace(document.uri, everything, withSetting(text, name, value));
  await vscode.workspace.applyEdit(edit);
  await document.save();
}
