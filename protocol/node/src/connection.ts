import type { Readable, Writable } from 'node:stream';
import {
  CancellationTokenSource,
  createMessageConnection,
  ProgressType,
  StreamMessageReader,
  StreamMessageWriter,
  type Disposable,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
} from 'vscode-jsonrpc/node';
import { ChatAnswer } from './answer.js';
import { handleServerRequests } from './handleServerRequests.js';
import type { OpenLlmClient } from './client.js';
import { OpenLlmError } from './error.js';
import type {
  CallToolParams,
  CallToolResult,
  ChatEvent,
  ChatParams,
  ChatResult,
  ConfigCompleteParams,
  ConfigCompleteResult,
  ConfigEditParams,
  ConfigEditResult,
  ConfigShowParams,
  ConfigShowResult,
  ConfigTransferParams,
  CopySecretParams,
  CountTokensParams,
  CountTokensResult,
  EmbedParams,
  EmbedResult,
  DoctorParams,
  DoctorResult,
  HandOverSecretsParams,
  HandOverSecretsResult,
  InlineCompletionParams,
  InlineCompletionResult,
  InitializeParams,
  InitializeResult,
  ListAccessParams,
  ListAccessResult,
  ListModelsParams,
  ListModelsResult,
  ListProvidersParams,
  ListProvidersResult,
  ListToolsResult,
  RevokeAccessParams,
  SecretParams,
  SecretWhereResult,
  ServerNotifications,
  ServerRequests,
  ServerStatus,
  SetSecretParams,
  SettingsParams,
  TestSecretParams,
  TestSecretResult,
} from './protocol.js';

/** Options that every request accepts in addition to its parameters. */
export interface RequestOptions {
  /** Cancels the request, including the connection to the provider. */
  readonly signal?: AbortSignal;
}

export interface ChatRequestOptions extends RequestOptions {
  /** Called with each event, in order, before the result is returned. */
  readonly onEvent?: (event: ChatEvent) => void;
}

/** How long to wait for the process to exit after its connection has ended, in milliseconds. */
const processEndTimeoutMs = 1000;

const progress = new ProgressType<ChatEvent>();

/**
 * A connection to an Open LLM server. Every method fails with an {@link OpenLlmError}. When the connection ends, all
 * pending requests fail immediately.
 */
export class OpenLlmConnection {
  readonly #rpc: MessageConnection;
  readonly #processEnd: Promise<string> | undefined;
  #nextToken = 1;
  #server: InitializeResult | undefined;

  private constructor(rpc: MessageConnection, processEnd?: Promise<string>) {
    this.#rpc = rpc;
    this.#processEnd = processEnd;
  }

  /** Creates a connection over a reader and a writer of messages. `initialize` must be the first request. */
  static over(
    reader: MessageReader,
    writer: MessageWriter,
    client: OpenLlmClient = {},
    processEnd?: Promise<string>,
  ): OpenLlmConnection {
    const rpc = createMessageConnection(reader, writer);
    handleServerRequests(rpc, client);
    // When a stream is closed, the library leaves requests pending. Disposing the connection makes them fail.
    rpc.onClose(() => rpc.dispose());
    rpc.listen();
    return new OpenLlmConnection(rpc, processEnd);
  }

  /** Calls the listener once when the connection has ended, whatever the reason. */
  onEnd(listener: () => void): Disposable {
    return this.#rpc.onDispose(listener);
  }

  /**
   * Creates a connection over the output and input streams of a server process.
   *
   * @param processEnd a promise that resolves to how the process ended, such as `signal SIGKILL`; the text is
   *     included in the errors of pending requests
   */
  static overStreams(
    output: Readable,
    input: Writable,
    client?: OpenLlmClient,
    processEnd?: Promise<string>,
  ): OpenLlmConnection {
    return OpenLlmConnection.over(new StreamMessageReader(output), new StreamMessageWriter(input), client, processEnd);
  }

