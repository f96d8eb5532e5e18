// Generated from protocol/schema by `npm run generate`. Do not edit.

/**
 * What a program that is connected to a running server may do only with the person's consent.
 */
export type PeerPermission = 'configuration' | 'tools';
/**
 * A piece of a message.
 */
export type Part = TextPart | ImagePart | FilePart | ReasoningPart | ToolCallPart | ToolResultPart | ProviderStatePart;
/**
 * Something that happens while a model answers. The end of the answer is the ChatResult, not an event.
 */
export type ChatEvent =
  TextEvent | ReasoningEvent | RefusalEvent | ToolCallEvent | InvalidToolCallEvent | ProviderStateEvent | NoticeEvent;
/**
 * What a notice is about.
 */
export type NoticeEventTopic = 'retry' | 'fallback' | 'loading' | 'warning';
/**
 * Who speaks. Tool results are parts of a user message.
 */
export type Role = 'system' | 'user' | 'assistant';
/**
 * How strongly tools are asked for.
 */
export type ToolChoiceMode = 'auto' | 'none' | 'required' | 'tool';
/**
 * Why an answer ended.
 */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'refusal' | 'error' | 'other';
/**
 * What an item is.
 */
export type ConfigCompleteResultKind = 'key' | 'value';
/**
 * What holds configuration.
 */
export type ConfigStore = 'vscode' | 'native';
/**
 * For whom configuration counts.
 */
export type ConfigLevel = 'user' | 'workspace';
/**
 * How bad a problem is.
 */
export type ProblemSeverity = 'error' | 'warning' | 'information';
/**
 * What the person said about a consumer that wants to use a model.
 */
export type ConsentAnswer = 'allow' | 'allow_model' | 'deny';
/**
 * Where a key can live, in the order in which it is looked for.
 */
export type SecretStore = 'environment' | 'vscode' | 'keychain' | 'dotenv';
/**
 * For whom a key is stored.
 */
export type SecretScope = 'user' | 'workspace';
/**
 * What is tried, in this order.
 */
export type DoctorCheckName = 'reach' | 'key' | 'list' | 'stream' | 'usage' | 'tool' | 'image' | 'cancel';
/**
 * How it went.
 */
export type DoctorCheckOutcome = 'passed' | 'failed' | 'skipped';
/**
 * What went wrong, in the terms that decide what to do next.
 */
export type ErrorKind =
  | 'auth'
  | 'permission'
  | 'model_not_found'
  | 'invalid_request'
  | 'context_too_long'
  | 'rate_limited'
  | 'quota'
  | 'content_filtered'
  | 'overloaded'
  | 'network'
  | 'timeout'
  | 'bad_response'
  | 'config'
  | 'cancelled'
  | 'internal';
/**
 * How a provider is, in one word.
 */
export type ProviderStatusState = 'ready' | 'loading' | 'no_key' | 'error' | 'disabled' | 'known';
/**
 * How bad it is.
 */
export type LogParamsLevel = 'debug' | 'info' | 'warning' | 'error';
/**
 * What was found in a place.
 */
export type SecretWhereResultOutcome = 'found' | 'absent' | 'unavailable' | 'switched_off' | 'other_host';

/**
 * A remembered answer.
 */
export interface AccessRule {
  /**
   * whom it is about
   */
  consumer: string;
  /**
   * provider/model; absent for every model
   */
  model?: string;
  /**
   * whether the consumer may
   */
  allowed: boolean;
  /**
   * when, in ISO 8601 and UTC
   */
  answeredAt: string;
  /**
   * what it is about when it is not about models
   */
  permission?: PeerPermission;
}
/**
 * A connected program that wants to do something for the first time.
 */
export interface AskPermissionParams {
  /**
   * the program's name, as it gave it
   */
  consumer: string;
  /**
   * what it wants to do
   */
  permission: PeerPermission;
}
/**
 * What the person said.
 */
export interface AskPermissionResult {
  /**
   * absent when the person said nothing: the request is refused, and the next one asks again
   */
  allowed?: boolean;
}
/**
 * A token that is wanted of an account of the person.
 */
export interface AuthTokenParams {
  /**
   * whose account: microsoft
   */
  account: string;
  /**
   * what the token is for: https://ai.azure.com/.default
   */
  scopes: string[];
  /**
   * the person may be asked to sign in; without it only a session that is there already counts
   */
  interactive: boolean;
}
/**
 * The token of an account.
 */
export interface AuthTokenResult {
  /**
   * absent when nobody is signed in, or the person does not want to
   */
  token?: string;
}
/**
 * Which tool to call.
 */
export interface CallToolParams {
  /**
   * as listed
   */
  name: string;
  /**
   * by the tool's schema
   */
  arguments: {
    [k: string]: unknown;
  };
}
/**
 * What a tool answered.
 */
export interface CallToolResult {
  /**
   * texts, images and files, as a tool's result in a chat takes them
   */
  content: Part[];
  /**
   * the tool failed and content says why
   */
  isError: boolean;
}
/**
 * Plain text.
 */
export interface TextPart {
  type: 'text';
  text: string;
}
/**
 * A picture.
 */
export interface ImagePart {
  type: 'image';
  /**
   * as in image/png
   */
  mimeType: string;
  /**
   * the bytes in base64, without a data: prefix; empty when url is given
   */
  data: string;
  /**
   * an address the provider fetches itself; most providers want data
   */
  url?: string;
}
/**
 * A document, such as a PDF, for models that take one.
 */
