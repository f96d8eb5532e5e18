/**
 * The API of the VS Code extension Open LLM Provider, for other extensions. It contains types only: no code of this
 * package runs in the extension that uses it. API.md is the reference; `npm run reference` generates it from this file.
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

/** The id of the extension, for `vscode.extensions.getExtension` and `extensionDependencies`. */
export type ExtensionId = 'open-llm.open-llm-provider';

/** What the extension exports. */
export interface OpenLlmExtension {
  /**
   * Returns the API for one extension. Consent, limits and the usage record apply to the id of that extension.
   *
   * @param version the version of the API: 1
   * @param caller the `ExtensionContext` that VS Code passed to the calling extension's `activate`
   * @throws {@link OpenLlmApiError} of kind `invalid_request` for an unknown version, and of kind `permission` when the
   *     context belongs to another extension than the caller
   */
  getAPI(version: 1, caller: Caller): OpenLlmApi;
}

/** The part of `vscode.ExtensionContext` that identifies the caller. */
export interface Caller {
  readonly extension: { readonly id: string };
}

/** Version 1 of the API. Every rejected promise is rejected with an {@link OpenLlmApiError}. */
export interface OpenLlmApi {
  /** The id of the extension that this object was created for. */
  readonly consumer: string;

  /** The current state of the server and its providers. */
  readonly connection: ConnectionStatus;
  /** Fires when {@link OpenLlmApi.connection} changes. */
  readonly onDidChangeConnection: ApiEvent<ConnectionStatus>;

  /** Returns the available models. Waits for the server only if no models are known yet. */
  models(): Promise<readonly ModelInfo[]>;
  /** Fires when the result of {@link OpenLlmApi.models} may have changed. */
  readonly onDidChangeModels: ApiEvent<void>;

  /** Sends a request to a model. Canceling it closes the connection to the provider. */
  chat(request: ChatRequest, cancellation?: Cancellation): ChatStream;
  /**
   * Returns the complete text of the response to a prompt or a conversation.
   *
   * @param prompt a prompt, or a request with its model and messages
   * @param options the model (`provider/model`; default: the user's default model) and a way to cancel
   */
  complete(prompt: string | ChatRequest, options?: CompleteOptions): Promise<string>;
  /** Returns the number of tokens of each text, followed by that of each message. */
  countTokens(params: CountTokensParams, cancellation?: Cancellation): Promise<readonly number[]>;

  /** Opens the page *Providers and Models*. */
  configure(): Promise<void>;

  /** Whether an error was thrown by this API. */
  isError(failure: unknown): failure is OpenLlmApiError;
}

/** The state of one provider, or of all. A provider that lacks a required API key is in state `error`, of kind `auth`. */
export type ConnectionState = 'ready' | 'loading' | 'error';

/** The state of the server and of every active provider. */
export interface ConnectionStatus {
  /** `ready` if at least one provider is available; `loading` while that is unknown; otherwise `error`. */
  readonly state: ConnectionState;
  /** One sentence for the user, in VS Code's display language. */
  readonly message: string;
  /** The active providers, in the order of the configuration. */
  readonly providers: readonly ProviderConnection[];
}

/** The state of one provider. */
export interface ProviderConnection {
  /** The part before the slash in the ids of its models. */
  readonly name: string;
  /** The name to show to users. */
  readonly displayName: string;
  readonly state: ConnectionState;
  /** One line for the user. */
  readonly message: string;
  /** The problem and how to solve it, if the state is `error`. */
  readonly error?: ErrorInfo;
}

/** A chat request, without the fields that the API fills in. */
export type ChatRequest = Omit<ChatParams, 'consumer' | 'progressToken'>;

/** Options of {@link OpenLlmApi.complete}. */
export interface CompleteOptions {
  /** `provider/model`; the user's default model if absent. */
  readonly model?: string;
  readonly cancellation?: Cancellation;
}

/** A way to cancel a request. */
export type Cancellation = AbortSignal | CancellationToken;

/** `vscode.CancellationToken`. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: () => unknown) => ApiDisposable;
}

/**
 * A streamed response: iterate over its events once, then await `result`. Leaving the loop early cancels the request. If
 * the request fails, the loop throws the error that `result` is rejected with.
 */
export interface ChatStream extends AsyncIterable<ChatEvent> {
  /** The finish reason, usage and timing. */
  readonly result: Promise<ChatResult>;
  /** Cancels the request; has no effect after it has ended. */
  cancel(): void;
}

/** The error of this API. Its message is meant for users; its kind determines what to do next. */
export interface OpenLlmApiError extends Error {
  readonly name: 'OpenLlmError';
  readonly kind: ErrorKind;
  /** What the user can do next. */
  readonly hint: string | undefined;
  /** Further details, such as the provider's own error code and HTTP status. */
  readonly info: ErrorInfo;
}

/** `vscode.Event`. */
export type ApiEvent<T> = (
  listener: (value: T) => unknown,
  thisArgs?: unknown,
  disposables?: ApiDisposable[],
) => ApiDisposable;

/** The part of `vscode.Disposable` that this API uses. */
export interface ApiDisposable {
  dispose(): unknown;
}