  async initialize(params: InitializeParams, options?: RequestOptions): Promise<InitializeResult> {
    this.#server = await this.#request('initialize', params, options);
    return this.#server;
  }

  /** The result of `initialize`; `undefined` before it has been received. */
  get server(): InitializeResult | undefined {
    return this.#server;
  }

  /** Cancels all pending requests and then stops the server process. */
  async shutdown(): Promise<void> {
    await this.#request('shutdown', undefined);
    await this.#notify('exit', undefined);
  }

  /** Closes the connection on this side. Pending requests fail. */
  dispose(): void {
    this.#rpc.dispose();
  }

  didChangeSettings(settings: SettingsParams): Promise<void> {
    return this.#notify('settings/didChange', settings);
  }

  models(params: ListModelsParams = {}, options?: RequestOptions): Promise<ListModelsResult> {
    return this.#request('models/list', params, options);
  }

  providers(params: ListProvidersParams = {}, options?: RequestOptions): Promise<ListProvidersResult> {
    return this.#request('providers/list', params, options);
  }

  /** Returns the state of the server process and the usage by consumer since the server started. */
  status(): Promise<ServerStatus> {
    return this.#request('status/get', undefined);
  }

  /**
   * Sends a chat request to a model. Events are passed to `onEvent`, and the promise resolves at the end of the
   * response.
   */
  chat(params: ChatParams, options: ChatRequestOptions = {}): Promise<ChatResult> {
    return this.#requestWithEvents('chat/start', params, options);
  }

  /**
   * Returns the text to insert at the cursor of a document. Until the promise resolves, accepted lines are passed to
   * `onEvent` as `text` events. Together, these lines are the beginning of the text in the result.
   */
  completeInline(params: InlineCompletionParams, options: ChatRequestOptions = {}): Promise<InlineCompletionResult> {
    return this.#requestWithEvents('completion/inline', params, options);
  }

