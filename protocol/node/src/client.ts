import type {
  AuthTokenParams,
  ConfirmHostParams,
  ConsentAnswer,
  ConsentParams,
  LogParams,
  Problem,
  SettingsUpdateParams,
  StatusParams,
} from './protocol.js';

/**
 * What a connection can be asked for and told. Everything is optional: what is not there is not declared to the
 * server, which then does without it.
 */
export interface OpenLlmClient {
  /** A place to keep keys that only this client can reach, such as VS Code's SecretStorage. */
  readonly secretStorage?: {
    get(key: string): PromiseLike<string | undefined>;
    /** Without a value the entry is deleted. */
    set(key: string, value: string | undefined): PromiseLike<void>;
  };
  /** Asks the person whether a key may go to a host it was not stored for. */
  confirmHost?(params: ConfirmHostParams): PromiseLike<boolean>;
  /** Asks the person whether a consumer may use a model; `undefined` when the person says nothing. */
  askConsent?(params: ConsentParams): PromiseLike<ConsentAnswer | undefined>;
  /** Writes this client's own settings: all of them, or none. */
  updateSettings?(params: SettingsUpdateParams): PromiseLike<void>;
  /** A token of an account of the person; undefined when nobody is signed in, or the person does not want to. */
  authToken?(params: AuthTokenParams): PromiseLike<string | undefined>;
  /** The list of models changed: ask for it again. */
  modelsChanged?(): void;
  /** A provider's state changed. */
  statusChanged?(status: StatusParams): void;
  /** All problems found in configuration; replaces what was told before. */
  problemsChanged?(problems: readonly Problem[]): void;
  /** A line for the log. Holds no secrets and no content of conversations. */
  log?(line: LogParams): void;
}
