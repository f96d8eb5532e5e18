import type { OpenLlmConnection, SecretScope, SecretStore } from '@open-llm/client';
import * as vscode from 'vscode';
import { localize } from '../l10n.js';
import { pickProvider } from './keys.js';

/**
 * Copies a provider's API key from one store to another. The copy is bound to the same host. Returns whether a key was
 * copied.
 */
export async function copyKey(connection: OpenLlmConnection, providerName?: string): Promise<boolean> {
  const withKey = (await connection.providers()).providers.filter(({ keySource }) => keySource !== undefined);
  if (withKey.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No provider has an API key.'));
    return false;
  }
  const provider =
    withKey.find(({ name }) => name === providerName) ??
    (await pickProvider(withKey, vscode.l10n.t('Choose the provider whose API key you want to copy')));
  if (!provider) {
    return false;
  }
  const { tried } = await connection.whereSecret({ provider: provider.name });
  const locations = tried.filter(({ outcome }) => outcome === 'found' || outcome === 'other_host');
  const from = await vscode.window.showQuickPick(
    locations.map(({ store, place, placeTemplate }) => ({
      label: storeName(store),
      description: localize(place, placeTemplate),
      store,
    })),
    { title: vscode.l10n.t('API key for {0}', provider.displayName), placeHolder: vscode.l10n.t('Copy from') },
  );
  const to = from && (await pickTarget(from.store, provider.displayName));
  const toScope = to && (await pickScope(provider.displayName));
  if (!from || !to || !toScope) {
    return false;
  }
  const { answering, answeringTemplate } = await connection.copySecret({
    provider: provider.name,
    from: from.store,
    to,
    toScope,
  });
  void vscode.window.showInformationMessage(
    answering === undefined
      ? vscode.l10n.t('The API key for {0} was copied to {1}.', provider.displayName, storeName(to))
      : vscode.l10n.t(
          'The API key for {0} was copied. The key in use comes from {1}.',
          provider.displayName,
          localize(answering, answeringTemplate),
        ),
  );
  return true;
}

async function pickTarget(from: SecretStore, title: string): Promise<SecretStore | undefined> {
  const stores: readonly SecretStore[] = ['vscode', 'keychain', 'dotenv'];
  const picked = await vscode.window.showQuickPick(
    stores.filter((store) => store !== from).map((store) => ({ label: storeName(store), store })),
    { title: vscode.l10n.t('API key for {0}', title), placeHolder: vscode.l10n.t('Copy to'), ignoreFocusOut: true },
  );
  return picked?.store;
}

async function pickScope(title: string): Promise<SecretScope | undefined> {
  if (!vscode.workspace.isTrusted || vscode.workspace.workspaceFolders === undefined) {
    return 'user';
  }
  const scopes: readonly { label: string; scope: SecretScope }[] = [
    { label: vscode.l10n.t('For me, everywhere'), scope: 'user' },
    { label: vscode.l10n.t('For me, in this workspace only'), scope: 'workspace' },
  ];
  const picked = await vscode.window.showQuickPick(scopes, {
    title: vscode.l10n.t('API key for {0}', title),
    ignoreFocusOut: true,
  });
  return picked?.scope;
}

function storeName(store: SecretStore): string {
  switch (store) {
    case 'command':
      return vscode.l10n.t('Command');
    case 'environment':
      return vscode.l10n.t('Environment');
    case 'vscode':
      return vscode.l10n.t('VS Code secret storage');
    case 'keychain':
      return vscode.l10n.t('System keychain');
    case 'dotenv':
      return vscode.l10n.t('.env file');
  }
}
