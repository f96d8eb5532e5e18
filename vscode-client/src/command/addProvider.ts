import type { OpenLlmConnection, ProviderInfo } from '@open-llm/client';
import * as vscode from 'vscode';
import { groupByFamily } from '../model/providerFamilies.js';
import { suggestServerName } from '../model/serverName.js';

/** A provider, as it appears in the setting `openLLM.providers`. */
interface ProviderSetting {
  readonly name: string;
  readonly dialect?: string;
  readonly apiBase?: string;
  readonly models?: string | readonly string[];
}

/** Asks for a provider or the URL of a server and adds it to the user settings. Returns the name of the provider. */
export async function addProvider(connection: OpenLlmConnection): Promise<ProviderInfo['name'] | undefined> {
  const { providers } = await connection.providers({ known: true });
  const setting = await pickProvider(providers);
  if (!setting) {
    return undefined;
  }
  return saveProvider(connection, setting);
}

async function saveProvider(connection: OpenLlmConnection, setting: ProviderSetting): Promise<string> {
  // The server writes the setting, so the comments of other providers are preserved.
  await connection.editConfig({
    target: { store: 'vscode', level: 'user' },
    edits: [{ path: ['providers', setting.name], value: setting }],
  });
  return setting.name;
}

async function pickProvider(providers: readonly ProviderInfo[]): Promise<ProviderSetting | undefined> {
  const otherProvider = {
    label: vscode.l10n.t('$(server) Other Provider…'),
    description: vscode.l10n.t('Any provider with a supported API, such as vLLM, LM Studio, llama.cpp, or a gateway'),
    alwaysShow: true,
    endpoints: undefined,
  };
  const familyItems = groupByFamily(providers.filter(({ configured }) => !configured)).map(({ name, endpoints }) => ({
    label: name,
    description:
      endpoints.length === 1
        ? formatBaseUrl(endpoints[0])
        : vscode.l10n.t('{0} endpoints: {1}', endpoints.length, endpoints.map(({ name: id }) => id).join(', ')),
    alwaysShow: false,
    endpoints,
  }));
  const picked = await vscode.window.showQuickPick([otherProvider, ...familyItems], {
    title: vscode.l10n.t('Add Provider'),
    placeHolder: vscode.l10n.t('Enter the name of a provider'),
    matchOnDescription: true,
  });
  if (!picked) {
    return undefined;
  }
  if (!picked.endpoints) {
    return askForServer(new Set(providers.map(({ name }) => name)));
  }
  const provider = await pickEndpoint(picked.label, picked.endpoints);
  return provider && { name: provider.name };
}

/** Returns the endpoint of a provider. If the provider has several regions or plans, the user chooses one. */
async function pickEndpoint(family: string, endpoints: readonly ProviderInfo[]): Promise<ProviderInfo | undefined> {
  if (endpoints.length === 1) {
    return endpoints[0];
  }
  const items = endpoints.map((provider) => ({
    label: provider.displayName,
    description: formatBaseUrl(provider),
    provider,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Add Provider'),
    placeHolder: vscode.l10n.t('Choose an endpoint for {0}', family),
    matchOnDescription: true,
  });
  return picked?.provider;
}

/**
 * Returns the base URL, with each variable replaced by an ellipsis. Variables represent account-specific parts and
 * would mean nothing to the user.
 */
function formatBaseUrl(provider: ProviderInfo | undefined): string {
  return (provider?.apiBase ?? '').replace(/\$\{[^}]*\}/g, '…');
}

async function askForServer(existingNames: ReadonlySet<string>): Promise<ProviderSetting | undefined> {
  const title = vscode.l10n.t('Add Provider');
  const apiBase = await askForBaseUrl(title);
  if (apiBase === undefined) {
    return undefined;
  }
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The provider’s name, which is the first part of the IDs of its models'),
    value: suggestServerName(apiBase, existingNames),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[A-Za-z0-9][\w.-]*$/.test(text.trim())
        ? undefined
        : vscode.l10n.t('Use only letters, digits, “-”, “_”, and “.”.'),
  });
  return name === undefined ? undefined : serverSetting(name.trim(), apiBase);
}

async function askForBaseUrl(title: string): Promise<string | undefined> {
  const baseUrl = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Base URL of the provider’s API'),
    placeHolder: 'https://llm.example.com/v1',
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^https?:\/\/[^/]+/.test(text.trim()) ? undefined : vscode.l10n.t('The URL must start with http:// or https://.'),
  });
  return baseUrl?.trim();
}

/** Adds a provider as {@link addProvider} does, but asks only for the URL of a server. */
export async function addServer(connection: OpenLlmConnection): Promise<ProviderInfo['name'] | undefined> {
  const apiBase = await askForBaseUrl(vscode.l10n.t('Add Provider'));
  if (apiBase === undefined) {
    return undefined;
  }
  const { providers } = await connection.providers({ known: true });
  return saveProvider(
    connection,
    serverSetting(suggestServerName(apiBase, new Set(providers.map(({ name }) => name))), apiBase),
  );
}

function serverSetting(name: string, apiBase: string): ProviderSetting {
  return { name, dialect: 'openai-chat', apiBase, models: 'all' };
}