export interface FilePart {
  type: 'file';
  /**
   * as in application/pdf
   */
  mimeType: string;
  /**
   * the bytes in base64
   */
  data: string;
  /**
   * the file's name, where known
   */
  name?: string;
}
/**
 * What the model thought, as far as the provider shows it.
 */
export interface ReasoningPart {
  type: 'reasoning';
  text: string;
}
/**
 * A tool the model wants called.
 */
export interface ToolCallPart {
  type: 'tool_call';
  /**
   * pairs the call with its result; unique within the conversation
   */
  id: string;
  name: string;
  /**
   * always an object; no arguments are an empty one
   */
  arguments?: {
    [k: string]: unknown;
  };
}
/**
 * What a tool answered.
 */
export interface ToolResultPart {
  type: 'tool_result';
  /**
   * the id of the call
   */
  callId: string;
  /**
   * texts, images and files
   */
  content?: Part[];
  /**
   * the tool failed and content says why
   */
  isError?: boolean;
}
/**
 * Something the provider wants back unchanged in the next request: signatures, encrypted reasoning. It means nothing to anyone else and is left out of requests to another provider or model.
 */
export interface ProviderStatePart {
  type: 'provider_state';
  /**
   * the configured provider it came from
   */
  provider: string;
  /**
   * the provider's id of the model it came from
   */
  model: string;
  /**
   * what the dialect stored, in the dialect's own form
   */
  data?: unknown;
}
/**
 * A piece of the answer's text; never empty.
 */
export interface TextEvent {
  type: 'text';
  text: string;
}
/**
 * A piece of the visible reasoning; never empty.
 */
export interface ReasoningEvent {
  type: 'reasoning';
  text: string;
}
/**
 * A piece of a refusal that the provider keeps apart from the text.
 */
export interface RefusalEvent {
  type: 'refusal';
  text: string;
}
/**
 * A whole tool call.
 */
export interface ToolCallEvent {
  type: 'tool_call';
  /**
   * the provider's id, or one we made, unique in the answer
   */
  id: string;
  name: string;
  /**
   * always an object
   */
  arguments: {
    [k: string]: unknown;
  };
}
/**
 * A tool call whose arguments never became a JSON object: the answer was cut, or the model erred. It must not be executed.
 */
export interface InvalidToolCallEvent {
  type: 'invalid_tool_call';
  id: string;
  name: string;
  /**
   * the text as it came
   */
  rawArguments: string;
  /**
   * what is wrong with it
   */
  message: string;
}
/**
 * Provider state for the assistant message that this answer becomes, see Part.ProviderState.
 */
export interface ProviderStateEvent {
  type: 'provider_state';
  provider: string;
  model: string;
  data: unknown;
}
/**
 * Something a person may want to know while waiting: a retry, a fallback, a model being loaded, a parameter left out.
 */
export interface NoticeEvent {
  type: 'notice';
  topic: NoticeEventTopic;
  message: string;
}
/**
 * What the caller sets of a request. Whatever is absent is not sent, so that the provider's own default holds.
 */
export interface ChatOptions {
  /**
   * the most tokens the answer may have, reasoning included
   */
  maxOutputTokens?: number;
  /**
   * 0 to 2
   */
  temperature?: number;
  /**
   * 0 to 1
   */
  topP?: number;
  /**
   * texts at which the answer ends
   */
  stop?: string[];
  /**
   * for providers that can repeat an answer
   */
  seed?: number;
  /**
   * none, minimal, low, medium, high, xhigh or max; brought to what the model has
   */
  reasoningEffort?: string;
  /**
   * JSON output, free or bound to a schema
   */
  responseFormat?: ResponseFormat;
  /**
   * whether several tools may be called at once
   */
  parallelToolCalls?: boolean;
  /**
   * further fields of the provider's own request, merged into its top level as they stand
   */
  extra?: {
    [k: string]: unknown;
  };
}
/**
 * JSON output.
 */
export interface ResponseFormat {
  /**
   * what the schema describes, for providers that want a name; answer when absent
   */
  name: string;
  /**
   * the JSON Schema the answer must fit; any JSON object when absent
   */
  schema?: {
    [k: string]: unknown;
  };
}
/**
 * A request to a model.
 */
export interface ChatParams {
  /**
   * provider/model; empty for the configured default
   */
  model: string;
  /**
   * the conversation so far, system messages first
   */
  messages?: Message[];
  /**
   * what the model may call
   */
  tools?: ToolDefinition[];
  /**
   * whether it must; auto when absent
   */
  toolChoice?: ToolChoice;
  /**
   * what else the caller sets; what it leaves out is not sent
   */
  options?: ChatOptions;
  /**
   * names this chat in $/progress; without it there are no events, only the result
   */
  progressToken?: string;
  /**
   * who asks, for consent and audit: an extension's id, cli, python, …
   */
  consumer?: string;
  /**
   * whether the caller reads the response as it arrives; yes when absent. With false the provider may be asked for the complete response, which is cheaper
   */
  stream?: boolean;
}
/**
 * One turn of a conversation.
 */
export interface Message {
  /**
   * who speaks
   */
  role?: Role;
  /**
   * what is said, in order; may be empty
   */
  parts?: Part[];
}
/**
 * A tool the model may call.
 */
