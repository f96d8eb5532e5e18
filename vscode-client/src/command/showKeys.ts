import type { OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';
import type { ExportedKeys } from '../relay/exportedKeys.js';

/** After a warning, exports API keys as environment variables: to the clipboard or to a new terminal. */
export async function showKeys(connection: OpenLlmConnection, keys: ExportedKeys): Promise<void> {
  const withKey = (await connection.providers()).providers.filter(
    ({ keySource, keyEnv }) => keySource !== undefined && keyEnv.length > 0,
  );
  if (withKey.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No provider has an API key.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(
    withKey.map(({ name, displayName, keyEnv }) => ({ label: displayName, description: keyEnv[0] ?? '', name })),
    {
      canPickMany: true,
      placeHolder: vscode.l10n.t('Choose the providers whose API keys you want to export as environment variables'),
    },
  );
  if (!picked?.length) {
    return;
  }
  const copy = vscode.l10n.t('Copy to Clipboard');
  const open = vscode.l10n.t('Open Terminal');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Export the selected API keys ({0}) from their stores?', picked.length),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Programs that read the clipboard or run in the terminal can use the keys and send them anywhere.',
      ),
    },
    copy,
    open,
  );
  if (answer !== copy && answer !== open) {
    return;
  }
  const { entry } = await connection.handOverSecrets({ providers: picked.map(({ name }) => name) });
  const variables = keys.take(entry);
  if (answer === open) {
    // The terminal is transient because VS Code saves the environment of other terminals to disk to restore them.
    vscode.window.createTerminal({ name: 'Open LLM', env: variables, isTransient: true }).show();
    return;
  }
  await vscode.env.clipboard.writeText(Object.entries(variables).map(formatAssignment).join('\n') + '\n');
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('Open LLM: API keys copied to the clipboard ({0})', picked.length),
    5000,
  );
}

function formatAssignment([name, key]: [string, string]): string {
  return process.platform === 'win32'
    ? `$env:${name} = '${key.replaceAll("'", "''")}'`
    : `export ${name}='${key.replaceAll("'", "'\\''")}'`;
}
