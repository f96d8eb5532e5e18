import { homedir } from 'node:os';
import * as vscode from 'vscode';

/**
 * Opens the source of a value, as specified by the server: a file with an optional line number
 * (`~/.config/openllm/config.yaml:3`) or the VS Code settings.
 */
export async function openSource(source: string): Promise<void> {
  const [, file = '', line = '1'] = /^(.*?\.ya?ml)(?::(\d+))?/.exec(source) ?? [];
  if (file === '') {
    const workspace = /workspace/i.test(source);
    await vscode.commands.executeCommand(
      workspace ? 'workbench.action.openWorkspaceSettingsFile' : 'workbench.action.openSettingsJson',
      { revealSetting: { key: 'openLLM.providers' } },
    );
    return;
  }
  const path = file.startsWith('~') ? homedir() + file.slice(1) : file;
  const position = new vscode.Position(Math.max(0, Number(line) - 1), 0);
  await vscode.window.showTextDocument(vscode.Uri.file(path), { selection: new vscode.Range(position, position) });
}
