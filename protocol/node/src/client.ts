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
 * The requests and notifications that a client handles. All members are optional: the server works without those that
 * are missing.
 */
export interface OpenLlmClient {
  /** A storage for API keys that only this client can access, such as `SecretStorage` in VS Code. */
  readonly secretStorage?: {
    get(key: string): PromiseLike<string | undefined>;
    /** Stores a value. If the value is undefined, the entry is deleted. */
    set(key: string, value: string | undefined): PromiseLike<void>;
  };
  /** Asks the user whether an API key may be sent to a host for which it was not stored. */
  confirmHost?(params: ConfirmHostParams): PromiseLike<boolean>;
  /**
   * Asks the user whether a configuration file in a trusted workspace may be used after a change to where data is sent.
   */
  confirmTrust?(params: ConfirmTrustParams): PromiseLike<boolean>;
  /** Asks the user whether a consumer may use a model. Resolves to `undefined` if the user does not decide. */
  askConsent?(params: ConsentParams): PromiseLike<ConsentAnswer | undefined>;
  /**
   * Asks the user whether a connected client may perform an action. Resolves to `undefined` if the user does not
   * decide.
   */
  askPermission?(params: AskPermissionParams): PromiseLike<boolean | undefined>;
  /** Tools that are offered to other clients that are connected to the same server. */
  readonly tools?: {
    list(): PromiseLike<readonly ToolDefinition[]> | readonly ToolDefinition[];
    /** Calls a tool. Fails with an `OpenLlmError` of kind `permission` if the user does not allow the call. */
    call(params: CallToolParams, signal: AbortSignal): PromiseLike<CallToolResult>;
  };
  /** Writes settings of this client: either all of them or, if one fails, none. */
  updateSettings?(params: SettingsUpdateParams): PromiseLike<void>;
  /** Returns an access token for one of the user's accounts, or `undefined` if the user is not signed in or refuses. */
  authToken?(params: AuthTokenParams): PromiseLike<string | undefined>;
  /** Called when the model list has changed and must be requested again. */
  modelsChanged?(): void;
  /** Called when the status of a provider has changed. */
  statusChanged?(status: StatusParams): void;
  /** Called with all current problems in the configuration, which replace the previous ones. */
  problemsChanged?(problems: readonly Problem[]): void;
  /** Called with a line for the log. The line contains no secrets and no content of conversations. */
  log?(line: LogParams): void;
}
