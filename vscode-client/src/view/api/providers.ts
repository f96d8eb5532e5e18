import type {
  ConfigEditParams,
  ConfigEditResult,
  ConfigTarget,
  ListModelsParams,
  ListModelsResult,
  ListProvidersParams,
  ListProvidersResult,
  Problem,
  SecretParams,
  SecretStore,
  SecretWhereResult,
} from '@open-llm/client';

/** What the page of providers and models may ask. Keys are typed into VS Code's own input, never into the page. */
export type ProvidersApi = {
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  'secrets/where': { params: SecretParams; result: SecretWhereResult };
  /** Opens VS Code's password input; the result is false when the person left it. */
  'key/enter': { params: { provider: string; store?: SecretStore }; result: boolean };
  /** As `key/enter` for a key whose service is told by its prefix; the result is the provider's name. */
  'key/paste': { params: { target: ConfigTarget }; result: string | undefined };
  'secrets/delete': { params: SecretParams; result: SecretWhereResult };
  /** Asks the provider for its models with the key there is; fails with what the provider said. */
  'provider/test': { params: { provider: string }; result: { message: string } };
  /** Changes configuration; the host remembers what was there before. */
  'config/edit': { params: ConfigEditParams; result: ConfigEditResult };
  /** Takes the last change of this page back; false when there is none. */
  'config/undo': { params: Record<string, never>; result: boolean };
  /** Opens the place a value comes from: a file at its line, or VS Code's settings. */
  'config/open': { params: { source: string }; result: null };
  /** Carries settings over to YAML or back, after showing what would change. */
  'config/transfer': { params: { from: ConfigTarget; to: ConfigTarget }; result: null };
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