  async #requestWithEvents<M extends 'chat/start' | 'completion/inline'>(
    method: M,
    params: ServerRequests[M]['params'],
    options: ChatRequestOptions,
  ): Promise<ServerRequests[M]['result']> {
    if (options.onEvent === undefined) {
      return this.#request(method, params, options);
    }
    const progressToken = String(this.#nextToken++);
    const subscription = this.#rpc.onProgress(progress, progressToken, options.onEvent);
    // After a cancellation, no more events are reported, although some might still arrive.
    const stopListening = (): void => subscription.dispose();
    options.signal?.addEventListener('abort', stopListening, { once: true });
    try {
      return await this.#request(method, { ...params, progressToken }, options);
    } finally {
      options.signal?.removeEventListener('abort', stopListening);
      subscription.dispose();
    }
  }

  /** Sends a chat request to a model. Returns the response as a stream of events. */
  stream(params: ChatParams, options: RequestOptions = {}): ChatAnswer {
    return new ChatAnswer((chatOptions) => this.chat(params, chatOptions), options.signal);
  }

  countTokens(params: CountTokensParams, options?: RequestOptions): Promise<CountTokensResult> {
    return this.#request('tokens/count', params, options);
  }

  /** Returns one embedding for each input, in the order of the inputs. */
  embed(params: EmbedParams, options?: RequestOptions): Promise<EmbedResult> {
    return this.#request('embeddings/create', params, options);
  }

  /** Tests providers with a few real requests. The report contains no API keys and no addresses of private servers. */
  runDoctor(params: DoctorParams = {}, options?: RequestOptions): Promise<DoctorResult> {
    return this.#request('doctor/run', params, options);
  }

  setSecret(params: SetSecretParams): Promise<SecretWhereResult> {
    return this.#request('secrets/set', params);
  }

  deleteSecret(params: SecretParams): Promise<SecretWhereResult> {
    return this.#request('secrets/delete', params);
  }

  copySecret(params: CopySecretParams): Promise<SecretWhereResult> {
    return this.#request('secrets/copy', params);
  }

  whereSecret(params: SecretParams): Promise<SecretWhereResult> {
    return this.#request('secrets/where', params);
  }

  /** Tests a provider's API key. */
  testSecret(params: TestSecretParams, options?: RequestOptions): Promise<TestSecretResult> {
    return this.#request('secrets/test', params, options);
  }

  /**
   * Exports API keys. Only the client that started the server can call this method, and it receives the keys through
   * its `secretStorage`.
   */
  handOverSecrets(params: HandOverSecretsParams): Promise<HandOverSecretsResult> {
    return this.#request('secrets/handOver', params);
  }

  /** Returns the effective configuration: each value with its source. */
  showConfig(params: ConfigShowParams = {}): Promise<ConfigShowResult> {
    return this.#request('config/show', params);
  }

  /** Changes the configuration in one source or, with `preview`, only reports the changes. */
  editConfig(params: ConfigEditParams): Promise<ConfigEditResult> {
    return this.#request('config/edit', params);
  }

  /**
   * Returns completions for a position in a configuration file that is being edited, and a description of the value at
   * that position.
   */
  completeConfig(params: ConfigCompleteParams, options?: RequestOptions): Promise<ConfigCompleteResult> {
    return this.#request('config/complete', params, options);
  }

  /** Copies the configuration from one source to another. */
  transferConfig(params: ConfigTransferParams): Promise<ConfigEditResult> {
    return this.#request('config/transfer', params);
  }

  /** Returns the user's decisions about consumers, and the recorded usage. */
  listAccess(params: ListAccessParams = {}): Promise<ListAccessResult> {
    return this.#request('access/list', params);
  }

  /** Revokes decisions about a consumer. */
  revokeAccess(params: RevokeAccessParams): Promise<ListAccessResult> {
    return this.#request('access/revoke', params);
  }

  /** Returns the tools of the editor that started the server, in the form that a chat request accepts. */
  tools(options?: RequestOptions): Promise<ListToolsResult> {
    return this.#request('tools/list', undefined, options);
  }

  /** Calls a tool of the editor. The editor asks the user for confirmation if the tool requires it. */
  callTool(params: CallToolParams, options?: RequestOptions): Promise<CallToolResult> {
    return this.#request('tools/call', params, options);
  }

  async #request<M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
    options: RequestOptions = {},
  ): Promise<ServerRequests[M]['result']> {
    const { signal } = options;
    if (signal?.aborted) {
      throw OpenLlmError.cancelled();
    }
    const cancellation = new CancellationTokenSource();
    let cancel: () => void = () => {};
    // A caller that cancels does not wait for the reply of the server.
    const cancelled = new Promise<never>((_resolve, reject) => {
      cancel = () => {
        cancellation.cancel();
        reject(OpenLlmError.cancelled());
      };
    });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const response = this.#rpc.sendRequest<ServerRequests[M]['result']>(
        method,
        ...toArguments(params),
        cancellation.token,
      );
      return await Promise.race([response, cancelled]);
    } catch (failure) {
      throw await this.#withProcessEnd(OpenLlmError.from(failure));
    } finally {
      signal?.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  }

  /** Adds how the process ended to an error. The output stream of a process ends shortly before the process does. */
  async #withProcessEnd(error: OpenLlmError): Promise<OpenLlmError> {
    if (this.#processEnd === undefined || !error.isConnectionLost) {
      return error;
    }
    const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, processEndTimeoutMs, undefined).unref());
    return OpenLlmError.connectionLost(await Promise.race([this.#processEnd, timeout]));
  }

  async #notify<M extends keyof ServerNotifications>(method: M, params: ServerNotifications[M]): Promise<void> {
    try {
      await this.#rpc.sendNotification(method, ...toArguments(params));
    } catch (failure) {
      throw OpenLlmError.from(failure);
    }
  }
}

/** Returns the arguments of a message. A method without parameters has no argument, rather than `null`. */
function toArguments(params: unknown): unknown[] {
  return params === undefined ? [] : [params];
}