export interface ToolDefinition {
  /**
   * letters, digits, _ and -; what a provider does not take is mapped on the way
   */
  name: string;
  /**
   * what it does, for the model
   */
  description: string;
  /**
   * JSON Schema of the arguments; without one the tool takes none
   */
  inputSchema?: {
    [k: string]: unknown;
  };
}
/**
 * Whether the model must call a tool.
 */
export interface ToolChoice {
  /**
   * free, never, any one, or the one that name says
   */
  mode?: ToolChoiceMode;
  /**
   * the tool that must be called, with mode tool
   */
  name?: string;
}
/**
 * How an answer ended.
 */
export interface ChatResult {
  /**
   * provider/model that answered; another one than asked for after a fallback
   */
  model: string;
  /**
   * why it ended
   */
  finishReason: FinishReason;
  /**
   * the provider's own word for it; empty when it had none
   */
  finishReasonRaw: string;
  /**
   * tokens as the provider counted them
   */
  usage: Usage;
  /**
   * how long it took
   */
  timing: Timing;
  /**
   * the provider's id of the answer
   */
  responseId?: string;
  /**
   * what it cost in US dollars, by the provider's word or the catalogue's prices
   */
  costUsd?: number;
}
/**
 * Tokens of one request, as the provider counted them. Absent means not reported.
 */
export interface Usage {
  /**
   * the whole prompt, cached and cache-written tokens included
   */
  inputTokens?: number;
  /**
   * all that was generated, reasoning included
   */
  outputTokens?: number;
  /**
   * the part of the input that was read from a cache
   */
  cachedInputTokens?: number;
  /**
   * the part of the input that was written to a cache
   */
  cacheWriteTokens?: number;
  /**
   * the part of the output that was reasoning
   */
  reasoningTokens?: number;
}
/**
 * How long a request took, in milliseconds from its start in the server.
 */
export interface Timing {
  /**
   * to the end of the answer
   */
  totalMs: number;
  /**
   * to the first text, reasoning or tool call; absent when there was none
   */
  firstTokenMs?: number;
}
/**
 * What a client can be asked for.
 */
export interface ClientCapabilities {
  /**
   * the client answers secretStorage/get and secretStorage/set
   */
  secretStorage?: boolean;
  /**
   * the client wants models/didChange, status/didChange and config/problems
   */
  progress?: boolean;
  /**
   * the client answers secrets/confirmHost, consent/ask and consent/askPermission: it can ask the person
   */
  questions?: boolean;
  /**
   * the client answers settings/update: it can write its settings
   */
  settings?: boolean;
  /**
   * the client answers auth/token: it knows accounts of the person
   */
  accounts?: boolean;
  /**
   * the client answers tools/list and tools/call: it has tools for other programs
   */
  tools?: boolean;
}
/**
 * A value that changed, or would.
 */
export interface ConfigChange {
  /**
   * as in ConfigEdit
   */
  path: string[];
  /**
   * absent when there was none
   */
  before?: unknown;
  /**
   * absent when there is none any more
   */
  after?: unknown;
}
/**
 * A place in a configuration file that is being edited.
 */
export interface ConfigCompleteParams {
  /**
   * the whole file as it stands in the editor, which may be no valid YAML at the moment
   */
  text: string;
  /**
   * from 1
   */
  line?: number;
  /**
   * from 1, before the letter at it, in UTF-16 units
   */
  column?: number;
}
/**
 * What may stand at a place in a configuration file.
 */
export interface ConfigCompleteResult {
  /**
   * in the order to show them
   */
  items: ConfigCompleteResultItem[];
  /**
   * where the word that they replace begins, from 1
   */
  startColumn: number;
  /**
   * behind the last letter of that word, from 1
   */
  endColumn: number;
  /**
   * what is said there already, in one or two sentences; absent where nothing is known of it
   */
  hover?: string;
}
/**
 * Something that may be written.
 */
export interface ConfigCompleteResultItem {
  /**
   * as it is shown
   */
  label: string;
  /**
   * as it is written
   */
  text: string;
  kind: ConfigCompleteResultKind;
  /**
   * one sentence for a person
   */
  detail: string;
}
/**
 * A wanted change of configuration.
 */
export interface ConfigEdit {
  /**
   * the way to the value, in either spelling; items of lists by their name: ["providers", "work", "models", "qwen3-coder", "tools"]
   */
  path?: string[];
  /**
   * what shall stand there, whole; absent removes it
   */
  value?: unknown;
}
/**
 * Changes for one place; all of them are made, or none.
 */
export interface ConfigEditParams {
  /**
   * where
   */
  target?: ConfigTarget;
  /**
   * in the order in which they are made
   */
  edits?: ConfigEdit[];
  /**
   * only say what would change
   */
  preview?: boolean;
  /**
   * names a change that these edits take back, as ConfigEditResult#undo did: where its file still says there what the change left, the letters of before come back, comments included; the edits count otherwise
   */
  undo?: string;
}
/**
 * One of the places that hold configuration.
 */
export interface ConfigTarget {
  /**
   * what kind
   */
  store: ConfigStore;
  /**
   * for whom
   */
  level: ConfigLevel;
  /**
   * which workspace folder's file; the first folder when absent
   */
  folder?: string;
}
/**
 * What was changed, or would be.
 */
export interface ConfigEditResult {
  /**
   * empty when everything was as wanted already
   */
  changes: ConfigChange[];
  /**
   * the file, for places that are files
   */
  file?: string;
  /**
   * a copy of the file as it was; made by transfers only
   */
  backup?: string;
  /**
   * what could not be carried over, and why
   */
  problems: Problem[];
  /**
   * the name by which ConfigEditParams#undo takes it back, while this server runs; absent where nothing was written to a file
   */
  undo?: string;
}
/**
 * Something wrong with configuration.
 */
