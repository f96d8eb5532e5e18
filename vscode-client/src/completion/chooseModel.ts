import type { ModelInfo } from '@open-llm/client';
import * as vscode from 'vscode';

export const modelSetting = 'openLLM.completion.model';

/** Returns whether a model is designed for inline completions. */
export function supportsFillInMiddle(model: ModelInfo): boolean {
  return model.capabilities.fillInMiddle === true && model.warning === undefined;
}

interface Entry extends vscode.QuickPickItem {
  readonly id?: string;
}

/** Lets the user choose the model for inline completions, or turn them off. Choosing a model gives consent. */
export async function chooseModel(models: readonly ModelInfo[], current: string): Promise<void> {
  const suitable = models.filter(supportsFillInMiddle);
  const others = models.filter((model) => !suitable.includes(model));
  const toEntry = ({ id, name, warning }: ModelInfo): Entry => ({
    id,
    label: id === current ? `$(check) ${name}` : name,
    description: id,
    ...(warning === undefined ? {} : { detail: warning }),
  });
  const entries: Entry[] = [
    ...(current === '' ? [] : [{ id: '', label: vscode.l10n.t('$(circle-slash) Turn Off Inline Completions') }]),
    separator(vscode.l10n.t('Suitable for inline completions')),
    ...suitable.map(toEntry),
    separator(vscode.l10n.t('Slower; uses chat requests')),
    ...others.map(toEntry),
  ];
  const picked = await vscode.window.showQuickPick(entries, {
    title: vscode.l10n.t('Model for inline completions'),
    placeHolder: vscode.l10n.t('While you type, the code around the cursor is sent to the model that you choose.'),
    matchOnDescription: true,
  });
  if (picked?.id !== undefined) {
    await saveModel(picked.id);
  }
}

/** Saves the model in the user settings. An empty string turns off inline completions. */
export async function saveModel(model: string): Promise<void> {
  const value = model === '' ? undefined : model;
  await vscode.workspace.getConfiguration().update(modelSetting, value, vscode.ConfigurationTarget.Global);
}

function separator(label: string): Entry {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
