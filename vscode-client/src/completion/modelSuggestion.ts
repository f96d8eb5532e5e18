import type { ModelInfo } from '@open-llm/client';
import * as vscode from 'vscode';
import { supportsFillInMiddle, saveModel } from './chooseModel.js';

const suggestedKey = 'completion.modelSuggested';
const command = 'openLLM.completion.answerSuggestion';

/**
 * Suggests inline completions when a suitable model is available. The suggestion is shown once, in the status bar,
 * where it does not interrupt the user. It disappears when the window is closed or the user responds, and is not shown
 * again.
 */
export class ModelSuggestion implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #registration = vscode.commands.registerCommand(command, () => this.#confirm());
  #item: vscode.StatusBarItem | undefined;
  #model: ModelInfo | undefined;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /**
   * Shows the suggestion if it applies.
   *
   * @param chosen whether a model for inline completions has been chosen
   */
  async update(models: readonly ModelInfo[], chosen: boolean): Promise<void> {
    if (chosen) {
      this.#hide();
      return;
    }
    const model = models.find(supportsFillInMiddle);
    if (!model || this.#item || this.#memento.get<boolean>(suggestedKey) || !vscode.workspace.isTrusted) {
      return;
    }
    this.#model = model;
    this.#item = vscode.window.createStatusBarItem('openLLM.suggestion', vscode.StatusBarAlignment.Right, 89);
    this.#item.name = vscode.l10n.t('Open LLM: inline completion suggestion');
    this.#item.text = vscode.l10n.t('$(lightbulb-sparkle) Complete code with {0}?', model.name);
    this.#item.tooltip = vscode.l10n.t(
      '{0} can complete code while you type. No code is sent until you turn on inline completions.',
      model.id,
    );
    this.#item.command = command;
    this.#item.show();
    await this.#memento.update(suggestedKey, true);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#hide();
  }

  async #confirm(): Promise<void> {
    const model = this.#model;
    if (!model) {
      return;
    }
    const use = vscode.l10n.t('Use {0}', model.id);
    const another = vscode.l10n.t('Choose Model…');
    const decline = vscode.l10n.t('Don’t Suggest Again');
    const picked = await vscode.window.showQuickPick([use, another, decline], {
      title: vscode.l10n.t('Code completion while you type'),
      placeHolder: vscode.l10n.t('While you type, the code around the cursor is sent to the model that you choose.'),
    });
    if (picked === undefined) {
      return;
    }
    this.#hide();
    if (picked === use) {
      await saveModel(model.id);
    } else if (picked === another) {
      await vscode.commands.executeCommand('openLLM.completion.chooseModel');
    }
  }

  #hide(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }
}