export interface Problem {
  /**
   * whether it stops something from working
   */
  severity: ProblemSeverity;
  /**
   * what is wrong and what to do, in one sentence
   */
  message: string;
  /**
   * the path of the file; absent for settings and the environment
   */
  file?: string;
  /**
   * from 1; 0 when not known
   */
  line: number;
  /**
   * from 1; 0 when not known
   */
  column: number;
  /**
   * the setting or field: providers[2].api_base
   */
  setting?: string;
}
/**
 * Which part of the configuration to show.
 */
export interface ConfigShowParams {
  /**
   * only what stands there and below, in either spelling; everything when empty
   */
  path?: string[];
}
/**
 * The configuration as it counts, value by value, and the places it comes from.
 */
export interface ConfigShowResult {
  /**
   * in the order of the schema
   */
  values: ConfigShowResultValue[];
  /**
   * every place that is read, weakest first
   */
  places: ConfigShowResultPlace[];
  /**
   * what is wrong in them
   */
  problems: Problem[];
}
/**
 * A value.
 */
export interface ConfigShowResultValue {
  /**
   * as in ConfigEdit, in camelCase
   */
  path: string[];
  /**
   * what counts
   */
  value: unknown;
  /**
   * where it comes from
   */
  origin: ConfigShowResultOrigin;
  /**
   * what weaker places say instead, strongest first
   */
  overridden: ConfigShowResultOverridden[];
}
/**
 * Where a value comes from.
 */
export interface ConfigShowResultOrigin {
  /**
   * for a person: VS Code user settings, ~/.config/openllm/config.yaml
   */
  place: string;
  /**
   * the place, for an edit; absent for values that are built in or from the command line
   */
  target?: ConfigTarget;
  /**
   * the file, for places that are files
   */
  file?: string;
  /**
   * from 1; 0 when not known
   */
  line: number;
  /**
   * from 1; 0 when not known
   */
  column: number;
}
/**
 * A value that does not count, because a stronger place says another.
 */
export interface ConfigShowResultOverridden {
  value: unknown;
  origin: ConfigShowResultOrigin;
}
/**
 * A place that is read.
 */
export interface ConfigShowResultPlace {
  /**
   * the place, for an edit; absent for a file of the command line
   */
  target?: ConfigTarget;
  /**
   * for a person
   */
  name: string;
  /**
   * the file, for places that are files; it need not exist
   */
  file?: string;
  /**
   * whether anything is there
   */
  exists: boolean;
}
/**
 * Carries all configuration of one place over to another, where it replaces what is said of the same things. Nothing else is touched there, and keys are never carried.
 */
export interface ConfigTransferParams {
  /**
   * where it stands
   */
  from?: ConfigTarget;
  /**
   * where it shall stand as well
   */
  to?: ConfigTarget;
  /**
   * only say what would change
   */
  preview?: boolean;
}
/**
 * A key that would go to a host it was not stored for.
 */
export interface ConfirmHostParams {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * where the key is, for a person: environment variable OPENAI_API_KEY
   */
  place: string;
  /**
   * whose key it is: an origin, or a few words
   */
  boundTo?: string;
  /**
   * where it would go: https://proxy.example.com
   */
  origin: string;
  /**
   * whether a workspace names that host, and not the person
   */
  fromWorkspace: boolean;
}
/**
 * What the person said.
 */
export interface ConfirmHostResult {
  /**
   * the key may go there
   */
  agreed?: boolean;
}
/**
 * A consumer that wants to use a model for the first time.
 */
export interface ConsentParams {
  /**
   * who asks: an extension's id, or the name of a program
   */
  consumer: string;
  /**
   * provider/model
   */
  model: string;
  /**
   * the provider's name for a person
   */
  provider: string;
}
/**
 * What the person said.
 */
export interface ConsentResult {
  /**
   * absent when the person said nothing: the request is refused, and the next one asks again
   */
  answer?: ConsentAnswer;
}
/**
 * What one consumer had from models since the server started. Nothing of what was said.
 */
export interface ConsumerUsage {
  /**
   * who asked: an extension's id, cli, python, …
   */
  consumer: string;
  /**
   * chats that ended, however they ended
   */
  requests: number;
  /**
   * those of them that ended with an error; a cancelled chat is none
   */
  failures: number;
  /**
   * the sum of what providers reported
   */
  inputTokens: number;
  /**
   * the sum of what providers reported
   */
  outputTokens: number;
  /**
   * in US dollars; absent when no answer had a known price
   */
  costUsd?: number;
  /**
   * the model of the last chat
   */
  lastModel: string;
  /**
   * when the last chat ended, in milliseconds since 1970
   */
  lastAtMs: number;
}
/**
 * A key that is to be in a second store too. It stays where it was, and bound to the host it was stored for.
 */
export interface CopySecretParams {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the store that has it
   */
  from?: SecretStore;
  /**
   * only this scope of that store; as it is found, the workspace before the person, when absent
   */
  fromScope?: SecretScope;
  /**
   * the store that shall have it
   */
  to?: SecretStore;
  /**
   * for whom; the person, everywhere, when absent
   */
  toScope?: SecretScope;
}
/**
 * Many counts in one call.
 */
