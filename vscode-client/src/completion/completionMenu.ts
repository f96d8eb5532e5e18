import * as vscode from 'vscode';
import type { CompletionState } from './completionState.js';
import { formatCounts, describeState } from './completionStatusItem.js';
import type { SuggestionCounts } from './statistics.js';

const minuteMs = 60_000;

export interface MenuParts {
  readonly state: CompletionState;
  readonly model: string;
  readonly counts: SuggestionCounts;
  /** @param ms the duration in milliseconds; 0 resumes at once, and infinity pauses until a restart */
  readonly snooze: (ms: number) => void;
  readonly toggleLanguage: (languageId: string) => Promise<void>;
  readonly resetStatistics: () => void;
}

interface Entry extends vscode.QuickPickItem {
  readonly run?: () => unknown;
}

/** Shows a menu of actions for inline completions, with the current state at the top. */
export async function showCompletionMenu(parts: MenuParts): Promise<void> {
  const { state, model, counts } = parts;
  const languageId = vscode.window.activeTextEditor?.document.languageId;
  const runCommand = (name: string, ...args: unknown[]) => {
    return () => vscode.commands.executeCommand(name, ...args);
  };
  const entries: Entry[] = [
    ...snoozeEntries(parts),
    {
      label: vscode.l10n.t('$(list-selection) Choose Model…'),
      description: model,
      run: runCommand('openLLM.completion.chooseModel'),
    },
    ...(languageId === undefined ? [] : [languageEntry(parts, languageId)]),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t('$(graph) Statistics'),
      detail: formatCounts(counts),
      run: () => offerReset(parts),
    },
    {
      label: vscode.l10n.t('$(settings-gear) Settings'),
      run: runCommand('workbench.action.openSettings', 'openLLM.completion'),
    },
    { label: vscode.l10n.t('$(output) Log'), run: runCommand('openLLM.showLog') },
  ];
  const picked = await vscode.window.showQuickPick(entries, {
    title: vscode.l10n.t('Inline completions with {0}', model),
    placeHolder: describeState(state),
  });
  await picked?.run?.();
}

function snoozeEntries({ state, snooze }: MenuParts): readonly Entry[] {
  if (state.kind === 'snoozed') {
    return [{ label: vscode.l10n.t('$(play) Resume'), run: () => snooze(0) }];
  }
  return [
    { label: vscode.l10n.t('$(bell-slash) Snooze for 5 Minutes'), run: () => snooze(5 * minuteMs) },
    { label: vscode.l10n.t('$(bell-slash) Snooze for 1 Hour'), run: () => snooze(60 * minuteMs) },
    {
      label: vscode.l10n.t('$(bell-slash) Snooze Until VS Code Is Restarted'),
      run: () => snooze(Number.POSITIVE_INFINITY),
    },
  ];
}

function languageEntry({ state, toggleLanguage }: MenuParts, languageId: string): Entry {
  const isExcluded = state.kind === 'excluded' && state.exclusion === 'language';
  return {
    label: isExcluded
      ? vscode.l10n.t('$(check) Turn On for {0}', languageId)
      : vscode.l10n.t('$(circle-slash) Turn Off for {0}', languageId),
    run: () => toggleLanguage(languageId),
  };
}

async function offerReset({ counts, resetStatistics }: MenuParts): Promise<void> {
  const reset = vscode.l10n.t('Reset');
  const text = `${formatCounts(counts)} ${vscode.l10n.t('These numbers stay on this machine.')}`;
  if ((await vscode.window.showInformationMessage(text, reset)) === reset) {
    resetStatistics();
  }
}
