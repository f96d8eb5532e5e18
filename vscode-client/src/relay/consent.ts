import type { AskPermissionParams, ConsentAnswer, ConsentParams, PeerPermission } from '@open-llm/client';
import * as vscode from 'vscode';
import { localize } from '../l10n.js';
import { PendingConsent } from './pendingConsent.js';

const answerCommand = 'openLLM.answerConsent';

/**
 * Asks whether extensions may use models. The first question about an extension in a window is shown in a dialog. After
 * that dialog, further questions wait in the status bar, where they are visible but do not interrupt the user.
 */
export class ConsentQuestions implements vscode.Disposable {
  readonly #promptedConsumers = new Set<string>();
  readonly #pending = new PendingConsent();
  readonly #registration = vscode.commands.registerCommand(answerCommand, async (id: unknown) => {
    const question = this.#pending.question(String(id));
    const answer = question && (await this.#askInDialog(question));
    if (answer !== undefined) {
      this.#pending.answer(String(id), answer);
    }
  });

  /** @param nameOf a function that returns a model's display name, including the name of its provider */
  constructor(private readonly nameOf: (model: string) => string) {}

  /** Asks the user. Returns undefined if the dialog is dismissed. */
  async ask(question: ConsentParams): Promise<ConsentAnswer | undefined> {
    if (this.#promptedConsumers.has(question.consumer)) {
      return this.#askInStatusBar(question);
    }
    this.#promptedConsumers.add(question.consumer);
    return this.#askInDialog(question);
  }

  dispose(): void {
    this.#registration.dispose();
  }

  async #askInStatusBar(question: ConsentParams): Promise<ConsentAnswer> {
    const id = PendingConsent.idOf(question);
    const item = vscode.window.createStatusBarItem(`openLLM.consent.${id}`, vscode.StatusBarAlignment.Right, 1000);
    item.name = vscode.l10n.t('Open LLM: permission requests');
    item.text = vscode.l10n.t('$(shield) {0} is waiting for permission', displayNameOf(question.consumer));
    item.tooltip = this.#questionText(question);
    item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    item.command = { command: answerCommand, title: item.text, arguments: [id] };
    item.show();
    try {
      return await this.#pending.add(question);
    } finally {
      item.dispose();
    }
  }

  async #askInDialog(question: ConsentParams): Promise<ConsentAnswer | undefined> {
    const answers: readonly { title: string; answer: ConsentAnswer }[] = [
      { title: vscode.l10n.t('Allow'), answer: 'allow' },
      { title: vscode.l10n.t('Allow for This Model'), answer: 'allow_model' },
      { title: vscode.l10n.t('Deny'), answer: 'deny' },
    ];
    const detail = vscode.l10n.t(
      '“Allow” applies to all Open LLM models, including those that use your API keys. Your decision is saved until you revoke it with the “Open LLM: Manage Model Access” command.',
    );
    const options = { modal: true, detail };
    return (await vscode.window.showInformationMessage(this.#questionText(question), options, ...answers))?.answer;
  }

  #questionText({ consumer, model }: ConsentParams): string {
    return vscode.l10n.t('Allow {0} to use {1}?', nameOfConsumer(consumer), this.nameOf(model));
  }
}

/**
 * Asks in a dialog whether a connected client may do more than use models. The user is asked once for each client and
 * permission, but every time if the client wants to change where data is sent.
 */
export async function askPermission(params: AskPermissionParams): Promise<boolean | undefined> {
  const { consumer, permission } = params;
  const allow = { title: vscode.l10n.t('Allow') };
  const deny = { title: vscode.l10n.t('Deny') };
  const questions: Record<PeerPermission, string> = {
    configuration: vscode.l10n.t('Allow the program “{0}” to read and change your Open LLM configuration?', consumer),
    tools: vscode.l10n.t('Allow the program “{0}” to call VS Code tools?', consumer),
    destinations: vscode.l10n.t('Allow the program “{0}” to change where your data is sent?', consumer),
  };
  const detail =
    permission === 'destinations'
      ? destinationDetail(params)
      : vscode.l10n.t('Your decision is saved until you revoke it with the “Open LLM: Manage Model Access” command.');
  const answer = await vscode.window.showWarningMessage(questions[permission], { modal: true, detail }, allow, deny);
  return answer && answer === allow;
}

function destinationDetail({ changes = [], changesTemplates }: AskPermissionParams): string {
  return [
    changes.map((line, index) => localize(line, changesTemplates?.[index])).join('\n'),
    vscode.l10n.t(
      'Allow this only if you requested the change. Prompts and API keys might be sent to the new destination.',
    ),
  ].join('\n\n');
}

/** Returns the display name of an extension together with its ID, which is unique. Returns any other name unchanged. */
export function nameOfConsumer(consumer: string): string {
  const name = displayNameOf(consumer);
  return name === consumer ? consumer : `${name} (${consumer})`;
}

/** Returns the display name of an extension. Returns any other name unchanged. */
export function displayNameOf(consumer: string): string {
  const manifest: unknown = vscode.extensions.getExtension(consumer)?.packageJSON;
  const hasDisplayName = typeof manifest === 'object' && manifest !== null && 'displayName' in manifest;
  return hasDisplayName && typeof manifest.displayName === 'string' ? manifest.displayName : consumer;
}