export interface CountTokensParams {
  /**
   * provider/model
   */
  model: string;
  /**
   * plain texts, counted before the messages
   */
  texts?: string[];
  /**
   * whole messages, with all their parts
   */
  messages?: Message[];
}
/**
 * The counts, in the order of the params: first the texts, then the messages.
 */
export interface CountTokensResult {
  /**
   * tokens
   */
  counts: number[];
  /**
   * whether the model's own encoding was used
   */
  exact: boolean;
}
/**
 * One thing that was tried.
 */
export interface DoctorCheck {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * what was tried
   */
  name: DoctorCheckName;
  /**
   * how it went
   */
  outcome: DoctorCheckOutcome;
  /**
   * for a person: what was seen, or what went wrong and what to do
   */
  message: string;
  /**
   * how long it took, in milliseconds
   */
  tookMs: number;
}
/**
 * What to try out.
 */
export interface DoctorParams {
  /**
   * the configured name of a provider; all in use when absent
   */
  provider?: string;
  /**
   * the provider's id of the model to try; the cheapest that calls tools when absent
   */
  model?: string;
}
/**
 * What was found.
 */
export interface DoctorResult {
  /**
   * in the order they were made
   */
  checks: DoctorCheck[];
  /**
   * all of it as text that can be put into an issue: without keys, addresses of own servers, and content
   */
  report: string;
}
/**
 * The result of a request that only says it is done.
 */
export interface Empty {}
/**
 * What is known of a failure. Never holds a key, a header, a request body or a stack trace.
 */
export interface ErrorInfo {
  /**
   * what went wrong
   */
  kind: ErrorKind;
  /**
   * one or two sentences for a person; the provider's own words where it had any
   */
  message: string;
  /**
   * what the person can do next
   */
  hint?: string;
  /**
   * the configured name of the provider
   */
  provider?: string;
  /**
   * the model as the caller addressed it
   */
  model?: string;
  /**
   * the HTTP status of the provider's answer
   */
  status?: number;
  /**
   * the provider's own error type or code, as in insufficient_quota; key_of_other_host when a key was not sent because it belongs to another host
   */
  code?: string;
  /**
   * the provider's id of the request, for its support
   */
  requestId?: string;
  /**
   * how long the provider asks to wait, in milliseconds
   */
  retryAfterMs?: number;
}
/**
 * Keys that the person asked to have in their own hands.
 */
export interface HandOverSecretsParams {
  /**
   * the configured names of the providers
   */
  providers?: string[];
}
/**
 * Where the client finds the keys it asked for. The message holds none.
 */
export interface HandOverSecretsResult {
  /**
   * the entry of the client's own secret storage, a JSON object from variable to key, to be taken out at once
   */
  entry: string;
  /**
   * what is in it
   */
  variables: HandOverSecretsResultVariable[];
}
/**
 * A key by the environment variable that programs read it from.
 */
export interface HandOverSecretsResultVariable {
  /**
   * whose key
   */
  provider: string;
  /**
   * of the variable: OPENAI_API_KEY
   */
  name: string;
  /**
   * where the key is
   */
  place: string;
}
/**
 * The first message of a connection.
 */
export interface InitializeParams {
  /**
   * who connects, as shown in status and audit: vscode, python, …
   */
  clientName: string;
  /**
   * the client's own version
   */
  clientVersion: string;
  /**
   * the process whose end also ends the server; absent for clients that only connect
   */
  processId?: number;
  /**
   * the language of messages for a person, as in en or de-DE; English when absent
   */
  locale?: string;
  /**
   * what the client can be asked for
   */
  capabilities?: ClientCapabilities;
  /**
   * the client's settings, trust and folders at the start
   */
  settings?: SettingsParams;
}
/**
 * A client's settings, whole.
 */
export interface SettingsParams {
  /**
   * the openLLM settings of the person, as one object: {"providers": […], …}
   */
  user?: {
    [k: string]: unknown;
  };
  /**
   * the openLLM settings of the workspace, in the same form
   */
  workspace?: {
    [k: string]: unknown;
  };
  /**
   * paths of the open folders
   */
  folders?: string[];
  /**
   * whether the person trusts the workspace; settings and files of an untrusted one cannot name base URLs, headers or secrets
   */
  trusted?: boolean;
  /**
   * how to reach the world
   */
  network?: NetworkSettings;
  /**
   * providers that the person added in the client's own way, beside its settings (VS Code's Add Models), each in the form of providers; their keys are in the client's secret storage and nowhere else
   */
  groups?: {
    [k: string]: unknown;
  }[];
  /**
   * path of the JSON file in which user stands, where the client knows it: values in which a person wrote comments are changed there, since the client would write over them
   */
  userFile?: string;
  /**
   * the same for workspace
   */
  workspaceFile?: string;
}
/**
 * How to reach the world, as the client knows it. The environment (HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS, …) counts where this says nothing.
 */
export interface NetworkSettings {
  /**
   * URL of an HTTP proxy; may hold a user and a password
   */
  proxy?: string;
  /**
   * hosts that are reached directly: localhost, .example.com, 10.0.0.0/8
   */
  noProxy?: string[];
  /**
   * PEM files with further certificate authorities
   */
  caFiles?: string[];
  /**
   * whether certificates are checked; true unless the person says otherwise
   */
  strictTls?: boolean;
}
/**
 * The answer to initialize.
 */
