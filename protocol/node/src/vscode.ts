/**
 * The API of the VS Code extension Open LLM Provider, for other extensions. Types only: nothing of this package runs
 * in the extension that uses it.
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

/** The extension's id, for `vscode.extensions.getExtension` and `extensionDependencies`. */
export type ExtensionId = 'open-llm.open-llm-provider';

/** What the extension exports. */
export interface OpenLlmExtension {
  /**
   * The API for one extension. All it asks for is asked about, limited and recorded under the id of that extension.
   *
   * @param version 1; later versions are added beside it
   * @param caller the `ExtensionContext` that VS Code gave to the calling extension's `activate`
   * @throws OpenLlmApiError of kind `invalid_request` for a version that is not there, and of kind `permission` where
   *     the context is not that of the extension that calls
   */
  getAPI(version: 1, caller: Caller): OpenLlmApi;
}

/** The part of `vscode.ExtensionContext` that tells who calls. */
export interface Caller {
  readonly extension: { readonly id: string };
}

/** Version 1. Every promise that it rejects is rejected with an {@link OpenLlmApiError}. */
export interface OpenLlmApi {
  /** Id of the extension that this object was made for. */
  readonly consumer: string;

  /** How the server and the providers are now. */
  readonly connection: ConnectionStatus;
  /** {@link OpenLlmApi.connection} is another than before. */
  readonly onDidChangeConnection: ApiEvent<ConnectionStatus>;

  /** The models that can be asked, from what is known; waits for the server only before anything is known. */
  models(): Promise<readonly ModelInfo[]>;
  /** Ask for the models again. */
  readonly onDidChangeModels: ApiEvent<void>;

  /** Asks a model. Cancelling closes the connection to the provider. */
  chat(request: ChatRequest, cancellation?: Cancellation): ChatStream;
  /**
   * The whole text of an answer to one question, or to a conversation.
   *
   * @param model `provider/model`; the person's default model when absent
   */
  complete(prompt: string | ChatRequest, options?: CompleteOptions): Promise<string>;
  /** The tokens of each text, then of each message. */
  countTokens(params: CountTokensParams, cancellation?: Cancellation): Promise<readonly number[]>;

  /** Opens the page of providers and models. */
  configure(): Promise<void>;

  /** Whether a failure came from this API. */
  isError(failure: unknown): failure is OpenLlmApiError;
}

/** How a provider, or all of it, is. A provider without a key it needs is in `error`, of kind `auth`. */
export type ConnectionState = 'ready' | 'loading' | 'error';

export interface ConnectionStatus {
  /** `ready` when at least one provider can be asked; `loading` while that is open; else `error`. */
  readonly state: ConnectionState;
  /** One sentence for a person, in VS Code's language. */
  readonly message: string;
  /** Those in use, in the order of the configuration. */
  readonly providers: readonly ProviderConnection[];
}

export interface ProviderConnection {
  /** The first half of its models' ids. */
  readonly name: string;
  readonly displayName: string;
  readonly state: ConnectionState;
  /** One line for a person. */
  readonly message: string;
  /** What is wrong and what helps, when the state is `error`. */
  readonly error?: ErrorInfo;
}

/** A request; the consumer is known, and events come by iterating. */
export type ChatRequest = Omit<ChatParams, 'consumer' | 'progressToken'>;

export interface CompleteOptions {
  readonly model?: string;
  readonly cancellation?: Cancellation;
}

/** Either of the two ways to stop something. */
export type Cancellation = AbortSignal | CancellationToken;

/** `vscode.CancellationToken`. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: () => unknown) => ApiDisposable;
}

/**
 * An answer on its way: iterate over its events, once, then await `result`. Leaving the loop early cancels the
 * request. A failure ends the loop with the error that `result` is rejected with.
 */
export interface ChatStream extends AsyncIterable<ChatEvent> {
  /** How the answer ended: finish reason, usage, timing. */
  readonly result: Promise<ChatResult>;
  /** Stops the answer; does nothing once it has ended. */
  cancel(): void;
}

/** The one error of this API. Its message is meant for a person; the kind decides what to do next. */
export interface OpenLlmApiError extends Error {
  readonly name: 'OpenLlmError';
  readonly kind: ErrorKind;
  /** What the person can do next. */
  readonly hint: string | undefined;
  /** What else is known, such as the provider's own code and status. */
  readonly info: ErrorInfo;
}

/** `vscode.Event`. */
export type ApiEvent<T> = (
  listener: (value: T) => unknown,
  thisArgs?: unknown,
  disposables?: ApiDisposable[],
) => ApiDisposable;

/** `vscode.Disposable`, as far as it is used. */
export interface ApiDisposable {
  dispose(): unknown;
}
