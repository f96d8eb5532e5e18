import * as vscode from 'vscode';
import type { ServerState } from '../server/supervisedServer.js';
import { describeState } from './statusBar.js';

/**
 * Reports that the server stopped and is restarting or, once, that it remains down, and offers actions to solve the
 * problem.
 */
export function reportServerFailure(state: ServerState): void {
  const log: readonly [string, string] = [vscode.l10n.t('Log'), 'openLLM.showLog'];
  if (state.kind === 'waiting' && state.crashed) {
    showWithActions(vscode.window.showWarningMessage, describeState(state), new Map([log]));
  } else if (state.kind === 'failed') {
    const restart: readonly [string, string] = [vscode.l10n.t('Restart'), 'openLLM.restartServer'];
    const settings: readonly [string, string] = [vscode.l10n.t('Settings'), 'openLLM.openSettings'];
    showWithActions(vscode.window.showErrorMessage, describeState(state), new Map([restart, settings, log]));
  }
}

type ShowMessage = (message: string, ...items: string[]) => Thenable<string | undefined>;

function showWithActions(show: ShowMessage, text: string, actions: ReadonlyMap<string, string>): void {
  show(text, ...actions.keys()).then((chosen) => {
    const command = chosen === undefined ? undefined : actions.get(chosen);
    return command && vscode.commands.executeCommand(command);
  }, undefined);
}