export interface InitializeResult {
  /**
   * the version of this contract, raised when a client must know about a change
   */
  protocolVersion: number;
  /**
   * the server's own version
   */
  serverVersion: string;
  /**
   * the server's process
   */
  processId: number;
}
/**
 * Which usage to list.
 */
export interface ListAccessParams {
  /**
   * how many days back, today included; 1 when absent
   */
  days?: number;
}
/**
 * Who may use which model, and who did.
 */
export interface ListAccessResult {
  /**
   * the remembered answers, by consumer
   */
  rules: AccessRule[];
  /**
   * newest day first
   */
  usage: UsageOfDay[];
  /**
   * how many damaged lines of the usage record were skipped, where there are any
   */
  damagedUsageLines?: number;
}
/**
 * How much one consumer used one model on one day.
 */
export interface UsageOfDay {
  /**
   * the local date in ISO 8601
   */
  day: string;
  /**
   * who used it
   */
  consumer: string;
  /**
   * provider/model
   */
  model: string;
  /**
   * finished and failed ones
   */
  requests: number;
  /**
   * those of them that failed, refused and cancelled ones included
   */
  failures: number;
  /**
   * as far as the provider counted them
   */
  inputTokens: number;
  /**
   * as far as the provider counted them
   */
  outputTokens: number;
  /**
   * in US dollars, as far as prices are known
   */
  costUsd: number;
}
/**
 * Which models to list.
 */
export interface ListModelsParams {
  /**
   * ask the providers again instead of answering from what is known
   */
  refresh?: boolean;
  /**
   * only this provider's
   */
  provider?: string;
  /**
   * also those that the provider lists and the configuration leaves out
   */
  hidden?: boolean;
}
/**
 * The models that can be asked.
 */
export interface ListModelsResult {
  /**
   * in the order of the configuration
   */
  models: ModelInfo[];
  /**
   * provider/model that answers when none is named
   */
  defaultModel?: string;
  /**
   * models that providers list and the configuration leaves out, when they were asked for
   */
  hidden: ModelInfo[];
}
/**
 * A model that can be asked.
 */
export interface ModelInfo {
  /**
   * provider/model, stable
   */
  id: string;
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the provider's id of the model
   */
  model: string;
  /**
   * for a person
   */
  name: string;
  /**
   * what the model is, for prompts tuned to it: the model's own id without the provider
   */
  family: string;
  /**
   * token limits
   */
  limits: ModelLimits;
  /**
   * what it can do
   */
  capabilities: ModelCapabilities;
  /**
   * what it costs, where known
   */
  pricing?: Pricing;
  /**
   * why it may not work now (no key, not installed), for a person
   */
  warning?: string;
  /**
   * where each fact was learned, by field: limits.contextTokens -> ollama /api/show
   */
  sources: {
    [k: string]: string;
  };
}
/**
 * Token limits.
 */
export interface ModelLimits {
  /**
   * prompt and answer together
   */
  contextTokens: number;
  /**
   * the most a prompt may have
   */
  maxInputTokens: number;
  /**
   * the most an answer may have
   */
  maxOutputTokens: number;
}
/**
 * What a model can do.
 */
export interface ModelCapabilities {
  /**
   * it can call tools
   */
  tools: boolean;
  /**
   * it takes images
   */
  vision: boolean;
  /**
   * it takes PDFs
   */
  files: boolean;
  /**
   * it can think before it answers
   */
  reasoning: boolean;
  /**
   * the efforts it knows, weakest first; empty when it has no choice
   */
  reasoningEfforts: string[];
  /**
   * its answers can be bound to a JSON Schema
   */
  structuredOutput: boolean;
  /**
   * its answers come in pieces
   */
  streaming: boolean;
}
/**
 * US dollars per million tokens.
 */
export interface Pricing {
  /**
   * what is read
   */
  input: number;
  /**
   * what is generated
   */
  output: number;
  /**
   * what is read from a cache
   */
  cacheRead?: number;
  /**
   * what is written to a cache
   */
  cacheWrite?: number;
}
/**
 * Which providers to list.
 */
export interface ListProvidersParams {
  /**
   * also the services that are known but not configured
   */
  known?: boolean;
  /**
   * look again for local servers and ask the providers again
   */
  refresh?: boolean;
}
/**
 * The providers, configured ones first.
 */
export interface ListProvidersResult {
  providers: ProviderInfo[];
}
/**
 * A service that answers for models.
 */
export interface ProviderInfo {
  /**
   * the configured name; the first half of a model's id
   */
  name: string;
  /**
   * for a person
   */
  displayName: string;
  /**
   * how it is spoken to: openai-chat, openai-responses, anthropic-messages, gemini, ollama-chat
   */
  dialect: string;
  /**
   * the base URL; empty for the built-in echo, and where the person must give one
   */
  apiBase: string;
  /**
   * it runs on this machine
   */
  local: boolean;
  /**
   * it is in use, by configuration or because it was found running
   */
  configured: boolean;
  /**
   * it is not switched off
   */
  enabled: boolean;
  /**
   * how it is
   */
  status: ProviderStatus;
  /**
   * it does not answer without a key
   */
  needsKey: boolean;
  /**
   * which store its key comes from; absent when there is none
   */
  keySource?: string;
  /**
   * names of the environment variables that may hold its key
   */
  keyEnv: string[];
  /**
   * how many of its models can be asked
   */
  modelCount: number;
  /**
   * a page about its API
   */
  documentation?: string;
  /**
   * where it was configured: a file and line, VS Code settings, found running, built in
   */
  source?: string;
  /**
   * when it last answered a chat, or said what models it has, in milliseconds since 1970; absent when it has not since the server started
   */
  lastAnswerAtMs?: number;
}
/**
 * How a provider is.
 */
