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
    description: describeRule(rule),
    detail: formatUsage(rule.consumer, usage),
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

function describeRule({ allowed, model, permission }: AccessRule): string {
  const target = model ?? (permission === undefined ? vscode.l10n.t('all models') : permissionName(permission));
  return allowed ? vscode.l10n.t('allowed: {0}', target) : vscode.l10n.t('denied: {0}', target);
}

function permissionName(permission: PeerPermission): string {
  return permission === 'configuration' ? vscode.l10n.t('configuration') : vscode.l10n.t('VS Code tools');
}

function formatUsage(consumer: string, usage: readonly UsageOfDay[]): string {
  const rows = usage.filter((row) => row.consumer === consumer);
  const requests = rows.reduce((sum, row) => sum + row.requests, 0);
  const tokens = rows.reduce((sum, row) => sum + row.inputTokens + row.outputTokens, 0);
  return vscode.l10n.t('today: {0} requests, {1} tokens', requests, tokens);
}
