import type {
  ConfigEditParams,
  ConfigEditResult,
  ConfigShowParams,
  ConfigShowResult,
  ConfigTarget,
  ConfigTransferParams,
  CopySecretParams,
  ListModelsParams,
  ListModelsResult,
  ListProvidersParams,
  ListProvidersResult,
  Problem,
  SecretParams,
  SecretScope,
  SecretStore,
  SecretWhereResult,
  TestSecretParams,
  TestSecretResult,
} from '@open-llm/client';

/** The requests of the Providers and Models page. Keys are typed into VS Code's own input, never into the page. */
export type ProvidersApi = {
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Looks for model servers on this machine; discovered ones are reported as an event. */
  'local/look': { params: Record<string, never>; result: null };
  /** Opens the chat with a model chosen. */
  'chat/ask': { params: { model: string }; result: null };
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  'secrets/where': { params: SecretParams; result: SecretWhereResult };
  /** Opens VS Code's password input and stores the key; no result when the user canceled. */
  'key/enter': {
    params: { provider: string; store?: SecretStore; scope?: SecretScope };
    result: SecretWhereResult | undefined;
  };
  /** As `key/enter` for a key whose provider is detected from its prefix; the result is the provider's name. */
  'key/paste': { params: { target: ConfigTarget }; result: string | undefined };
  'secrets/delete': { params: SecretParams; result: SecretWhereResult };
  'secrets/copy': { params: CopySecretParams; result: SecretWhereResult };
  /** Tests the provider's key with a short response. */
  'secrets/test': { params: TestSecretParams; result: TestSecretResult };
  /** Opens a report of all tests of the provider. */
  'provider/doctor': { params: { provider: string }; result: null };
  'config/show': { params: ConfigShowParams; result: ConfigShowResult };
  /** Changes configuration; the host remembers the previous values. */
  'config/edit': { params: ConfigEditParams; result: ConfigEditResult };
  /** Moves a provider from one source to another. */
  'config/move': { params: { provider: string; from: ConfigTarget; to: ConfigTarget }; result: null };
  /** Copies all configuration from one source to another, or only reports what that would change. */
  'config/transfer': { params: ConfigTransferParams; result: ConfigEditResult };
  /** Undoes the last change of this page; the result is the number of remaining ones. */
  'config/undo': { params: Record<string, never>; result: { left: number } };
  /** Opens the source of a value: a file at its line, or VS Code's settings. */
  'config/open': { params: { source: string }; result: null };
};

/** The events for the page. */
export type ProvidersEvents = {
  /** Providers, models or keys changed: request them again. */
  changed: null;
  problems: readonly Problem[];
  surroundings: Surroundings;
  /** Something was requested from outside the page. */
  show: View;
};

/** The right side of the page; `none` is its default. */
export type View =
  | { readonly kind: 'none' }
  | { readonly kind: 'provider'; readonly name: string }
  | { readonly kind: 'add' }
  | { readonly kind: 'models' }
  | { readonly kind: 'configuration' };

/** The environment of the page. */
export interface Surroundings {
  /** Whether there is a folder to write workspace configuration to. */
  readonly workspace: boolean;
  /** False in Restricted Mode: workspace configuration is ignored then. */
  readonly trusted: boolean;
  /** Whether the server runs; false while it restarts. */
  readonly serverUp: boolean;
}