export interface ProviderStatus {
  /**
   * ready, being asked, without a key, in error, or off
   */
  state: ProviderStatusState;
  /**
   * one line for a person: Ready · 12 models, Cannot reach localhost:11434
   */
  message: string;
  /**
   * the last failure, with its remedy, when the state is error
   */
  error?: ErrorInfo;
}
/**
 * The tools that can be called.
 */
export interface ListToolsResult {
  /**
   * as a chat takes them; empty when no editor with tools is there
   */
  tools: ToolDefinition[];
}
/**
 * A line for the client's log.
 */
export interface LogParams {
  /**
   * how bad it is
   */
  level: LogParamsLevel;
  /**
   * one line, without secrets and without content of conversations
   */
  message: string;
}
/**
 * All problems there are now.
 */
export interface ProblemsParams {
  problems: Problem[];
}
/**
 * One event of a running chat.
 */
export interface ProgressParams {
  /**
   * the progressToken of the chat's params
   */
  token: string;
  /**
   * the event
   */
  value: ChatEvent;
}
/**
 * Whose remembered answers to forget.
 */
export interface RevokeAccessParams {
  /**
   * whose
   */
  consumer: string;
  /**
   * only the answer about this provider/model; all answers when absent
   */
  model?: string;
}
/**
 * Whose key.
 */
export interface SecretParams {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * only this store
   */
  store?: SecretStore;
  /**
   * only this scope
   */
  scope?: SecretScope;
}
/**
 * The name of an entry in the client's secret storage.
 */
export interface SecretStorageKey {
  key: string;
}
/**
 * An entry of the client's secret storage.
 */
export interface SecretStorageValue {
  key: string;
  value?: string;
}
/**
 * Where a provider's key is.
 */
export interface SecretWhereResult {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the place whose key is used; absent when there is none
   */
  answering?: string;
  /**
   * every place in the order of the chain
   */
  tried: SecretWhereResultTried[];
}
/**
 * A place that was looked at.
 */
export interface SecretWhereResultTried {
  /**
   * its kind
   */
  store: SecretStore;
  /**
   * for a person: environment variable OPENAI_API_KEY
   */
  place: string;
  /**
   * what was found there
   */
  outcome: SecretWhereResultOutcome;
  /**
   * why it could not be read, when it could not
   */
  message?: string;
  /**
   * for whom the key that was found there is kept; absent where that is not told apart
   */
  scope?: SecretScope;
}
/**
 * How the server process is.
 */
export interface ServerStatus {
  /**
   * the server's version
   */
  serverVersion: string;
  /**
   * the version of the Java it runs on
   */
  javaVersion: string;
  /**
   * the process, as the system numbers it
   */
  processId: number;
  /**
   * since when it runs, in milliseconds
   */
  uptimeMs: number;
  /**
   * memory the process holds, in bytes; where the system does not tell, the part of the heap in use
   */
  memoryBytes: number;
  /**
   * who used models since the process started, the last one first
   */
  consumers: ConsumerUsage[];
}
/**
 * A key to store.
 */
export interface SetSecretParams {
  /**
   * the configured name of the provider; empty: the service that the key's prefix tells
   */
  provider: string;
  /**
   * the key itself; this is the only message that carries one to the server
   */
  value: string;
  /**
   * where to; the configured store for new keys when absent
   */
  store?: SecretStore;
  /**
   * for whom; the person, everywhere, when absent
   */
  scope?: SecretScope;
}
/**
 * Settings the client shall write.
 */
export interface SettingsUpdateParams {
  /**
   * the person's settings or the workspace's
   */
  level: ConfigLevel;
  /**
   * what to write; all of it, or nothing
   */
  settings: SettingsUpdateParamsSetting[];
}
/**
 * A setting.
 */
export interface SettingsUpdateParamsSetting {
  /**
   * without the prefix openLLM.: providers, secrets.keychain
   */
  name: string;
  /**
   * its new value, whole; absent removes it
   */
  value?: unknown;
}
/**
 * The settings were written.
 */
export interface SettingsUpdateResult {
  /**
   * a copy of the file as it was, where the client keeps one of its own
   */
  backup?: string;
}
/**
 * A provider's new state.
 */
export interface StatusParams {
  provider: string;
  status: ProviderStatus;
}
/**
 * A key that is to be tried.
 */
export interface TestSecretParams {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the provider's model to ask; its cheapest when absent
   */
  model?: string;
}
/**
 * What a provider said of its key.
 */
export interface TestSecretResult {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * where the key is; absent when there is none, which some providers do not mind
   */
  place?: string;
  /**
   * provider/model that was asked; absent when the provider refused before, or has none
   */
  model?: string;
  /**
   * why the provider does not answer with this key; absent when it does
   */
  error?: ErrorInfo;
}

