import type { ConfigChange, ConfigTarget, OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';

/** Shows what carrying configuration over would change, and does it when the person agrees. */
export async function transferConfig(
  connection: OpenLlmConnection,
  from: ConfigTarget,
  to: ConfigTarget,
): Promise<void> {
  const preview = await connection.transferConfig({ from, to, preview: true });
  if (preview.changes.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to carry over: both say the same.'));
    return;
  }
  const yes = vscode.l10n.t('Carry Over');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0} values change in {1}.', preview.changes.length, preview.file ?? vscode.l10n.t('VS Code settings')),
    { modal: true, detail: preview.changes.map(lineOf).join('\n') },
    yes,
  );
  if (answer !== yes) {
    return;
  }
  const done = await connection.transferConfig({ from, to, preview: false });
  void vscode.window.showInformationMessage(
    done.backup === undefined
      ? vscode.l10n.t('{0} values were carried over.', done.changes.length)
      : vscode.l10n.t('{0} values were carried over. The file as it was: {1}', done.changes.length, done.backup),
  );
}

function lineOf({ path, before, after }: ConfigChange): string {
  const show = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));
  return `${path.join('.')}: ${show(before)} → ${show(after)}`;
}
