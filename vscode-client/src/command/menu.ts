import * as vscode from 'vscode';
import type { ServerState } from '../server/supervisedServer.js';
import { describeState } from '../view/statusBar.js';

/** Shows a menu of all commands, with the current state at the top. */
export async function showMenu(state: ServerState): Promise<void> {
  const entries: readonly { label: string; command: string }[] = [
    { label: vscode.l10n.t('$(settings) Providers and Models'), command: 'openLLM.configure' },
    { label: vscode.l10n.t('$(comment-discussion) Chat'), command: 'openLLM.chat.focus' },
    { label: vscode.l10n.t('$(beaker) Playground'), command: 'openLLM.playground.open' },
    { label: vscode.l10n.t('$(terminal) Open in Terminal Agent…'), command: 'openLLM.openInTerminalAgent' },
    { label: vscode.l10n.t('$(lightbulb-sparkle) Inline Completions…'), command: 'openLLM.completion.showMenu' },
    { label: vscode.l10n.t('$(add) Add Provider…'), command: 'openLLM.addProvider' },
    { label: vscode.l10n.t('$(key) Set Key…'), command: 'openLLM.setKey' },
    { label: vscode.l10n.t('$(check) Test Key…'), command: 'openLLM.testKey' },
    { label: vscode.l10n.t('$(copy) Copy Key…'), command: 'openLLM.copyKey' },
    { label: vscode.l10n.t('$(trash) Delete Key…'), command: 'openLLM.deleteKey' },
    { label: vscode.l10n.t('$(shield) Manage Model Access…'), command: 'openLLM.access' },
    { label: vscode.l10n.t('$(refresh) Refresh Models'), command: 'openLLM.refreshModels' },
    { label: vscode.l10n.t('$(pulse) Run Doctor…'), command: 'openLLM.doctor' },
    { label: vscode.l10n.t('$(settings-gear) Settings'), command: 'openLLM.openSettings' },
    { label: vscode.l10n.t('$(info) Status'), command: 'openLLM.status' },
    { label: vscode.l10n.t('$(output) Log'), command: 'openLLM.showLog' },
    { label: vscode.l10n.t('$(debug-restart) Restart Server'), command: 'openLLM.restartServer' },
  ];
  const picked = await vscode.window.showQuickPick(entries, { title: 'Open LLM', placeHolder: describeState(state) });
  if (picked) {
    await vscode.commands.executeCommand(picked.command);
  }
}