/** Requests to the server. */
export interface ServerRequests {
  /** Who may use which model by the person's answers, and who used which. */
  'access/list': { params: ListAccessParams; result: ListAccessResult };
  /** Forgets answers of the person about a consumer: it is asked about again, or the default counts. */
  'access/revoke': { params: RevokeAccessParams; result: ListAccessResult };
  /** Asks a model. Events arrive as $/progress with the token of the params, in order and before the result; finish reason, usage and timing are the result itself. */
  'chat/start': { params: ChatParams; result: ChatResult };
  /** What may stand at a place in a configuration file that is being edited, and what is said there already. */
  'config/complete': { params: ConfigCompleteParams; result: ConfigCompleteResult };
  /** Changes one of the places that hold configuration. In files everything that the change is not about stays as it is, letter by letter; VS Code's settings are written by the client. */
  'config/edit': { params: ConfigEditParams; result: ConfigEditResult };
  /** The configuration as it counts, with the place every value comes from. */
  'config/show': { params: ConfigShowParams; result: ConfigShowResult };
  /** Carries the configuration of one place over to another: import and export, either way, at either level. */
  'config/transfer': { params: ConfigTransferParams; result: ConfigEditResult };
  /** Tries out providers with real requests, which cost what such requests cost, and reports what works. */
  'doctor/run': { params: DoctorParams; result: DoctorResult };
  /** First request of a connection: who the client is, what it can be asked for, and its settings. */
  'initialize': { params: InitializeParams; result: InitializeResult };
  /** The models that can be asked now, from what is known; refresh asks the providers again. */
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  /** The configured providers and their state; with known also all services that could be added. */
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Copies a provider's key from one store to another, with the origin it is bound to; no message holds it. */
  'secrets/copy': { params: CopySecretParams; result: SecretWhereResult };
  /** Deletes a provider's key from one store, or from every store that can be written. */
  'secrets/delete': { params: SecretParams; result: SecretWhereResult };
  /** Puts keys into the secret storage of the client that started the server, for the person to use as environment variables. For that client alone, and only when the person asked for it there. */
  'secrets/handOver': { params: HandOverSecretsParams; result: HandOverSecretsResult };
  /** Stores a provider's key, bound to the origin of the provider's base URL. */
  'secrets/set': { params: SetSecretParams; result: SecretWhereResult };
  /** Asks the provider with its key: lists its models and has the cheapest of them answer with a few tokens. */
  'secrets/test': { params: TestSecretParams; result: TestSecretResult };
  /** Says which store answers for a provider and which were tried; never the key. */
  'secrets/where': { params: SecretParams; result: SecretWhereResult };
  /** Ends all running requests; the connection may be closed afterwards. */
  'shutdown': { params: void; result: Empty };
  /** How the server process is, and who used models since it started. */
  'status/get': { params: void; result: ServerStatus };
  /** Counts the tokens of many texts or messages in one call. */
  'tokens/count': { params: CountTokensParams; result: CountTokensResult };
  /** Calls a tool of the editor that started the server. Fails with permission when the person does not allow it; a tool that ran and failed is a result with isError. */
  'tools/call': { params: CallToolParams; result: CallToolResult };
  /** The tools of the editor that started the server, as a chat takes them. */
  'tools/list': { params: void; result: ListToolsResult };
}

/** Notifications to the server. */
export interface ServerNotifications {
  /** Ends the process (stdio) or the connection (WebSocket). */
  'exit': void;
  /** Replaces the settings, the trust and the folders that initialize brought. */
  'settings/didChange': SettingsParams;
}

/** Requests the server makes of a client. */
export interface ClientRequests {
  /** Asks for a token of an account of the person. Waits 2 min at most, as the person may have to sign in, and 10 s when it is not interactive; no answer is no token. */
  'auth/token': { params: AuthTokenParams; result: AuthTokenResult };
  /** Asks the person whether a consumer may use a model. An answer is kept until it is revoked. Waits 5 min at most; without an answer the request is refused, and the next one asks again. */
  'consent/ask': { params: ConsentParams; result: ConsentResult };
  /** Asks the person whether a connected program may do something that takes consent. An answer is kept until it is revoked. Waits 5 min at most; without an answer the request is refused, and the next one asks again. */
  'consent/askPermission': { params: AskPermissionParams; result: AskPermissionResult };
  /** Reads a value from the client's secret storage; empty when there is none. Waits 10 s at most. */
  'secretStorage/get': { params: SecretStorageKey; result: SecretStorageValue };
  /** Writes a value to the client's secret storage; an empty value deletes it. Waits 10 s at most. */
  'secretStorage/set': { params: SecretStorageValue; result: Empty };
  /** Asks the person whether a key may go to a host it was not stored for. The answer is kept for good when it is yes. Waits 5 min at most; no answer is a no. */
  'secrets/confirmHost': { params: ConfirmHostParams; result: ConfirmHostResult };
  /** Writes the client's own settings, and sends settings/didChange as for any change. Waits 10 s at most. */
  'settings/update': { params: SettingsUpdateParams; result: SettingsUpdateResult };
  /** Calls one of the client's tools; the client asks the person where the tool wants that. Waits as long as the program that asked, whose cancelling is told to the client. */
  'tools/call': { params: CallToolParams; result: CallToolResult };
  /** The tools of the client that other programs may call. Waits 10 s at most. */
  'tools/list': { params: void; result: ListToolsResult };
}

/** What the server tells a client. */
export interface ClientNotifications {
  /** An event of a running chat. */
  '$/progress': ProgressParams;
  /** All problems found in configuration files and settings; replaces what was sent before. */
  'config/problems': ProblemsParams;
  /** A line for the client's log. Holds no secrets and no content of conversations. */
  'log': LogParams;
  /** The list of models changed: ask for it again. */
  'models/didChange': void;
  /** A provider's state changed. */
  'status/didChange': StatusParams;
}
