import * as vscode from 'vscode';
import type { ServerState } from '../server/supervisedServer.js';
import { sentenceOf } from './statusBar.js';

/** Reports once that the server stays down, with what can be done about it. */
export function offerRemedy(state: ServerState): void {
  if (state.kind !== 'failed') {
    return;
  }
  const remedies = new Map([
    [vscode.l10n.t('Restart'), 'openLLM.restartServer'],
    [vscode.l10n.t('Settings'), 'openLLM.openSettings'],
    [vscode.l10n.t('Log'), 'openLLM.showLog'],
  ]);
  vscode.window.showErrorMessage(sentenceOf(state), ...remedies.keys()).then((chosen) => {
    const command = chosen === undefined ? undefined : remedies.get(chosen);
    return command && vscode.commands.executeCommand(command);
  }, undefined);
}
