import type { AskPermissionParams, ConsentAnswer, ConsentParams, PeerPermission } from '@open-llm/client';
import * as vscode from 'vscode';

/** Asks whether an extension may use a model. A notification that is closed or left alone is no answer. */
export async function askConsent({ consumer, model, provider }: ConsentParams): Promise<ConsentAnswer | undefined> {
  const answers: readonly { title: string; answer: ConsentAnswer }[] = [
    { title: vscode.l10n.t('Allow'), answer: 'allow' },
    { title: vscode.l10n.t('Allow for This Model'), answer: 'allow_model' },
    { title: vscode.l10n.t('Deny'), answer: 'deny' },
  ];
  const question = vscode.l10n.t('May {0} use {1} ({2})?', nameOfConsumer(consumer), model, provider);
  return (await vscode.window.showInformationMessage(question, ...answers))?.answer;
}

/** Asks whether a connected program may do more than ask models. Once for each program and kind, so in a dialog. */
export async function askPermission({ consumer, permission }: AskPermissionParams): Promise<boolean | undefined> {
  const allow = { title: vscode.l10n.t('Allow') };
  const deny = { title: vscode.l10n.t('Deny') };
  const questions: Record<PeerPermission, string> = {
    configuration: vscode.l10n.t('May the program “{0}” read and change your Open LLM configuration?', consumer),
    tools: vscode.l10n.t('May the program “{0}” call the tools of VS Code?', consumer),
  };
  const detail = vscode.l10n.t('The answer is remembered. “Open LLM: Who May Use Models” takes it back.');
  const answer = await vscode.window.showWarningMessage(questions[permission], { modal: true, detail }, allow, deny);
  return answer && answer === allow;
}

/** The display name of an extension with its id, which no other extension can have; other names as they are. */
export function nameOfConsumer(consumer: string): string {
  const manifest: unknown = vscode.extensions.getExtension(consumer)?.packageJSON;
  const named = typeof manifest === 'object' && manifest !== null && 'displayName' in manifest;
  return named && typeof manifest.displayName === 'string' ? `${manifest.displayName} (${consumer})` : consumer;
}
