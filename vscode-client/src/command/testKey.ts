import { OpenLlmError, type OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';
import { messageOf } from '../model/errors.js';
import { translate } from '../l10n.js';
import { providersAcceptingKeys, pickProvider } from './keys.js';
import { withCancellation } from './withCancellation.js';

/** Tests a provider's API key by requesting a short response, and shows the result. */
export async function testKey(connection: OpenLlmConnection, providerName?: string): Promise<void> {
  const { providers } = await connection.providers();
  const requested = providers.find(({ name }) => name === providerName);
  if (!requested && providersAcceptingKeys(providers).length === 0) {
    const add = vscode.l10n.t('Add Provider…');
    const text = vscode.l10n.t('No provider has an API key to test yet.');
    if ((await vscode.window.showInformationMessage(text, add)) === add) {
      await vscode.commands.executeCommand('openLLM.addProvider');
    }
    return;
  }
  const provider =
    requested ?? (await pickProvider(providers, vscode.l10n.t('Choose the provider whose API key you want to test')));
  if (!provider) {
    return;
  }
  const result = await withCancellation(
    vscode.l10n.t('Open LLM: Testing the API key for {0}…', provider.displayName),
    (signal) => connection.testSecret({ provider: provider.name }, { signal }),
  );
  if (result?.error !== undefined) {
    void vscode.window.showErrorMessage(messageOf(new OpenLlmError(result.error), translate));
  } else if (result?.model !== undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The API key for {0} works. {1} responded.', provider.displayName, result.model),
    );
  } else if (result) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} responded but did not list any models.', provider.displayName),
    );
  }
}
