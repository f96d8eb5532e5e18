import * as vscode from 'vscode';
import type { ServerState } from '../server/supervisedServer.js';
import { sentenceOf } from './statusBar.js';

/**
 * Reports that the server stopped and is restarting or, once, that it remains down, and offers actions to solve the
 * problem.
 */
export function offerRemedy(state: ServerState): void {
  const log: readonly [string, string] = [vscode.l10n.t('Log'), 'openLLM.showLog'];
  if (state.kind === 'waiting' && state.crashed) {
    offer(vscode.window.showWarningMessage, sentenceOf(state), new Map([log]));
  } else if (state.kind === 'failed') {
    const restart: readonly [string, string] = [vscode.l10n.t('Restart'), 'openLLM.restartServer'];
    const settings: readonly [string, string] = [vscode.l10n.t('Settings'), 'openLLM.openSettings'];
    offer(vscode.window.showErrorMessage, sentenceOf(state), new Map([restart, settings, log]));
  }
}

type Show = (message: string, ...items: string[]) => Thenable<string | undefined>;

function offer(show: Show, sentence: string, remedies: ReadonlyMap<string, string>): void {
  show(sentence, ...remedies.keys()).then((chosen) => {
    const command = chosen === undefined ? undefined : remedies.get(chosen);
    return command && vscode.commands.executeCommand(command);
  }, undefined);
}
