import type { ProviderInfo } from '@open-llm/client';
import * as vscode from 'vscode';
import { localize, localizeError } from '../l10n.js';
import { joinSentences } from '../model/joinSentences.js';
import type { ServerState } from '../server/supervisedServer.js';

const icons: Readonly<Record<ProviderInfo['status']['state'], string>> = {
  ready: 'check',
  loading: 'sync',
  no_key: 'key',
  error: 'error',
  disabled: 'circle-slash',
  known: 'circle-outline',
};

/**
 * Shows the state of Open LLM in the status bar: the server in the item, and each provider in the hover. Clicking the
 * item opens the menu.
 */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;

  constructor(menuCommand: string) {
    this.#item = vscode.window.createStatusBarItem('openLLM.status', vscode.StatusBarAlignment.Right, 90);
    this.#item.name = 'Open LLM';
    this.#item.command = menuCommand;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }

  update(state: ServerState, providers: readonly ProviderInfo[]): void {
    const failingProviders = providers.filter(({ status }) => status.state === 'error' || status.state === 'no_key');
    const icon = iconOf(state, failingProviders.length > 0);
    this.#item.text = `$(${icon}) Open LLM`;
    this.#item.backgroundColor =
      state.kind === 'failed' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.#item.tooltip = tooltipOf(state, providers);
    this.#item.accessibilityInformation = { label: `Open LLM: ${describeState(state)}`, role: 'button' };
  }
}

/** Returns one sentence that describes the state of the server. */
export function describeState(state: ServerState): string {
  switch (state.kind) {
    case 'ready':
      return vscode.l10n.t('Server version {0} is running.', state.info.serverVersion);
    case 'starting':
      return vscode.l10n.t('The server is starting.');
    case 'waiting':
      return vscode.l10n.t('{0} Restarting the server…', localizeError(state.error.info)[0]);
    case 'failed':
      return joinSentences(localizeError(state.error.info));
    case 'stopped':
      return vscode.l10n.t('The server is stopped.');
  }
}

function iconOf(state: ServerState, hasFailingProviders: boolean): string {
  switch (state.kind) {
    case 'ready':
      return hasFailingProviders ? 'warning' : 'sparkle';
    case 'starting':
    case 'waiting':
      return 'loading~spin';
    case 'failed':
      return 'error';
    case 'stopped':
      return 'debug-stop';
  }
}

function tooltipOf(state: ServerState, providers: readonly ProviderInfo[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString(undefined, true);
  tooltip.appendMarkdown('**Open LLM**\n\n');
  tooltip.appendText(describeState(state));
  for (const provider of providers) {
    tooltip.appendMarkdown(`\n\n$(${icons[provider.status.state]}) `);
    tooltip.appendText(
      `${provider.displayName}: ${localize(provider.status.message, provider.status.messageTemplate)}`,
    );
  }
  return tooltip;
}
