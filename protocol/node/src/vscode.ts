/**
 * The API of the VS Code extension Open LLM Provider, for other extensions. This module contains only types: no code of
 * this package runs in the extension that uses it. The API reference, API.md, is generated from this file by `npm run
 * reference`.
 */
import type {
  ChatEvent,
  ChatParams,
  ChatResult,
  CountTokensParams,
  ErrorInfo,
  ErrorKind,
  ModelInfo,
} from './protocol.js';

export type * from './protocol.js';

/** The ID of the extension, for `vscode.extensions.getExtension` and `extensionDependencies`. */
export type ExtensionId = 'open-llm.open-llm-provider';

/** The exports of the extension. */
export interface OpenLlmExtension {
  /**
   * Returns the API for one extension. Consent, limits, and the usage record apply to the ID of that extension.
   *
   * @param version the API version: 1
   * @param caller the `ExtensionContext` that VS Code passed to the `activate` function of the calling extension
   * @throws {@link OpenLlmApiError} of kind `invalid_request` if the version is unknown, or of kind `permission` if the
   *     context does not belong to the calling extension
   */
  getAPI(version: 1, caller: Caller): OpenLlmApi;
}

/** The part of `vscode.ExtensionContext` that identifies the caller. */
export interface Caller {
  readonly extension: { readonly id: string };
}

/** Version 1 of the API. If a promise is rejected, the error is always an {@link OpenLlmApiError}. */
export interface OpenLlmApi {
  /** The ID of the extension for which this object was created. */
  readonly consumer: string;

  /** The current state of the server and its providers. */
  readonly connection: ConnectionStatus;
  /** Fires when {@link OpenLlmApi.connection} changes. */
  readonly onDidChangeConnection: ApiEvent<ConnectionStatus>;

  /** Returns the available models. Waits for the server only if no models are known. */
  models(): Promise<readonly ModelInfo[]>;
  /** Fires when the result of {@link OpenLlmApi.models} might have changed. */
  readonly onDidChangeModels: ApiEvent<void>;

  /** Sends a request to a model. Canceling the request closes the connection to the provider. */
  chat(request: ChatRequest, cancellation?: Cancellation): ChatStream;
  /**
   * Returns the complete text of the response to a prompt or a conversation.
   *
   * @param prompt the prompt, or a request with a model and messages
   * @param options the model (`provider/model`; default: the user's default model) and an object with which the request
   *     can be canceled
   */
  complete(prompt: string | ChatRequest, options?: CompleteOptions): Promise<string>;
  /** Returns the token count of each text, followed by the token count of each message. */
  countTokens(params: CountTokensParams, cancellation?: Cancellation): Promise<readonly number[]>;

  /** Opens the *Providers and Models* page. */
  configure(): Promise<void>;

  /** Returns whether this API threw the error. */
  isError(failure: unknown): failure is OpenLlmApiError;
}

/**
 * The state of a provider, or of all providers together. A provider that lacks a required API key is in the state
 * `error`, and its error is of kind `auth`.
 */
export type ConnectionState = 'ready' | 'loading' | 'error';

/** The state of the server and of every active provider. */
export interface ConnectionStatus {
  /**
   * The overall state: `ready` if at least one provider is available, `loading` while this is unknown, and `error`
   * otherwise.
   */
  readonly state: ConnectionState;
  /** One sentence for the user, in the VS Code display language. */
  readonly message: string;
  /** The active providers, in the order in which they are configured. */
  readonly providers: readonly ProviderConnection[];
}

/** The state of one provider. */
export interface ProviderConnection {
  /** The provider name: the part before the slash in its model IDs. */
  readonly name: string;
  /** The display name, for the user. */
  readonly displayName: string;
  readonly state: ConnectionState;
  /** A one-line status message for the user. */
  readonly message: string;
  /** The problem and its solution, if the state is `error`. */
  readonly error?: ErrorInfo;
}

/** A chat request without the fields that the API fills in. */
export type ChatRequest = Omit<ChatParams, 'consumer' | 'progressToken'>;

/** The options of {@link OpenLlmApi.complete}. */
export interface CompleteOptions {
  /** The model ID, in the form `provider/model`. Default: the user's default model. */
  readonly model?: string;
  readonly cancellation?: Cancellation;
}

/** An object with which a request can be canceled. */
export type Cancellation = AbortSignal | CancellationToken;

/** An interface compatible with `vscode.CancellationToken`. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: () => unknown) => ApiDisposable;
}

/**
 * A streamed response. Iterate over its events once, then await `result`. Leaving the loop early cancels the request.
 * If the request fails, the loop throws the error with which `result` is rejected.
 */
export interface ChatStream extends AsyncIterable<ChatEvent> {
  /** The finish reason, usage, and timing of the response. */
  readonly result: Promise<ChatResult>;
  /** Cancels the request. Has no effect after the response has ended. */
  cancel(): void;
}

/** The error of this API. Its message is intended for the user, and its kind determines what to do next. */
export interface OpenLlmApiError extends Error {
  readonly name: 'OpenLlmError';
  readonly kind: ErrorKind;
  /** What the user can do next. */
  readonly hint: string | undefined;
  /** Further details, such as the error code from the provider and the HTTP status. */
  readonly info: ErrorInfo;
}

/** A function compatible with `vscode.Event`. */
export type ApiEvent<T> = (
  listener: (value: T) => unknown,
  thisArgs?: unknown,
  disposables?: ApiDisposable[],
) => ApiDisposable;

/** The part of `vscode.Disposable` that this API uses. */
export interface ApiDisposable {
  dispose(): unknown;
}
