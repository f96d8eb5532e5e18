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

/** The requests of the Providers and Models page. API keys are entered in a VS Code input box, never on the page. */
export type ProvidersApi = {
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Searches for model servers on this machine. Servers that are detected are reported with an event. */
  'local/look': { params: Record<string, never>; result: null };
  /** Opens the chat with the specified model selected. */
  'chat/ask': { params: { model: string }; result: null };
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  'secrets/where': { params: SecretParams; result: SecretWhereResult };
  /** Opens a password input box in VS Code and stores the API key. The result is undefined if the user canceled. */
  'key/enter': {
    params: { provider: string; store?: SecretStore; scope?: SecretScope };
    result: SecretWhereResult | undefined;
  };
  /**
   * Stores an API key as `key/enter` does, but detects the provider from the prefix of the key. Returns the name of the
   * provider.
   */
  'key/paste': { params: { target: ConfigTarget }; result: string | undefined };
  'secrets/delete': { params: SecretParams; result: SecretWhereResult };
  'secrets/copy': { params: CopySecretParams; result: SecretWhereResult };
  /** Tests the provider's API key by requesting a short response. */
  'secrets/test': { params: TestSecretParams; result: TestSecretResult };
  /** Opens a report about all tests of the provider. */
  'provider/doctor': { params: { provider: string }; result: null };
  'config/show': { params: ConfigShowParams; result: ConfigShowResult };
  /** Changes the configuration. The host remembers the previous values. */
  'config/edit': { params: ConfigEditParams; result: ConfigEditResult };
  /** Moves a provider from one source to another. */
  'config/move': { params: { provider: string; from: ConfigTarget; to: ConfigTarget }; result: null };
  /** Copies the entire configuration from one source to another, or only reports the changes this would make. */
  'config/transfer': { params: ConfigTransferParams; result: ConfigEditResult };
  /** Undoes the last change on this page. Returns how many changes can still be undone. */
  'config/undo': { params: Record<string, never>; result: { left: number } };
  /** Opens the source of a value: a file at the specified line, or the VS Code settings. */
  'config/open': { params: { source: string }; result: null };
};

/** The events that are sent to the page. */
export type ProvidersEvents = {
  /** The providers, models, or API keys have changed; the page must request them again. */
  changed: null;
  problems: readonly Problem[];
  surroundings: Surroundings;
  /** A view was requested outside the page. */
  show: View;
};

/** The content on the right side of the page. `none` is the default. */
export type View =
  | { readonly kind: 'none' }
  | { readonly kind: 'provider'; readonly name: string }
  | { readonly kind: 'add' }
  | { readonly kind: 'models' }
  | { readonly kind: 'configuration' };

/** The environment of the page. */
export interface Surroundings {
  /** Whether a folder is open to which a workspace configuration can be written. */
  readonly workspace: boolean;
  /** Whether the workspace is trusted. In Restricted Mode, the workspace configuration is ignored. */
  readonly trusted: boolean;
  /** Whether the server is running; false while it restarts. */
  readonly serverUp: boolean;
}
