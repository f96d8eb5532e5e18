import {
  OpenLlmError,
  type ConfigTarget,
  type OpenLlmConnection,
  type ProviderInfo,
  type SecretScope,
  type SecretStore,
  type SecretWhereResult,
} from '@open-llm/client';
import * as vscode from 'vscode';
import { localize } from '../l10n.js';

/** Where an API key is stored. Default: the store for new keys, available to this user in all workspaces. */
export interface KeyLocation {
  readonly store?: SecretStore;
  readonly scope?: SecretScope;
}

/**
 * Asks for a provider's API key, stores it, and shows which store provides the key that is used. Returns whether a key
 * was stored.
 */
export async function setKey(connection: OpenLlmConnection, providerName?: string): Promise<boolean> {
  const { providers } = await connection.providers();
  const requested = providers.find(({ name }) => name === providerName);
  if (!requested && providersAcceptingKeys(providers).length === 0) {
    // No configured provider accepts an API key, so the provider to add is detected from the key.
    return (await pasteKey(connection, { store: 'vscode', level: 'user' })) !== undefined;
  }
  const provider =
    requested ?? (await pickProvider(providers, vscode.l10n.t('Choose the provider whose API key you want to set')));
  const stored = provider && (await askForKey(connection, provider));
  if (!stored) {
    return false;
  }
  void vscode.window.showInformationMessage(
    stored.answering === undefined
      ? vscode.l10n.t('The API key for {0} was saved.', provider.displayName)
      : vscode.l10n.t(
          'The API key for {0} was saved. The key in use comes from {1}.',
          provider.displayName,
          localize(stored.answering.replace(/, key of .*$/, ''), stored.answeringTemplate),
        ),
  );
  return true;
}

/**
 * Stores an API key as {@link setKey} does, for callers that report the result to the user. Returns undefined if the
 * user canceled.
 */
export async function enterKey(
  connection: OpenLlmConnection,
  providerName: string,
  location: KeyLocation,
): Promise<SecretWhereResult | undefined> {
  const { providers } = await connection.providers();
  const provider = providers.find(({ name }) => name === providerName);
  return provider && askForKey(connection, provider, location);
}

async function askForKey(
  connection: OpenLlmConnection,
  provider: ProviderInfo,
  location: KeyLocation = {},
): Promise<SecretWhereResult | undefined> {
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('API key for {0}', provider.displayName),
    prompt: vscode.l10n.t('The API key is saved for {0} and sent only to that host.', hostOf(provider)),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' ? vscode.l10n.t('Paste the API key, or press Escape to cancel.') : undefined,
  });
  return value === undefined
    ? undefined
    : connection.setSecret({ provider: provider.name, value: value.trim(), ...location });
}

/** Asks for a provider and deletes its API key from every writable store. Returns whether a key was deleted. */
export async function deleteKey(connection: OpenLlmConnection): Promise<boolean> {
  const { providers } = await connection.providers();
  const withKey = providers.filter(({ keySource }) => keySource !== undefined);
  if (withKey.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No provider has an API key.'));
    return false;
  }
  const provider = await pickProvider(withKey, vscode.l10n.t('Choose the provider whose API key you want to delete'));
  if (!provider) {
    return false;
  }
  const { tried } = await connection.whereSecret({ provider: provider.name });
  if (tried.some(({ scope }) => scope === 'workspace')) {
    await connection.deleteSecret({ provider: provider.name, scope: 'workspace' });
  }
  const { answering, answeringTemplate } = await connection.deleteSecret({ provider: provider.name });
  if (answering === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The API key for {0} was deleted.', provider.displayName));
  } else {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} still has an API key from {1}. This command cannot delete that key. Delete it manually.',
        provider.displayName,
        localize(answering, answeringTemplate),
      ),
    );
  }
  return true;
}

/** Returns the providers that have an API key or accept one. */
export function providersAcceptingKeys(providers: readonly ProviderInfo[]): ProviderInfo[] {
  return providers.filter(({ needsKey, keySource, local }) => needsKey || keySource !== undefined || !local);
}

/** Lets the user choose a provider that has an API key or accepts one. */
export async function pickProvider(
  providers: readonly ProviderInfo[],
  placeHolder: string,
): Promise<ProviderInfo | undefined> {
  const items = providersAcceptingKeys(providers).map((provider) => ({
    label: provider.displayName,
    description: provider.name === provider.displayName ? '' : provider.name,
    detail:
      provider.keySource === undefined
        ? localize(provider.status.message, provider.status.messageTemplate)
        : localize(provider.keySource, provider.keySourceTemplate),
    provider,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return picked?.provider;
}

function hostOf(provider: ProviderInfo): string {
  return URL.canParse(provider.apiBase) ? new URL(provider.apiBase).host : provider.displayName;
}

/**
 * Stores a pasted API key. If several providers use its prefix, the user chooses the provider. Returns the name of the
 * provider.
 */
async function storePastedKey(
  connection: OpenLlmConnection,
  providers: readonly ProviderInfo[],
  value: string,
): Promise<string | undefined> {
  try {
    return (await connection.setSecret({ provider: '', value })).provider;
  } catch (failure) {
    if (OpenLlmError.from(failure).info.kind !== 'invalid_request') {
      throw failure;
    }
    const chosen = await pickProvider(
      providers,
      vscode.l10n.t('The provider cannot be detected from this API key. Which provider is the key for?'),
    );
    return chosen && (await connection.setSecret({ provider: chosen.name, value })).provider;
  }
}

/**
 * Asks for an API key, detects the provider from the prefix of the key, stores the key, and adds the provider to the
 * configuration. Returns the name of the provider, or undefined if the user canceled.
 */
export async function pasteKey(connection: OpenLlmConnection, target: ConfigTarget): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('Paste an API key'),
    prompt: vscode.l10n.t('The provider is detected from the API key’s prefix. The key is sent only to that provider.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (value === undefined || value.trim() === '') {
    return undefined;
  }
  const { providers } = await connection.providers({ known: true });
  const provider = await storePastedKey(connection, providers, value.trim());
  if (provider === undefined) {
    return undefined;
  }
  if (!providers.some(({ name, configured }) => name === provider && configured)) {
    await connection.editConfig({ target, edits: [{ path: ['providers', provider], value: { name: provider } }] });
  }
  return provider;
}
