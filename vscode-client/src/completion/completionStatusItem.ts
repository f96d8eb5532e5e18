import * as vscode from 'vscode';
import type { CompletionState } from './completionState.js';
import type { Exclusion } from './exclusions.js';
import type { SuggestionCounts } from './statistics.js';

/**
 * How long a request must run before the item shows it, in milliseconds. The item would flicker if it showed shorter
 * requests.
 */
const showDelayMs = 150;

/**
 * Shows the state of inline completions in the status bar, where it can be reached with the keyboard. Clicking the item
 * opens the menu.
 */
export class CompletionStatusItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  #timer: NodeJS.Timeout | undefined;

  constructor(command: string) {
    this.#item = vscode.window.createStatusBarItem('openLLM.completion', vscode.StatusBarAlignment.Right, 89);
    this.#item.name = vscode.l10n.t('Open LLM: inline completions');
    this.#item.command = command;
  }

  /**
   * Shows the state.
   *
   * @param model the ID of the model in use
   */
  show(state: CompletionState, model: string, counts: SuggestionCounts): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(state, model, counts), showDelayMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#item.dispose();
  }

  #show(state: CompletionState, model: string, counts: SuggestionCounts): void {
    const sentence = describeState(state);
    this.#item.text = `$(${iconOf(state)})`;
    this.#item.tooltip = tooltipOf(sentence, model, counts);
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Inline completions: {0}', sentence),
      role: 'button',
    };
    this.#item.show();
  }
}

/** Returns one sentence that describes the state. */
export function describeState(state: CompletionState): string {
  switch (state.kind) {
    case 'snoozed':
      return Number.isFinite(state.untilMs)
        ? vscode.l10n.t('Snoozed until {0}.', new Date(state.untilMs).toLocaleTimeString(vscode.env.language))
        : vscode.l10n.t('Snoozed until VS Code is restarted.');
    case 'editorOff':
      return vscode.l10n.t('Turned off by the VS Code setting {0}.', 'editor.inlineSuggest.enabled');
    case 'excluded':
      return describeExclusion(state.exclusion);
    case 'failed':
      return vscode.l10n.t('The last request failed: {0}', state.reason);
    case 'working':
      return vscode.l10n.t('Waiting for the model…');
    case 'ready':
      return vscode.l10n.t('Ready.');
  }
}

/** Returns one sentence that contains the statistics. */
export function formatCounts({ offered, accepted, kept, sinceMs }: SuggestionCounts): string {
  const since = new Date(sinceMs).toLocaleDateString(vscode.env.language);
  return vscode.l10n.t(
    'Suggestions since {3}: {0} offered, {1} accepted, {2} unchanged 30 seconds after acceptance.',
    offered,
    accepted,
    kept,
    since,
  );
}

function describeExclusion(exclusion: Exclusion): string {
  switch (exclusion) {
    case 'kind':
      return vscode.l10n.t('Not available in this kind of document.');
    case 'secrets':
      return vscode.l10n.t('Turned off for this file because files with this name often contain secrets.');
    case 'language':
      return vscode.l10n.t('Turned off for this language by the setting {0}.', 'openLLM.completion.excludedLanguages');
    case 'ignored':
      return vscode.l10n.t('Turned off for this file because Git ignores it.');
    case 'unknown':
      return vscode.l10n.t(
        'Turned off for this file because the VS Code Git extension does not report whether Git ignores it.',
      );
  }
}

function iconOf(state: CompletionState): string {
  switch (state.kind) {
    case 'snoozed':
      return 'bell-slash';
    case 'editorOff':
    case 'excluded':
      return 'circle-slash';
    case 'failed':
      return 'warning';
    case 'working':
      return 'loading~spin';
    case 'ready':
      return 'lightbulb-sparkle';
  }
}

function tooltipOf(sentence: string, model: string, counts: SuggestionCounts): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString(undefined, true);
  tooltip.appendMarkdown('**');
  tooltip.appendText(vscode.l10n.t('Inline completions with {0}', model));
  tooltip.appendMarkdown('**\n\n');
  tooltip.appendText(sentence);
  tooltip.appendMarkdown('\n\n');
  tooltip.appendText(`${formatCounts(counts)} ${vscode.l10n.t('These numbers stay on this machine.')}`);
  return tooltip;
}
