// Generated from protocol/schema by `npm run generate`. Do not edit.

/**
 * What a connected program may do only with the user's consent.
 */
export type PeerPermission = 'configuration' | 'tools' | 'destinations';
/**
 * A part of a message.
 */
export type Part =
  | TextPart
  | ImagePart
  | FilePart
  | ReasoningPart
  | ToolCallPart
  | ToolResultPart
  | ProviderStatePart
  | CacheBreakpointPart;
/**
 * An event in a running chat. The end of the response is the ChatResult, not an event.
 */
export type ChatEvent =
  TextEvent | ReasoningEvent | RefusalEvent | ToolCallEvent | InvalidToolCallEvent | ProviderStateEvent | NoticeEvent;
/**
 * What a notice is about.
 */
export type NoticeEventTopic = 'retry' | 'fallback' | 'loading' | 'warning';
/**
 * How much a model reasons before it responds, weakest first.
 */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max' | 'auto';
/**
 * The author of a message. Tool results are parts of a user message.
 */
export type Role = 'system' | 'user' | 'assistant';
/**
 * How strictly tool calls are required.
 */
export type ToolChoiceMode = 'auto' | 'none' | 'required' | 'tool';
/**
 * Why a response ended.
 */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'refusal' | 'error' | 'other';
/**
 * The kind of a completion.
 */
export type ConfigCompleteResultKind = 'key' | 'value';
/**
 * Changes individual list items and leaves the others as they are.
 */
export type ConfigEditItems = 'add' | 'remove';
/**
 * A kind of configuration source.
 */
export type ConfigStore = 'vscode' | 'native';
/**
 * The level of a configuration source.
 */
export type ConfigLevel = 'user' | 'workspace';
/**
 * The severity of a problem.
 */
export type ProblemSeverity = 'error' | 'warning' | 'information';
/**
 * The user's decision about a consumer that requests a model.
 */
export type ConsentAnswer = 'allow' | 'allow_model' | 'deny';
/**
 * The stores of keys, in the order in which they are searched.
 */
export type SecretStore = 'command' | 'environment' | 'vscode' | 'keychain' | 'dotenv';
/**
 * The scope of a stored key.
 */
export type SecretScope = 'user' | 'workspace';
/**
 * The checks, in this order.
 */
export type DoctorCheckName = 'reach' | 'key' | 'list' | 'stream' | 'usage' | 'tool' | 'image' | 'cancel';
/**
 * The outcome of a check.
 */
export type DoctorCheckOutcome = 'passed' | 'failed' | 'skipped';
/**
 * The purpose of a text, for models that embed questions and documents differently.
 */
export type InputType = 'query' | 'document';
/**
 * What went wrong, grouped by what to do next.
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
 * The state of a provider, as one value.
 */
export type ProviderStatusState = 'ready' | 'loading' | 'no_key' | 'error' | 'disabled' | 'known';
/**
 * The severity of a log line.
 */
export type LogParamsLevel = 'debug' | 'info' | 'warning' | 'error';
/**
 * The result of searching a location.
 */
export type SecretWhereResultOutcome = 'found' | 'absent' | 'unavailable' | 'switched_off' | 'other_host';

/**
 * An access decision of the user.
 */
export interface AccessRule {
  /**
   * the consumer it applies to
   */
  consumer: string;
  /**
   * provider/model; absent if it applies to every model
   */
  model?: string;
  /**
   * whether access is allowed
   */
  allowed: boolean;
  /**
   * the time of the decision, in ISO 8601 and UTC
   */
  answeredAt: string;
  /**
   * the permission it applies to, if it is not about models
   */
  permission?: PeerPermission;
}
/**
 * A request of a connected program for a permission.
 */
export interface AskPermissionParams {
  /**
   * the program's name, as it reported it
   */
  consumer: string;
  /**
   * the requested permission
   */
  permission: PeerPermission;
  /**
   * for destinations: what the program would change, a line each with the old and the new value
   */
  changes?: string[];
  /**
   * the same lines for translation
   */
  changesTemplates?: MessageTemplate[];
}
/**
 * A text of the product as a client translates it: the English template is the key. Where the complete text names commands of the command line, the template may name those of VS Code. A provider's own words have no template.
 */
export interface MessageTemplate {
  /**
   * English with placeholders {0}, {1}
   */
  template: string;
  /**
   * what the placeholders stand for: strings, numbers, and texts with a template of their own
   */
  args: (string | number | MessageTemplate)[];
}
/**
 * The user's decision.
 */
export interface AskPermissionResult {
  /**
   * absent when the user did not decide: the request is refused, and the next one asks again
   */
  allowed?: boolean;
}
/**
 * A request for an access token of one of the user's accounts.
 */
export interface AuthTokenParams {
  /**
   * the kind of account: microsoft
   */
  account: string;
  /**
   * the scopes of the token: https://ai.azure.com/.default
   */
  scopes: string[];
  /**
   * whether the user may be asked to sign in; otherwise only an existing session is used
   */
  interactive: boolean;
}
/**
 * The access token of an account.
 */
export interface AuthTokenResult {
  /**
   * absent if nobody is signed in, or the user declined
   */
  token?: string;
}
/**
 * Caches the prompt up to the part before this one, for providers with explicit caching. If a request contains a breakpoint, none are added to it.
 */
export interface CacheBreakpointPart {
  type: 'cache_breakpoint';
  /**
   * how long: 5m or 1h
   */
  ttl: string;
}
/**
 * A tool to call.
 */
export interface CallToolParams {
  /**
   * as listed
   */
  name: string;
  /**
   * arguments that match the tool's schema
   */
  arguments: {
    [k: string]: unknown;
  };
}
/**
 * The result of a tool call.
 */
