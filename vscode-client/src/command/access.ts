import type { AccessRule, OpenLlmConnection, PeerPermission, UsageOfDay } from '@open-llm/client';
import * as vscode from 'vscode';
import { nameOfConsumer } from '../relay/consent.js';

/**
 * Lists the user's decisions about extensions and other clients, with the current day's usage of each, and revokes the
 * chosen decision.
 */
export async function showAccess(connection: OpenLlmConnection): Promise<void> {
  const { rules, usage } = await connection.listAccess();
  if (rules.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No access decisions recorded yet.'));
    return;
  }
  const items = rules.map((rule) => ({
    label: nameOfConsumer(rule.consumer),
    description: sentenceOf(rule),
    detail: usedBy(rule.consumer, usage),
    rule,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Choose a decision to revoke'),
    matchOnDescription: true,
  });
  if (picked) {
    const { consumer, model } = picked.rule;
    await connection.revokeAccess(model === undefined ? { consumer } : { consumer, model });
    void vscode.window.showInformationMessage(vscode.l10n.t('The decision for {0} was revoked.', picked.label));
  }
}

function sentenceOf({ allowed, model, permission }: AccessRule): string {
  const which = model ?? (permission === undefined ? vscode.l10n.t('all models') : nameOf(permission));
  return allowed ? vscode.l10n.t('allowed: {0}', which) : vscode.l10n.t('denied: {0}', which);
}

function nameOf(permission: PeerPermission): string {
  return permission === 'configuration' ? vscode.l10n.t('configuration') : vscode.l10n.t('VS Code tools');
}

function usedBy(consumer: string, usage: readonly UsageOfDay[]): string {
  const own = usage.filter((row) => row.consumer === consumer);
  const requests = own.reduce((sum, row) => sum + row.requests, 0);
  const tokens = own.reduce((sum, row) => sum + row.inputTokens + row.outputTokens, 0);
  return vscode.l10n.t('today: {0} requests, {1} tokens', requests, tokens);
}
