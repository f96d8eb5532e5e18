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
 * The requests and notifications that a client handles. Everything is optional: the server does without what is
 * missing.
 */
export interface OpenLlmClient {
  /** A storage for keys that only this client can access, such as VS Code's SecretStorage. */
  readonly secretStorage?: {
    get(key: string): PromiseLike<string | undefined>;
    /** Without a value the entry is deleted. */
    set(key: string, value: string | undefined): PromiseLike<void>;
  };
  /** Asks the user whether a key may be sent to a host it was not stored for. */
  confirmHost?(params: ConfirmHostParams): PromiseLike<boolean>;
  /** Asks the user whether a file of a trusted workspace may be used although it changed where data is sent. */
  confirmTrust?(params: ConfirmTrustParams): PromiseLike<boolean>;
  /** Asks the user whether a consumer may use a model; `undefined` when the user does not decide. */
  askConsent?(params: ConsentParams): PromiseLike<ConsentAnswer | undefined>;
  /** Asks the user whether a connected program may do something; `undefined` when the user does not decide. */
  askPermission?(params: AskPermissionParams): PromiseLike<boolean | undefined>;
  /** Tools for the programs that are connected to the same server. */
  readonly tools?: {
    list(): PromiseLike<readonly ToolDefinition[]> | readonly ToolDefinition[];
    /** Calls a tool; fails with an `OpenLlmError` of kind `permission` when the user does not allow it. */
    call(params: CallToolParams, signal: AbortSignal): PromiseLike<CallToolResult>;
  };
  /** Writes this client's own settings: all of them, or none. */
  updateSettings?(params: SettingsUpdateParams): PromiseLike<void>;
  /** An access token of one of the user's accounts; undefined when the user is not signed in, or declines. */
  authToken?(params: AuthTokenParams): PromiseLike<string | undefined>;
  /** The list of models changed: request it again. */
  modelsChanged?(): void;
  /** A provider's status changed. */
  statusChanged?(status: StatusParams): void;
  /** All problems of the configuration; replaces all previous ones. */
  problemsChanged?(problems: readonly Problem[]): void;
  /** A line for the log. Contains no secrets and no content of conversations. */
  log?(line: LogParams): void;
}
