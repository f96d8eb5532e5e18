import type {
  AskPermissionParams,
  AuthTokenParams,
  CallToolParams,
  CallToolResult,
  ConfirmHostParams,
  ConfirmTrustParams,
  ConsentAnswer,
  ConsentParams,
  LogParams,
  Problem,
  SettingsUpdateParams,
  StatusParams,
  ToolDefinition,
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
  /** Asks the user whether a key may go to a host it was not stored for. */
  confirmHost?(params: ConfirmHostParams): PromiseLike<boolean>;
  /** Asks the user whether a file of a trusted workspace may be used although it changed where data goes. */
  confirmTrust?(params: ConfirmTrustParams): PromiseLike<boolean>;
  /** Asks the user whether a consumer may use a model; `undefined` when the user says nothing. */
  askConsent?(params: ConsentParams): PromiseLike<ConsentAnswer | undefined>;
  /** Asks the user whether a connected program may do something; `undefined` when the user says nothing. */
  askPermission?(params: AskPermissionParams): PromiseLike<boolean | undefined>;
  /** Tools for the programs that are connected to the same server. */
  readonly tools?: {
    list(): PromiseLike<readonly ToolDefinition[]> | readonly ToolDefinition[];
    /** Calls a tool; fails with an `OpenLlmError` of kind `permission` when the user does not want that. */
    call(params: CallToolParams, signal: AbortSignal): PromiseLike<CallToolResult>;
  };
  /** Writes this client's own settings: all of them, or none. */
  updateSettings?(params: SettingsUpdateParams): PromiseLike<void>;
  /** A token of an account of the user; undefined when nobody is signed in, or the user does not want to. */
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
