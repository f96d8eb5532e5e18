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

/** What the page of providers and models may ask. Keys are typed into VS Code's own input, never into the page. */
export type ProvidersApi = {
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Looks for model servers of this machine; what is found comes as an event. */
  'local/look': { params: Record<string, never>; result: null };
  /** Opens the chat with a model chosen. */
  'chat/ask': { params: { model: string }; result: null };
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  'secrets/where': { params: SecretParams; result: SecretWhereResult };
  /** Opens VS Code's password input and stores what is entered; no result when the user left it. */
  'key/enter': {
    params: { provider: string; store?: SecretStore; scope?: SecretScope };
    result: SecretWhereResult | undefined;
  };
  /** As `key/enter` for a key whose provider is detected from its prefix; the result is the provider's name. */
  'key/paste': { params: { target: ConfigTarget }; result: string | undefined };
  'secrets/delete': { params: SecretParams; result: SecretWhereResult };
  'secrets/copy': { params: CopySecretParams; result: SecretWhereResult };
  /** Has the provider answer a word with its key. */
  'secrets/test': { params: TestSecretParams; result: TestSecretResult };
  /** Opens a report on everything that can be tried with the provider. */
  'provider/doctor': { params: { provider: string }; result: null };
  'config/show': { params: ConfigShowParams; result: ConfigShowResult };
  /** Changes configuration; the host remembers what was there before. */
  'config/edit': { params: ConfigEditParams; result: ConfigEditResult };
  /** Takes all that one place says of a provider to another place. */
  'config/move': { params: { provider: string; from: ConfigTarget; to: ConfigTarget }; result: null };
  /** Carries all of one place over to another, or only says what that would change. */
  'config/transfer': { params: ConfigTransferParams; result: ConfigEditResult };
  /** Takes the last change of this page back; the result is how many more can be. */
  'config/undo': { params: Record<string, never>; result: { left: number } };
  /** Opens the place a value comes from: a file at its line, or VS Code's settings. */
  'config/open': { params: { source: string }; result: null };
};

/** What the page is told unasked. */
export type ProvidersEvents = {
  /** Providers, models or keys changed: ask again. */
  changed: null;
  problems: readonly Problem[];
  surroundings: Surroundings;
  /** Something was asked for from outside of the page. */
  show: View;
};

/** What the right side of the page shows; `none` is what it shows by itself. */
export type View =
  | { readonly kind: 'none' }
  | { readonly kind: 'provider'; readonly name: string }
  | { readonly kind: 'add' }
  | { readonly kind: 'models' }
  | { readonly kind: 'configuration' };

/** What is around the page. */
export interface Surroundings {
  /** Whether there is a folder to write workspace configuration to. */
  readonly workspace: boolean;
  /** False in Restricted Mode: workspace configuration is ignored then. */
  readonly trusted: boolean;
  /** Whether the server runs; false while it restarts. */
  readonly serverUp: boolean;
}
