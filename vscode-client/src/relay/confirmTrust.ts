import type { ConfirmTrustParams } from '@open-llm/client';
import * as vscode from 'vscode';
import { localize } from '../l10n.js';

/** Asks whether a configuration file in a trusted workspace may be used after a change to where data is sent. */
export async function confirmTrust({ file, selects, selectsTemplates }: ConfirmTrustParams): Promise<boolean> {
  const use = vscode.l10n.t('Use the File');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'A change to this workspace’s configuration would send your data to a different destination. Use the changed configuration?',
    ),
    {
      modal: true,
      detail: [
        vscode.l10n.t('{0} is ignored until you approve the change. The file now specifies:', file),
        selects.map((line, index) => localize(line, selectsTemplates?.[index])).join('\n'),
      ].join('\n\n'),
    },
    use,
  );
  return answer === use;
}
