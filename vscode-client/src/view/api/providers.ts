import type {
  ListModelsParams,
  ListModelsResult,
  ListProvidersParams,
  ListProvidersResult,
  Problem,
  SecretParams,
  SecretStore,
  SecretWhereResult,
} from '@open-llm/client';

/** Where a change is written to. */
export interface Place {
  readonly level: 'user' | 'workspace';
  readonly target: 'yaml' | 'vscode';
}

/** A field of a provider to set; null takes the provider's own default again. */
export interface ProviderEdit {
  readonly provider: string;
  readonly field: 'enabled' | 'apiBase' | 'displayName' | 'models' | 'dialect' | 'preset';
  readonly value: unknown;
}

/** What the page of providers and models may ask. Keys are typed into VS Code's own input, never into the page. */
export type ProvidersApi = {
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  'secrets/where': { params: SecretParams; result: SecretWhereResult };
  /** Opens VS Code's password input; the result is undefined when the person left it. */
  'key/enter': { params: { provider: string; store?: SecretStore }; result: SecretWhereResult | undefined };
  /** As `key/enter` for a key whose service is told by its prefix; the result is the provider's name. */
  'key/paste': { params: Record<string, never>; result: string | undefined };
  'secrets/delete': { params: SecretParams; result: SecretWhereResult };
  /** Asks the provider for its models with the key there is; fails with what the provider said. */
  'provider/test': { params: { provider: string }; result: { message: string } };
  'provider/add': { params: { name: string; preset?: string; apiBase?: string; place: Place }; result: null };
  'provider/remove': { params: { name: string }; result: null };
  'provider/edit': { params: { edits: readonly ProviderEdit[]; place: Place }; result: null };
  'defaultModel/set': { params: { model: string; place: Place }; result: null };
  /** Takes the last change of this page back. */
  'undo': { params: Record<string, never>; result: null };
  /** Opens the file, at the line where the provider stands. */
  'config/open': { params: { source?: string }; result: null };
  'config/import': { params: Record<string, never>; result: null };
  'config/export': { params: Record<string, never>; result: null };
  'page/open': { params: { page: 'chat' | 'playground' | 'status' | 'settings' }; result: null };
};

/** What the page is told unasked. */
export type ProvidersEvents = {
  /** Providers, models or keys changed: ask again. */
  changed: null;
  problems: readonly Problem[];
  surroundings: Surroundings;
};

/** What is around the page. */
export interface Surroundings {
  /** Whether there is a folder to write workspace configuration to. */
  readonly workspace: boolean;
  /** False in Restricted Mode: workspace configuration is ignored then. */
  readonly trusted: boolean;
  /** Whether the server runs; false while it restarts. */
  readonly serverUp: boolean;
}
