import type { DoctorParams, OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';
import { localize } from '../l10n.js';
import { withCancellation } from './withCancellation.js';

/** Tests one provider or all active providers and opens the report as text, for use in a bug report. */
export async function runDoctor(connection: OpenLlmConnection, provider?: string): Promise<void> {
  const target = provider === undefined ? await pickTarget(connection) : { label: provider, params: { provider } };
  if (!target) {
    return;
  }
  const report = await withCancellation(
    vscode.l10n.t('Open LLM: Testing {0}…', target.label),
    async (signal) => (await connection.runDoctor(target.params, { signal })).report,
  );
  if (report !== undefined) {
    const content = `# Open LLM: Doctor\n\n\`\`\`text\n${report.trimEnd()}\n\`\`\`\n`;
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
  }
}

async function pickTarget(connection: OpenLlmConnection): Promise<{ label: string; params: DoctorParams } | undefined> {
  const { providers } = await connection.providers();
  const all = { label: vscode.l10n.t('All active providers'), description: '', params: {} };
  const items = providers
    .filter(({ enabled }) => enabled)
    .map(({ name, displayName, status }) => ({
      label: displayName,
      description: localize(status.message, status.messageTemplate),
      params: { provider: name },
    }));
  return vscode.window.showQuickPick([all, ...items], {
    title: vscode.l10n.t('Run Doctor'),
    placeHolder: vscode.l10n.t('Each tested model receives a few short requests.'),
  });
}