export interface CallToolResult {
  /**
   * texts, images and files, in the form of a tool result in a chat
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
 * An image.
 */
export interface ImagePart {
  type: 'image';
  /**
   * such as image/png
   */
  mimeType: string;
  /**
   * the bytes in base64, without a data: prefix; empty when url is given
   */
  data: string;
  /**
   * an address that the provider fetches itself; most providers require data
   */
  url?: string;
}
/**
 * A document, such as a PDF, for models that accept it.
 */
export interface FilePart {
  type: 'file';
  /**
   * such as application/pdf
   */
  mimeType: string;
  /**
   * the bytes in base64; empty when url is given
   */
  data: string;
  /**
   * the file's name, if known
   */
  name?: string;
  /**
   * an address that the provider fetches itself; many providers require data
   */
  url?: string;
}
/**
 * The model's reasoning, as far as the provider reveals it.
 */
export interface ReasoningPart {
  type: 'reasoning';
  text: string;
}
/**
 * A tool call of the model.
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
 * The result of a tool call.
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
 * Data that the provider requires unchanged in the next request: signatures, encrypted reasoning. It is omitted from requests to another provider or model.
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
 * A chunk of the response's text; never empty.
 */
export interface TextEvent {
  type: 'text';
  text: string;
}
/**
 * A chunk of the visible reasoning; never empty.
 */
export interface ReasoningEvent {
  type: 'reasoning';
  text: string;
}
/**
 * A chunk of a refusal that the provider separates from the text.
 */
export interface RefusalEvent {
  type: 'refusal';
  text: string;
}
/**
 * A complete tool call.
 */
export interface ToolCallEvent {
  type: 'tool_call';
  /**
   * the provider's id, or a generated one; unique in the response
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
 * A tool call whose arguments never became a JSON object: the response was cut off, or the model made a mistake. It must not be executed.
 */
export interface InvalidToolCallEvent {
  type: 'invalid_tool_call';
  id: string;
  name: string;
  /**
   * the arguments as received
   */
  rawArguments: string;
  /**
   * what is wrong with it
   */
  message: string;
  /**
   * the message for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * Provider state for the assistant message that this response becomes; see Part.ProviderState.
 */
export interface ProviderStateEvent {
  type: 'provider_state';
  provider: string;
  model: string;
  data: unknown;
}
/**
 * Information for the user while waiting: a retry, a fallback, a model that is loading, an omitted parameter.
 */
export interface NoticeEvent {
  type: 'notice';
  /**
   * what it is about
   */
  topic: NoticeEventTopic;
  /**
   * one or two sentences
   */
  message: string;
  /**
   * the message for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * The options of a request. An absent option is not sent, so that the provider's default applies. An option that the provider's API does not have is not sent either.
 */
export interface ChatOptions {
  /**
   * the maximum number of tokens of the response, including reasoning
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
   * texts at which the response ends
   */
  stop?: string[];
  /**
   * for providers that support repeatable responses
   */
  seed?: number;
  /**
   * mapped to the nearest level the model supports; levels that only this model has are allowed
   */
  reasoningEffort?: ReasoningEffort | string;
  /**
   * JSON output, optionally constrained to a schema
   */
  responseFormat?: ResponseFormat;
  /**
   * whether several tools may be called at once
   */
  parallelToolCalls?: boolean;
  /**
   * further fields of the provider's own request, merged into its top level as they are
   */
  extra?: {
    [k: string]: unknown;
  };
  /**
   * samples only from this many of the most likely tokens
   */
  topK?: number;
  /**
   * -2 to 2
   */
  presencePenalty?: number;
  /**
   * -2 to 2
   */
  frequencyPenalty?: number;
  /**
   * low, medium or high
   */
  verbosity?: string;
  /**
   * auto, concise or detailed
   */
  reasoningSummary?: string;
  /**
   * auto, default, flex, priority, …
   */
  serviceTier?: string;
  /**
   * the same for requests that begin with the same prompt
   */
  promptCacheKey?: string;
  /**
   * identifies the end user to the provider
   */
  user?: string;
  /**
   * further top-level fields by the name of a dialect, such as openai-chat: sent as they are to providers of that dialect, and to no others
   */
  dialectFields?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
}
/**
 * JSON output.
 */
export interface ResponseFormat {
  /**
   * what the schema describes, for providers that require a name; answer when absent
   */
  name: string;
  /**
   * the JSON Schema that the response must match; any JSON object when absent
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
   * the tools that the model may call
   */
  tools?: ToolDefinition[];
  /**
   * whether the model must call a tool; auto when absent
   */
  toolChoice?: ToolChoice;
  /**
   * further options; absent ones are not sent
   */
  options?: ChatOptions;
  /**
   * identifies this chat in $/progress; without it only the result is sent, and no events
   */
  progressToken?: string;
  /**
   * the caller, for consent and audit: an extension's id, cli, python, …
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
   * the author
   */
  role?: Role;
  /**
   * the content, in order; may be empty
   */
  parts?: Part[];
}
/**
 * A tool the model may call.
 */
export interface ToolDefinition {
  /**
   * A-Z, a-z, 0-9, _ and -; other characters are mapped for providers that do not accept them
   */
  name: string;
  /**
   * what it does, for the model
   */
  description: string;
  /**
   * JSON Schema of the arguments; without one the tool has none
   */
  inputSchema?: {
    [k: string]: unknown;
  };
  /**
   * whether the provider must constrain the arguments to the schema
   */
  strict?: boolean;
  /**
   * caches the prompt up to and including this tool, for 5m or 1h
   */
  cacheTtl?: string;
  /**
   * further fields by the name of a dialect, such as anthropic-messages: sent as they are with this tool to providers of that dialect, and to no others
   */
  dialectFields?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
}
/**
 * Whether the model must call a tool.
 */
export interface ToolChoice {
  /**
   * free, never, any tool, or the tool name
   */
  mode?: ToolChoiceMode;
  /**
   * the tool that must be called, with mode tool
   */
  name?: string;
}
/**
 * The result of a chat.
 */
export interface ChatResult {
  /**
   * provider/model that responded; differs from the requested one after a fallback
   */
  model: string;
  /**
   * why the response ended
   */
  finishReason: FinishReason;
  /**
   * the provider's own value; empty when it reported none
   */
  finishReasonRaw: string;
  /**
   * tokens as the provider counted them
   */
  usage: Usage;
  /**
   * the durations
   */
  timing: Timing;
  /**
   * the provider's response id
   */
  responseId?: string;
  /**
   * the cost in US dollars, as reported by the provider or computed from the catalog's prices
   */
  costUsd?: number;
  /**
   * the name of the provider's key that was used; absent for the key without a name
   */
  keyName?: string;
}
/**
 * Tokens of one request, as the provider counted them. An absent value was not reported.
 */
export interface Usage {
  /**
   * the complete prompt, including tokens read from and written to a cache
   */
  inputTokens?: number;
  /**
   * all generated tokens, including reasoning
   */
  outputTokens?: number;
  /**
   * input tokens read from a cache
   */
  cachedInputTokens?: number;
  /**
   * input tokens written to a cache
   */
  cacheWriteTokens?: number;
  /**
   * output tokens used for reasoning
   */
  reasoningTokens?: number;
}
/**
 * The durations of a request, in milliseconds from its start in the server.
 */
export interface Timing {
  /**
   * to the end of the response
   */
  totalMs: number;
  /**
   * to the first text, reasoning or tool call; absent when there was none
   */
  firstTokenMs?: number;
}
/**
 * What the server may request from a client.
 */
export interface ClientCapabilities {
  /**
   * the client handles secretStorage/get and secretStorage/set
   */
  secretStorage?: boolean;
  /**
   * the client wants models/didChange, status/didChange and config/problems
   */
  progress?: boolean;
  /**
   * the client handles secrets/confirmHost, consent/ask and consent/askPermission: it can ask the user
   */
  questions?: boolean;
  /**
   * the client handles settings/update: it can write its settings
   */
  settings?: boolean;
  /**
   * the client handles auth/token: it has access to the user's accounts
   */
  accounts?: boolean;
  /**
   * the client handles tools/list and tools/call: it has tools for other programs
   */
  tools?: boolean;
}
/**
 * A text of another document.
 */
export interface CompletionSnippet {
  /**
   * its path, relative to its workspace folder
   */
  path?: string;
  /**
   * the text
   */
  text: string;
}
/**
 * A changed value, or one that would change.
 */
export interface ConfigChange {
  /**
   * as in ConfigEdit
   */
  path: string[];
  /**
   * absent if there was none
   */
  before?: unknown;
  /**
   * absent if it was removed
   */
  after?: unknown;
}
/**
 * A position in a configuration file that is being edited.
 */
export interface ConfigCompleteParams {
  /**
   * the complete text in the editor, which may be invalid YAML
   */
  text: string;
  /**
   * from 1
   */
  line?: number;
  /**
   * from 1, in UTF-16 code units; the position before the character
   */
  column?: number;
}
/**
 * Completions for a position in a configuration file.
 */
export interface ConfigCompleteResult {
  /**
   * in the order to show them
   */
  items: ConfigCompleteResultItem[];
  /**
   * the start of the word that they replace, from 1
   */
  startColumn: number;
  /**
   * the position after the last character of that word, from 1
   */
  endColumn: number;
  /**
   * a description of the value there, in one or two sentences; absent where there is none
   */
  hover?: string;
}
/**
 * One completion.
 */
export interface ConfigCompleteResultItem {
  /**
   * the displayed text
   */
  label: string;
  /**
   * the inserted text
   */
  text: string;
  kind: ConfigCompleteResultKind;
  /**
   * a one-sentence description
   */
  detail: string;
}
/**
 * A requested change of the configuration.
 */
export interface ConfigEdit {
  /**
   * the path of the value, in either spelling; list items are addressed by name: ["providers", "work", "models", "qwen3-coder", "tools"]
   */
  path?: string[];
  /**
   * the complete new value; absent removes it. For the items of a list: one of them, or a list of them; a name is enough where items have names
   */
  value?: unknown;
  /**
   * absent where value replaces what is at path; else what happens to the list at path
   */
  items?: ConfigEditItems;
}
/**
 * Changes for one source; either all of them are made, or none.
 */
export interface ConfigEditParams {
  /**
   * the source
   */
  target?: ConfigTarget;
  /**
   * in the order in which they are made
   */
  edits?: ConfigEdit[];
  /**
   * only report what would change
   */
  preview?: boolean;
  /**
   * the change that these edits undo, from ConfigEditResult#undo: where its file still contains what the change wrote, the previous text is restored, including comments; otherwise the edits apply
   */
  undo?: string;
  /**
   * also save a backup of the previous file
   */
  backup?: boolean;
}
/**
 * One configuration source.
 */
export interface ConfigTarget {
  /**
   * the kind of source
   */
  store: ConfigStore;
  /**
   * user or workspace
   */
  level: ConfigLevel;
  /**
   * which workspace folder's file; the first folder when absent
   */
  folder?: string;
}
/**
 * The changes that were made, or would be made.
 */
export interface ConfigEditResult {
  /**
   * empty if nothing needed to change
   */
  changes: ConfigChange[];
  /**
   * the file, for sources that are files
   */
  file?: string;
  /**
   * a backup of the previous file; made by transfers, and by edits that request one
   */
  backup?: string;
  /**
   * what could not be transferred, and why
   */
  problems: Problem[];
  /**
   * identifies the change for ConfigEditParams#undo while this server runs; absent if no file was written
   */
  undo?: string;
}
/**
 * A problem with the configuration.
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
   * from 1; 0 if unknown
   */
  line: number;
  /**
   * from 1; 0 if unknown
   */
  column: number;
  /**
   * the setting or field: providers[2].api_base
   */
  setting?: string;
  /**
   * the message for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * Which part of the configuration to show.
 */
export interface ConfigShowParams {
  /**
   * the path of the values to show, in either spelling; all values when empty
   */
  path?: string[];
}
/**
 * The effective configuration, value by value, and its sources.
 */
export interface ConfigShowResult {
  /**
   * in the order of the schema
   */
  values: ConfigShowResultValue[];
  /**
   * all sources, lowest precedence first
   */
  places: ConfigShowResultPlace[];
  /**
   * the problems in them
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
   * the effective value
   */
  value: unknown;
  /**
   * its source
   */
  origin: ConfigShowResultOrigin;
  /**
   * the values of lower-precedence sources, highest precedence first
   */
  overridden: ConfigShowResultOverridden[];
}
/**
 * The source of a value.
 */
export interface ConfigShowResultOrigin {
  /**
   * the source, for the user: VS Code user settings, ~/.config/openllm/config.yaml
   */
  place: string;
  /**
   * the source, for an edit; absent for built-in values and values from the command line
   */
  target?: ConfigTarget;
  /**
   * the file, for sources that are files
   */
  file?: string;
  /**
   * from 1; 0 if unknown
   */
  line: number;
  /**
   * from 1; 0 if unknown
   */
  column: number;
}
/**
 * A value that a higher-precedence source overrides.
 */
export interface ConfigShowResultOverridden {
  value: unknown;
  origin: ConfigShowResultOrigin;
}
/**
 * A configuration source.
 */
export interface ConfigShowResultPlace {
  /**
   * the source, for an edit; absent for a file given on the command line
   */
  target?: ConfigTarget;
  /**
   * the display name
   */
  name: string;
  /**
   * the file, for sources that are files; it need not exist
   */
  file?: string;
  /**
   * whether it exists
   */
  exists: boolean;
}
/**
 * Copies all configuration from one source to another, where it replaces the values of the same settings. Everything else stays as it is, and keys are never copied.
 */
export interface ConfigTransferParams {
  /**
   * the source
   */
  from?: ConfigTarget;
  /**
   * the destination
   */
  to?: ConfigTarget;
  /**
   * only report what would change
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
   * the location of the key, for the user: environment variable OPENAI_API_KEY
   */
  place: string;
  /**
   * whose key it is: an origin, or a few words
   */
  boundTo?: string;
  /**
   * the origin it would be sent to: https://proxy.example.com
   */
  origin: string;
  /**
   * whether the host was set by a workspace and not by the user
   */
  fromWorkspace: boolean;
  /**
   * the location for translation
   */
  placeTemplate?: MessageTemplate;
  /**
   * whose key it is, for translation; absent for an origin
   */
  boundToTemplate?: MessageTemplate;
}
/**
 * The user's decision.
 */
export interface ConfirmHostResult {
  /**
   * whether the key may be sent there
   */
  agreed?: boolean;
}
/**
 * A file of a trusted workspace that changed where data goes.
 */
export interface ConfirmTrustParams {
  /**
   * the path of the workspace folder
   */
  folder: string;
  /**
   * the path of the file
   */
  file: string;
  /**
   * the hosts and models that it would select now, a line each
   */
  selects: string[];
  /**
   * the same lines for translation
   */
  selectsTemplates?: MessageTemplate[];
}
/**
 * The user's decision.
 */
export interface ConfirmTrustResult {
  /**
   * whether the file may be used as it is now
   */
  agreed?: boolean;
}
/**
 * The first request of a consumer for a model.
 */
export interface ConsentParams {
  /**
   * the id of an extension, or the name of a program
   */
  consumer: string;
  /**
   * provider/model
   */
  model: string;
  /**
   * the provider's display name
   */
  provider: string;
}
/**
 * The user's decision.
 */
export interface ConsentResult {
  /**
   * absent when the user did not decide: the request is refused, and the next one asks again
   */
  answer?: ConsentAnswer;
}
/**
 * The usage of one consumer since the server started, without any content.
 */
export interface ConsumerUsage {
  /**
   * the caller: an extension's id, cli, python, …
   */
  consumer: string;
  /**
   * chats that ended, successfully or not
   */
  requests: number;
  /**
   * chats that ended with an error; a canceled chat does not count
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
   * in US dollars; absent when no response had a known price
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
 * A key to copy to a second store. The original stays in place, and the copy is bound to the same host.
 */
export interface CopySecretParams {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the store to copy from
   */
  from?: SecretStore;
  /**
   * the scope to copy from; the first that has a key, workspace before user, when absent
   */
  fromScope?: SecretScope;
  /**
   * the store to copy to
   */
  to?: SecretStore;
  /**
   * the scope of the copy; user when absent
   */
  toScope?: SecretScope;
  /**
   * the name of the key; the key without a name when absent
   */
  name?: string;
}
/**
 * Several counts in one call.
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
   * complete messages, with all their parts
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
 * One check of the doctor.
 */
export interface DoctorCheck {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the check
   */
  name: DoctorCheckName;
  /**
   * the outcome
   */
  outcome: DoctorCheckOutcome;
  /**
   * what the check found, or what went wrong and what to do
   */
  message: string;
  /**
   * the duration in milliseconds
   */
  tookMs: number;
}
/**
 * What to check.
 */
export interface DoctorParams {
  /**
   * the configured name of a provider; all configured providers when absent
   */
  provider?: string;
  /**
   * the provider's id of the model to use; the cheapest one that supports tools when absent
   */
  model?: string;
}
/**
 * The results of all checks.
 */
export interface DoctorResult {
  /**
   * in the order in which they ran
   */
  checks: DoctorCheck[];
  /**
   * the results as text for a bug report: without keys, addresses of private servers, or conversations
   */
  report: string;
}
/**
 * A request for the embeddings of texts, or of texts given as token ids. Any number of them is allowed: the server sends them in batches that the provider accepts.
 */
export interface EmbedParams {
  /**
   * provider/model
   */
  model: string;
  /**
   * the texts; empty if token ids are given
   */
  texts?: string[];
  /**
   * token ids of the model's own vocabulary, one list for each text; not every provider accepts them
   */
  tokens?: number[][];
  /**
   * the length of the vectors, for models that can shorten them; the model's own when absent
   */
  dimensions?: number;
  /**
   * the purpose of the texts; models that do not distinguish between purposes ignore it
   */
  inputType?: InputType;
  /**
   * whether a text that is too long may be cut, where the provider can; otherwise it is an error
   */
  truncate?: boolean;
  /**
   * the caller, for consent and audit: an extension's id, cli, python, …
   */
  consumer?: string;
  /**
   * further fields by the name of a dialect, such as ollama-chat: sent as they are to providers of that dialect, and to no others
   */
  dialectFields?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
}
/**
 * The embeddings.
 */
export interface EmbedResult {
  /**
   * provider/model that returned them
   */
  model: string;
  /**
   * one vector for each text, in the order of the texts; all have the same length
   */
  embeddings: number[][];
  /**
   * the tokens of all texts
   */
  usage: Usage;
  /**
   * the cost in US dollars, if known
   */
  costUsd?: number;
  /**
   * the name of the provider's key that was used; absent for the key without a name
   */
  keyName?: string;
  /**
   * what was left out or changed, a sentence each
   */
  notices: string[];
}
/**
 * The result of a request that returns no data.
 */
export interface Empty {}
/**
 * The details of a failure. Never contains a key, a header, a request body or a stack trace.
 */
export interface ErrorInfo {
  /**
   * what went wrong
   */
  kind: ErrorKind;
  /**
   * one or two sentences for the user; the provider's own message where there is one
   */
  message: string;
  /**
   * what the user can do next
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
   * the HTTP status of the provider's response
   */
  status?: number;
  /**
   * the provider's own error type or code, such as insufficient_quota; key_of_other_host if a key was not sent because it belongs to another host; consent_pending when the user has not yet decided whether the caller may use the model
   */
  code?: string;
  /**
   * the provider's request id, for its support
   */
  requestId?: string;
  /**
   * how long the provider asks to wait, in milliseconds
   */
  retryAfterMs?: number;
  /**
   * the message for translation; absent for a provider's own words
   */
  messageTemplate?: MessageTemplate;
  /**
   * the hint for translation
   */
  hintTemplate?: MessageTemplate;
}
/**
 * Keys that the user requested.
 */
export interface HandOverSecretsParams {
  /**
   * the configured names of the providers
   */
  providers?: string[];
}
/**
 * Where the client finds the requested keys. The message contains none.
 */
export interface HandOverSecretsResult {
  /**
   * the entry of the client's own secret storage, a JSON object from variable to key; delete it after reading
   */
  entry: string;
  /**
   * the variables in it
   */
  variables: HandOverSecretsResultVariable[];
}
/**
 * A key and the environment variable that programs read it from.
 */
export interface HandOverSecretsResultVariable {
  /**
   * the provider of the key
   */
  provider: string;
  /**
   * the variable: OPENAI_API_KEY
   */
  name: string;
  /**
   * the location of the key
   */
  place: string;
}
/**
 * The first message of a connection.
 */
export interface InitializeParams {
  /**
   * the name of the client, as shown in status and audit: vscode, python, …
   */
  clientName: string;
  /**
   * the client's own version
   */
  clientVersion: string;
  /**
   * the server exits when this process exits; absent for clients that only connect
   */
  processId?: number;
  /**
   * the language of messages for the user, such as en or de-DE; English when absent
   */
  locale?: string;
  /**
   * what the server may request from the client
   */
  capabilities?: ClientCapabilities;
  /**
   * the client's settings, trust and folders
   */
  settings?: SettingsParams;
}
/**
 * A client's complete settings.
 */
export interface SettingsParams {
  /**
   * the openLLM settings of the user, as one object: {"providers": […], …}
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
   * whether the user trusts the workspace; settings and files of an untrusted one are not used. If it is false and the client does not ask for trust itself, the decisions of open-llm trust apply
   */
  trusted?: boolean;
  /**
   * the network settings
   */
  network?: NetworkSettings;
  /**
   * providers that the user added outside the settings (VS Code's Add Models), each in the form of providers; their keys are in the client's secret storage and nowhere else
   */
  groups?: {
    [k: string]: unknown;
  }[];
  /**
   * path of the JSON file that contains user, if the client knows it: values that contain comments are changed in this file, because the client would overwrite the comments
   */
  userFile?: string;
  /**
   * the same for workspace
   */
  workspaceFile?: string;
  /**
   * whether the client itself asks the user to trust workspaces, as editors do: then an untrusted workspace stays untrusted whatever was decided elsewhere, and the server asks again through the client when a file of a trusted one changes where data goes
   */
  asksForTrust?: boolean;
}
/**
 * The client's network settings. The environment (HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS, …) applies where these are empty.
 */
export interface NetworkSettings {
  /**
   * URL of an HTTP proxy; may contain a user name and password
   */
  proxy?: string;
  /**
   * hosts to connect to directly: localhost, .example.com, 10.0.0.0/8
   */
  noProxy?: string[];
  /**
   * PEM files with additional certificate authorities
   */
  caFiles?: string[];
  /**
   * whether certificates are verified; true unless the user turns it off
   */
  strictTls?: boolean;
}
/**
 * The result of initialize.
 */
export interface InitializeResult {
  /**
   * the version of this contract, increased when a change affects clients
   */
  protocolVersion: number;
  /**
   * the server's own version
   */
  serverVersion: string;
  /**
   * the id of the server's process
   */
  processId: number;
}
/**
 * A request for the text to insert at the cursor of a document. The texts may be of any length: the server shortens them to what the model accepts.
 */
export interface InlineCompletionParams {
  /**
   * provider/model; empty for the one that the setting completion.model names
   */
  model: string;
  /**
   * the text of the document before the cursor
   */
  prefix: string;
  /**
   * the text of the document after the cursor
   */
  suffix: string;
  /**
   * the language of the document, as editors name it: java, python, …
   */
  languageId?: string;
  /**
   * the document's path, relative to its workspace folder
   */
  path?: string;
  /**
   * texts of other documents that are relevant, the most relevant first; sent if there is room for them
   */
  snippets?: CompletionSnippet[];
  /**
   * the maximum number of tokens to generate; a few lines when absent
   */
  maxOutputTokens?: number;
  /**
   * whether only the rest of the current line is completed
   */
  singleLine?: boolean;
  /**
   * identifies this completion in $/progress; without it only the result is sent, and no events
   */
  progressToken?: string;
  /**
   * the caller, for consent and audit: an extension's id, cli, python, …
   */
  consumer?: string;
}
/**
 * The result of an inline completion.
 */
export interface InlineCompletionResult {
  /**
   * what to insert at the cursor; empty when there is nothing to suggest
   */
  text: string;
  /**
   * provider/model that responded
   */
  model: string;
  /**
   * why the text ended; stop also when the server ended it, such as where the document's text would repeat
   */
  finishReason: FinishReason;
  /**
   * the provider's own value; empty when it reported none
   */
  finishReasonRaw: string;
  /**
   * tokens as the provider counted them; estimated where the server ended the text before the provider reported any
   */
  usage: Usage;
  /**
   * the durations
   */
  timing: Timing;
  /**
   * the cost in US dollars, if known
   */
  costUsd?: number;
  /**
   * the name of the provider's key that was used; absent for the key without a name
   */
  keyName?: string;
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
 * The user's access decisions and the recorded usage.
 */
export interface ListAccessResult {
  /**
   * the decisions, by consumer
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
 * The usage of one model by one consumer on one day.
 */
export interface UsageOfDay {
  /**
   * the local date in ISO 8601
   */
  day: string;
  /**
   * the consumer
   */
  consumer: string;
  /**
   * provider/model
   */
  model: string;
  /**
   * all requests, finished or failed
   */
  requests: number;
  /**
   * failed requests, including refused and canceled ones
   */
  failures: number;
  /**
   * as reported by the provider
   */
  inputTokens: number;
  /**
   * as reported by the provider
   */
  outputTokens: number;
  /**
   * in US dollars, where prices are known
   */
  costUsd: number;
  /**
   * the name of the provider's key that was used; absent for the key without a name
   */
  keyName?: string;
}
/**
 * Which models to list.
 */
export interface ListModelsParams {
  /**
   * request new lists from the providers instead of using cached ones
   */
  refresh?: boolean;
  /**
   * only this provider's
   */
  provider?: string;
  /**
   * also models that the configuration excludes
   */
  hidden?: boolean;
}
/**
 * The available models: those for chats, and those for embeddings, which cannot chat.
 */
export interface ListModelsResult {
  /**
   * in the order of the configuration
   */
  models: ModelInfo[];
  /**
   * provider/model to use when a request does not specify one
   */
  defaultModel?: string;
  /**
   * models that the configuration excludes, if they were requested
   */
  hidden: ModelInfo[];
  /**
   * embedding models, in the order of the configuration
   */
  embeddingModels: ModelInfo[];
}
/**
 * An available model.
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
   * the display name
   */
  name: string;
  /**
   * the model family, for prompts tuned to it: the model's own id without the provider
   */
  family: string;
  /**
   * token limits; zero where they are unknown or, as the output of an embedding model, do not exist
   */
  limits: ModelLimits;
  /**
   * the capabilities
   */
  capabilities: ModelCapabilities;
  /**
   * the prices, if known
   */
  pricing?: Pricing;
  /**
   * why it may not work now, such as a missing key
   */
  warning?: string;
  /**
   * the source of each fact, by field: limits.contextTokens -> ollama /api/show
   */
  sources: {
    [k: string]: string;
  };
  /**
   * the warning for translation
   */
  warningTemplate?: MessageTemplate;
  /**
   * the sources for translation, by field
   */
  sourceTemplates?: {
    [k: string]: MessageTemplate;
  };
  /**
   * what it returns, if it is an embedding model, which cannot chat; absent for every other model
   */
  embedding?: ModelEmbedding;
}
/**
 * Token limits.
 */
export interface ModelLimits {
  /**
   * prompt and response together
   */
  contextTokens: number;
  /**
   * the maximum of a prompt
   */
  maxInputTokens: number;
  /**
   * the maximum of a response
   */
  maxOutputTokens: number;
}
/**
 * The capabilities of a model.
 */
export interface ModelCapabilities {
  /**
   * supports tool calls
   */
  tools: boolean;
  /**
   * accepts images
   */
  vision: boolean;
  /**
   * accepts PDFs
   */
  files: boolean;
  /**
   * can reason before it responds
   */
  reasoning: boolean;
  /**
   * the supported efforts, lowest first; empty when it cannot be chosen
   */
  reasoningEfforts: (ReasoningEffort | string)[];
  /**
   * responses can be constrained to a JSON Schema
   */
  structuredOutput: boolean;
  /**
   * supports streaming
   */
  streaming: boolean;
  /**
   * whether the provider completes a text between a prefix and a suffix with this model: suited for inline completions; absent when it is not known to
   */
  fillInMiddle?: boolean;
}
/**
 * US dollars per million tokens.
 */
export interface Pricing {
  /**
   * input tokens
   */
  input: number;
  /**
   * output tokens
   */
  output: number;
  /**
   * input tokens read from a cache
   */
  cacheRead?: number;
  /**
   * input tokens written to a cache
   */
  cacheWrite?: number;
}
/**
 * What an embedding model returns.
 */
export interface ModelEmbedding {
  /**
   * the length of its vectors, unless a request specifies another; absent if unknown
   */
  dimensions?: number;
  /**
   * the maximum of a text; absent if unknown
   */
  maxInputTokens?: number;
}
/**
 * Which providers to list.
 */
export interface ListProvidersParams {
  /**
   * also the built-in providers that are not configured
   */
  known?: boolean;
  /**
   * search again for local servers and request new model lists
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
 * A provider of models.
 */
export interface ProviderInfo {
  /**
   * the configured name; the first half of a model's id
   */
  name: string;
  /**
   * the display name
   */
  displayName: string;
  /**
   * its API: openai-chat, openai-responses, anthropic-messages, gemini, ollama-chat
   */
  dialect: string;
  /**
   * the base URL; empty for the built-in echo, and where the user must enter one
   */
  apiBase: string;
  /**
   * whether it runs on this machine
   */
  local: boolean;
  /**
   * whether it is configured, or was found running
   */
  configured: boolean;
  /**
   * whether it is turned on
   */
  enabled: boolean;
  /**
   * its state
   */
  status: ProviderStatus;
  /**
   * whether it requires a key
   */
  needsKey: boolean;
  /**
   * the store of its key; absent if it has none
   */
  keySource?: string;
  /**
   * names of the environment variables that may contain its key
   */
  keyEnv: string[];
  /**
   * the number of its available models
   */
  modelCount: number;
  /**
   * the documentation of its API
   */
  documentation?: string;
  /**
   * where it was configured: a file and line, VS Code settings, found running, built in
   */
  source?: string;
  /**
   * the time of its last response to a chat or model list request, in milliseconds since 1970; absent if there was none since the server started
   */
  lastAnswerAtMs?: number;
  /**
   * the store of its key for translation
   */
  keySourceTemplate?: MessageTemplate;
}
/**
 * The state of a provider.
 */
export interface ProviderStatus {
  /**
   * ready, loading, without a key, in error, or disabled
   */
  state: ProviderStatusState;
  /**
   * one line for the user: Ready · 12 models, Cannot reach localhost:11434
   */
  message: string;
  /**
   * the last failure, with its remedy, when the state is error
   */
  error?: ErrorInfo;
  /**
   * the message for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * The available tools.
 */
export interface ListToolsResult {
  /**
   * in the form that a chat accepts; empty when no editor with tools is connected
   */
  tools: ToolDefinition[];
}
/**
 * A line for the client's log.
 */
export interface LogParams {
  /**
   * the severity
   */
  level: LogParamsLevel;
  /**
   * one line, without secrets and without content of conversations
   */
  message: string;
}
/**
 * All current problems.
 */
export interface ProblemsParams {
  problems: Problem[];
}
/**
 * One event of a running chat or inline completion.
 */
export interface ProgressParams {
  /**
   * the progressToken of the request's params
   */
  token: string;
  /**
   * the event
   */
  value: ChatEvent;
}
/**
 * The access decisions to revoke.
 */
export interface RevokeAccessParams {
  /**
   * the consumer they apply to
   */
  consumer: string;
  /**
   * only the decision about this provider/model; all decisions when absent
   */
  model?: string;
}
/**
 * The key of a provider.
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
  /**
   * the name of the key; the key without a name when absent
   */
  name?: string;
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
 * The location of a provider's key.
 */
export interface SecretWhereResult {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the location of the key that is used; absent if there is none
   */
  answering?: string;
  /**
   * every searched location, in order
   */
  tried: SecretWhereResultTried[];
  /**
   * the location of the key that is used, for translation
   */
  answeringTemplate?: MessageTemplate;
  /**
   * the name of the key; absent for the key without a name
   */
  name?: string;
  /**
   * the names of all further keys of the provider, in the order in which they are used
   */
  names: string[];
}
/**
 * A searched location.
 */
export interface SecretWhereResultTried {
  /**
   * the kind of store
   */
  store: SecretStore;
  /**
   * the location, for the user: environment variable OPENAI_API_KEY
   */
  place: string;
  /**
   * the result of the search
   */
  outcome: SecretWhereResultOutcome;
  /**
   * why it could not be read, if it could not
   */
  message?: string;
  /**
   * the scope of the key found there; absent for stores without scopes
   */
  scope?: SecretScope;
  /**
   * the location for translation
   */
  placeTemplate?: MessageTemplate;
  /**
   * the message for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * The state of the server process.
 */
export interface ServerStatus {
  /**
   * the server's version
   */
  serverVersion: string;
  /**
   * the Java version it runs on
   */
  javaVersion: string;
  /**
   * the process id
   */
  processId: number;
  /**
   * the time since it started, in milliseconds
   */
  uptimeMs: number;
  /**
   * resident memory in bytes; the used heap where the system does not report it
   */
  memoryBytes: number;
  /**
   * the consumers since the process started, most recent first
   */
  consumers: ConsumerUsage[];
}
/**
 * A key to store.
 */
export interface SetSecretParams {
  /**
   * the configured name of the provider; empty to detect the provider from the key's prefix
   */
  provider: string;
  /**
   * the key; no other message carries a key to the server
   */
  value: string;
  /**
   * the store; the configured default when absent
   */
  store?: SecretStore;
  /**
   * the scope; user when absent
   */
  scope?: SecretScope;
  /**
   * the name of the key; the key without a name when absent
   */
  name?: string;
}
/**
 * Settings for the client to write.
 */
export interface SettingsUpdateParams {
  /**
   * the user's settings or the workspace's
   */
  level: ConfigLevel;
  /**
   * the settings to write; all of them, or none
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
   * the complete new value; absent removes it
   */
  value?: unknown;
}
/**
 * The settings were written.
 */
export interface SettingsUpdateResult {
  /**
   * a backup of the previous file, if the client made one
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
 * A key to test.
 */
export interface TestSecretParams {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the provider's id of the model to use; its cheapest when absent
   */
  model?: string;
  /**
   * the name of the key; the key without a name when absent
   */
  name?: string;
}
/**
 * The result of testing a key.
 */
export interface TestSecretResult {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the location of the key; absent if there is none, which some providers accept
   */
  place?: string;
  /**
   * provider/model that was used; absent if the provider refused earlier or has no models
   */
  model?: string;
  /**
   * why the key does not work; absent if it works
   */
  error?: ErrorInfo;
  /**
   * the location for translation
   */
  placeTemplate?: MessageTemplate;
}

/** Requests to the server. */
export interface ServerRequests {
  /** Lists the user's access decisions and the recorded usage. */
  'access/list': { params: ListAccessParams; result: ListAccessResult };
  /** Revokes the user's decisions about a consumer: the user is asked again, or the default applies. */
  'access/revoke': { params: RevokeAccessParams; result: ListAccessResult };
  /** Sends a request to a model. Events arrive as $/progress with the token of the params, in order and before the result, which contains finish reason, usage and timing. */
  'chat/start': { params: ChatParams; result: ChatResult };
  /** Completes a document at the cursor; the result contains the complete text. Until then, each $/progress with the token of the params contains the lines that were accepted since the one before, as a text, or a notice. The texts together are always the beginning of the result's text. */
  'completion/inline': { params: InlineCompletionParams; result: InlineCompletionResult };
  /** Completes a position in a configuration file that is being edited, and describes the value there. */
  'config/complete': { params: ConfigCompleteParams; result: ConfigCompleteResult };
  /** Changes one configuration source. In files, everything else stays as it is, character by character; VS Code's settings are written by the client. */
  'config/edit': { params: ConfigEditParams; result: ConfigEditResult };
  /** Returns the effective configuration, with the source of every value. */
  'config/show': { params: ConfigShowParams; result: ConfigShowResult };
  /** Copies the configuration from one source to another: import and export, at user or workspace level. */
  'config/transfer': { params: ConfigTransferParams; result: ConfigEditResult };
  /** Checks providers with real requests, which are billed as such, and reports what works. */
  'doctor/run': { params: DoctorParams; result: DoctorResult };
  /** Returns the embeddings of texts, in the order of the texts. They are sent to the provider in batches; if one of them fails, so does the request, with an error that names the texts. */
  'embeddings/create': { params: EmbedParams; result: EmbedResult };
  /** The first request of a connection: the client's identity, capabilities and settings. */
  'initialize': { params: InitializeParams; result: InitializeResult };
  /** Lists the available models; refresh requests new lists from the providers. */
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  /** Lists the configured providers and their state; with known also all built-in providers that can be added. */
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Copies a provider's key from one store to another, together with the origin it is bound to. No message contains the key. */
  'secrets/copy': { params: CopySecretParams; result: SecretWhereResult };
  /** Deletes a provider's key from one store, or from every writable store. */
  'secrets/delete': { params: SecretParams; result: SecretWhereResult };
  /** Writes keys to the secret storage of the client that started the server, so that the user can use them as environment variables. Only that client may send this, and only at the user's request. */
  'secrets/handOver': { params: HandOverSecretsParams; result: HandOverSecretsResult };
  /** Stores a provider's API key, bound to the origin of the provider's base URL. */
  'secrets/set': { params: SetSecretParams; result: SecretWhereResult };
  /** Tests a provider's key: lists its models and requests a few tokens from the cheapest one. */
  'secrets/test': { params: TestSecretParams; result: TestSecretResult };
  /** Reports which store provides a provider's key and which stores were searched; never the key itself. */
  'secrets/where': { params: SecretParams; result: SecretWhereResult };
  /** Cancels all running requests; the connection may be closed afterwards. */
  'shutdown': { params: void; result: Empty };
  /** Reports the state of the server process, and who used models since it started. */
  'status/get': { params: void; result: ServerStatus };
  /** Counts the tokens of many texts or messages in one call. */
  'tokens/count': { params: CountTokensParams; result: CountTokensResult };
  /** Calls a tool of the editor that started the server. Fails with permission if the user does not allow it; a tool that ran and failed returns a result with isError. */
  'tools/call': { params: CallToolParams; result: CallToolResult };
  /** Lists the tools of the editor that started the server, in the form that a chat accepts. */
  'tools/list': { params: void; result: ListToolsResult };
}

/** Notifications to the server. */
export interface ServerNotifications {
  /** Ends the process (stdio) or the connection (WebSocket). */
  'exit': void;
  /** Replaces the settings, trust and folders sent with initialize. */
  'settings/didChange': SettingsParams;
}

/** Requests the server makes of a client. */
export interface ClientRequests {
  /** Requests an access token for one of the user's accounts. If the request is interactive, the user may have to sign in; otherwise the server waits only as long as for a lookup. No reply means no token. The server waits 120 s for the reply. */
  'auth/token': { params: AuthTokenParams; result: AuthTokenResult };
  /** Asks the user whether a consumer may use a model. The decision is remembered until it is revoked. Without a decision the request is refused, and the next one asks again. The server waits 43200 s for the reply. */
  'consent/ask': { params: ConsentParams; result: ConsentResult };
  /** Asks the user whether a connected program may do something that requires consent. The decision is remembered until it is revoked, except for destinations, which is asked for each time. Without a decision the request is refused, and the next one asks again. The server waits 300 s for the reply. */
  'consent/askPermission': { params: AskPermissionParams; result: AskPermissionResult };
  /** Reads a value from the client's secret storage; empty when there is none. The server waits 30 s for the reply. */
  'secretStorage/get': { params: SecretStorageKey; result: SecretStorageValue };
  /** Writes a value to the client's secret storage; an empty value deletes it. The server waits 30 s for the reply. */
  'secretStorage/set': { params: SecretStorageValue; result: Empty };
  /** Asks the user whether a key may be sent to a host that it was not stored for. Consent is remembered; no reply means no. The server waits 300 s for the reply. */
  'secrets/confirmHost': { params: ConfirmHostParams; result: ConfirmHostResult };
  /** Writes the client's own settings; the client then sends settings/didChange, as for any change. The server waits 30 s for the reply. */
  'settings/update': { params: SettingsUpdateParams; result: SettingsUpdateResult };
  /** Calls one of the client's tools; the client asks the user first if the tool requires it. The server waits until the tool returns or the calling program cancels, and forwards the cancellation to the client. */
  'tools/call': { params: CallToolParams; result: CallToolResult };
  /** Lists the client's tools that other programs may call. The server waits 30 s for the reply. */
  'tools/list': { params: void; result: ListToolsResult };
  /** Asks the user whether a file of a trusted workspace may be used although it changed where data goes. A yes is remembered for this content of the file. Only clients that set asksForTrust are asked. The server waits 300 s for the reply. */
  'workspace/confirmTrust': { params: ConfirmTrustParams; result: ConfirmTrustResult };
}

/** What the server tells a client. */
export interface ClientNotifications {
  /** An event in a running chat or inline completion. */
  '$/progress': ProgressParams;
  /** All problems found in configuration files and settings; replaces all problems sent before. */
  'config/problems': ProblemsParams;
  /** A line for the client's log. Contains no secrets and no content of conversations. */
  'log': LogParams;
  /** The list of models changed; request it again. */
  'models/didChange': void;
  /** A provider's state changed. */
  'status/didChange': StatusParams;
}
