// Generated from protocol/schema by `npm run generate`. Do not edit.

/**
 * An action of a connected program that requires the user's consent.
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
 * The subject of a notice.
 */
export type NoticeEventTopic = 'retry' | 'fallback' | 'loading' | 'warning';
/**
 * How much a model reasons before it responds, lowest level first.
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
 * A change to individual list items that leaves the other items unchanged.
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
 * The user's decision for a consumer that requests a model.
 */
export type ConsentAnswer = 'allow' | 'allow_model' | 'deny';
/**
 * The key stores, in the order in which they are searched.
 */
export type SecretStore = 'command' | 'environment' | 'vscode' | 'keychain' | 'dotenv';
/**
 * The scope of a stored key.
 */
export type SecretScope = 'user' | 'workspace';
/**
 * The checks, in the order in which they run.
 */
export type DoctorCheckName = 'reach' | 'key' | 'list' | 'stream' | 'usage' | 'tool' | 'image' | 'cancel';
/**
 * The outcome of a check.
 */
export type DoctorCheckOutcome = 'passed' | 'failed' | 'skipped';
/**
 * The purpose of the input, for models that embed queries and documents differently.
 */
export type InputType = 'query' | 'document';
/**
 * Kinds of failures, grouped by what the user can do next.
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
   * the consumer that the decision applies to
   */
  consumer: string;
  /**
   * the provider/model that the decision applies to; absent if it applies to every model
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
   * the permission that the decision applies to, unless it is about models
   */
  permission?: PeerPermission;
}
/**
 * A connected program's request for a permission.
 */
export interface AskPermissionParams {
  /**
   * the name that the program reported
   */
  consumer: string;
  /**
   * the requested permission
   */
  permission: PeerPermission;
  /**
   * for destinations: what the program would change, with one line per change that contains the old and the new value
   */
  changes?: string[];
  /**
   * the templates of changes, for translation
   */
  changesTemplates?: MessageTemplate[];
}
/**
 * A message of the product in the form that a client translates: the English template is the key. If the complete message mentions commands of the command line, the template can mention those of VS Code instead. A provider's own messages have no template.
 */
export interface MessageTemplate {
  /**
   * the English template with placeholders {0}, {1}
   */
  template: string;
  /**
   * the values of the placeholders: strings, numbers, and messages with their own templates
   */
  args: (string | number | MessageTemplate)[];
}
/**
 * The user's decision.
 */
export interface AskPermissionResult {
  /**
   * whether the user allowed it; absent if the user did not decide, in which case the request is refused and the next one asks again
   */
  allowed?: boolean;
}
/**
 * A request for an access token for one of the user's accounts.
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
   * whether the user can be asked to sign in; otherwise, only an existing session is used
   */
  interactive: boolean;
}
/**
 * The access token for an account.
 */
export interface AuthTokenResult {
  /**
   * the token; absent if the user is not signed in or declined
   */
  token?: string;
}
/**
 * A cache breakpoint, for providers with explicit caching: the prompt is cached up to and including the part before this one. If a request contains a breakpoint, the server adds none of its own.
 */
export interface CacheBreakpointPart {
  type: 'cache_breakpoint';
  /**
   * how long the prompt is cached: 5m or 1h
   */
  ttl: string;
}
/**
 * A tool to call.
 */
export interface CallToolParams {
  /**
   * the name of the tool, as listed
   */
  name: string;
  /**
   * the arguments, which must match the tool's schema
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
   * text, images, and files, in the form of a tool result in a chat
   */
  content: Part[];
  /**
   * whether the tool failed; if so, content describes why
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
   * the media type, such as image/png
   */
  mimeType: string;
  /**
   * the bytes in base64, without a data: prefix; empty if url is specified
   */
  data: string;
  /**
   * an address from which the provider downloads the image; most providers require data
   */
  url?: string;
}
/**
 * A document, such as a PDF, for models that accept documents.
 */
export interface FilePart {
  type: 'file';
  /**
   * the media type, such as application/pdf
   */
  mimeType: string;
  /**
   * the bytes in base64; empty if url is specified
   */
  data: string;
  /**
   * the file name, if known
   */
  name?: string;
  /**
   * an address from which the provider downloads the document; many providers require data
   */
  url?: string;
}
/**
 * The part of the model's reasoning that the provider reveals.
 */
export interface ReasoningPart {
  type: 'reasoning';
  text: string;
}
/**
 * A tool call by the model.
 */
export interface ToolCallPart {
  type: 'tool_call';
  /**
   * the ID that pairs the call with its result; unique within the conversation
   */
  id: string;
  name: string;
  /**
   * the arguments, which are always an object; empty if there are none
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
   * text, images, and files
   */
  content?: Part[];
  /**
   * whether the tool failed; if so, content describes why
   */
  isError?: boolean;
}
/**
 * Data that the provider requires unchanged in the next request, such as signatures and encrypted reasoning. It is omitted from requests to another provider or model.
 */
export interface ProviderStatePart {
  type: 'provider_state';
  /**
   * the configured name of the provider that returned the data
   */
  provider: string;
  /**
   * the provider's ID of the model that returned the data
   */
  model: string;
  /**
   * the data, in the dialect's own form
   */
  data?: unknown;
}
/**
 * A chunk of the response text; never empty.
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
 * A chunk of a refusal, for providers that separate refusals from text.
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
   * the provider's ID for the call, or a generated ID; unique within the response
   */
  id: string;
  name: string;
  /**
   * the arguments, which are always an object
   */
  arguments: {
    [k: string]: unknown;
  };
}
/**
 * A tool call whose arguments never became a JSON object, because the response was truncated or the model made a mistake. The call must not be executed.
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
   * what is wrong with the call
   */
  message: string;
  /**
   * the template of the message, for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * Provider state to store in the assistant message that contains this response; see Part.ProviderState.
 */
export interface ProviderStateEvent {
  type: 'provider_state';
  provider: string;
  model: string;
  data: unknown;
}
/**
 * Information for the user during a request: a retry, a fallback, a model that is loading, or an omitted parameter.
 */
export interface NoticeEvent {
  type: 'notice';
  /**
   * the subject of the notice
   */
  topic: NoticeEventTopic;
  /**
   * one or two sentences
   */
  message: string;
  /**
   * the template of the message, for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * The options of a request. An absent option is not sent, so that the provider's default applies. An option that the provider's API does not support is not sent either.
 */
export interface ChatOptions {
  /**
   * the maximum number of tokens in the response, including reasoning
   */
  maxOutputTokens?: number;
  /**
   * the sampling temperature, from 0 to 2
   */
  temperature?: number;
  /**
   * the nucleus sampling threshold, from 0 to 1
   */
  topP?: number;
  /**
   * the strings at which the response ends
   */
  stop?: string[];
  /**
   * the random seed, for providers that support repeatable responses
   */
  seed?: number;
  /**
   * the effort, mapped to the nearest level that the model supports; levels that only this model has are allowed
   */
  reasoningEffort?: ReasoningEffort | string;
  /**
   * the required JSON output, optionally constrained to a schema
   */
  responseFormat?: ResponseFormat;
  /**
   * whether the model can call several tools at once
   */
  parallelToolCalls?: boolean;
  /**
   * additional fields of the provider's own request, merged unchanged into its top level
   */
  extra?: {
    [k: string]: unknown;
  };
  /**
   * the number of most likely tokens to sample from
   */
  topK?: number;
  /**
   * the presence penalty, from -2 to 2
   */
  presencePenalty?: number;
  /**
   * the frequency penalty, from -2 to 2
   */
  frequencyPenalty?: number;
  /**
   * low, medium, or high
   */
  verbosity?: string;
  /**
   * auto, concise, or detailed
   */
  reasoningSummary?: string;
  /**
   * auto, default, flex, priority, …
   */
  serviceTier?: string;
  /**
   * a key shared by requests that begin with the same prompt
   */
  promptCacheKey?: string;
  /**
   * an identifier of the end user, for the provider
   */
  user?: string;
  /**
   * additional top-level fields by dialect name, such as openai-chat; sent unchanged to providers of that dialect and not to any others
   */
  dialectFields?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
}
/**
 * The JSON output that a request requires.
 */
export interface ResponseFormat {
  /**
   * the schema name, for providers that require one; answer when absent
   */
  name: string;
  /**
   * the JSON Schema that the response must match; any JSON object is allowed when absent
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
   * the tools that the model can call
   */
  tools?: ToolDefinition[];
  /**
   * whether the model must call a tool; auto when absent
   */
  toolChoice?: ToolChoice;
  /**
   * the options; absent options are not sent
   */
  options?: ChatOptions;
  /**
   * the token that identifies this chat in $/progress; when absent, only the result is sent, and no events
   */
  progressToken?: string;
  /**
   * the caller, for consent and the usage record: an extension's ID, cli, python, …
   */
  consumer?: string;
  /**
   * whether the caller reads the response as it arrives; true when absent. With false, the provider can be asked for an unstreamed response, which requires less work
   */
  stream?: boolean;
}
/**
 * One message of a conversation.
 */
export interface Message {
  /**
   * the author
   */
  role?: Role;
  /**
   * the content, in order; can be empty
   */
  parts?: Part[];
}
/**
 * A tool that the model can call.
 */
export interface ToolDefinition {
  /**
   * the tool's name, which can contain A-Z, a-z, 0-9, _, and -; other characters are mapped for providers that do not accept them
   */
  name: string;
  /**
   * what the tool does, for the model
   */
  description: string;
  /**
   * the JSON Schema of the arguments; when absent, the tool has no arguments
   */
  inputSchema?: {
    [k: string]: unknown;
  };
  /**
   * whether the provider must constrain the arguments to the schema
   */
  strict?: boolean;
  /**
   * how long to cache the prompt up to and including this tool: 5m or 1h
   */
  cacheTtl?: string;
  /**
   * additional fields by dialect name, such as anthropic-messages; sent unchanged with this tool to providers of that dialect and not to any others
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
   * whether the model can choose, must not call a tool, must call any tool, or must call the tool name
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
   * the provider/model that responded; differs from the requested model after a fallback
   */
  model: string;
  /**
   * why the response ended
   */
  finishReason: FinishReason;
  /**
   * the provider's own value; empty if the provider reported none
   */
  finishReasonRaw: string;
  /**
   * the tokens as counted by the provider
   */
  usage: Usage;
  /**
   * the durations
   */
  timing: Timing;
  /**
   * the provider's ID of the response
   */
  responseId?: string;
  /**
   * the cost in US dollars, as reported by the provider or computed from the catalog's prices
   */
  costUsd?: number;
  /**
   * the name of the provider's key that was used; absent for the unnamed key
   */
  keyName?: string;
}
/**
 * The tokens of one request, as counted by the provider. An absent value was not reported.
 */
export interface Usage {
  /**
   * the tokens of the complete prompt, including tokens read from and written to a cache
   */
  inputTokens?: number;
  /**
   * all generated tokens, including reasoning
   */
  outputTokens?: number;
  /**
   * the input tokens read from a cache
   */
  cachedInputTokens?: number;
  /**
   * the input tokens written to a cache
   */
  cacheWriteTokens?: number;
  /**
   * the output tokens used for reasoning
   */
  reasoningTokens?: number;
}
/**
 * The durations of a request, in milliseconds, measured from the start of the request in the server.
 */
export interface Timing {
  /**
   * the time to the end of the response
   */
  totalMs: number;
  /**
   * the time to the first text, reasoning, or tool call; absent if there was none
   */
  firstTokenMs?: number;
}
/**
 * What the server may request from a client.
 */
export interface ClientCapabilities {
  /**
   * whether the client handles secretStorage/get and secretStorage/set
   */
  secretStorage?: boolean;
  /**
   * whether the client accepts models/didChange, status/didChange, and config/problems
   */
  progress?: boolean;
  /**
   * whether the client can ask the user, that is, whether it handles secrets/confirmHost, consent/ask, and consent/askPermission
   */
  questions?: boolean;
  /**
   * whether the client can write its settings, that is, whether it handles settings/update
   */
  settings?: boolean;
  /**
   * whether the client has access to the user's accounts, that is, whether it handles auth/token
   */
  accounts?: boolean;
  /**
   * whether the client provides tools for other programs, that is, whether it handles tools/list and tools/call
   */
  tools?: boolean;
}
/**
 * An excerpt from another document.
 */
export interface CompletionSnippet {
  /**
   * the document's path, relative to its workspace folder
   */
  path?: string;
  /**
   * the excerpt
   */
  text: string;
}
/**
 * A value that was changed or would be changed.
 */
export interface ConfigChange {
  /**
   * the path, as in ConfigEdit
   */
  path: string[];
  /**
   * the previous value; absent if there was none
   */
  before?: unknown;
  /**
   * the new value; absent if the value was removed
   */
  after?: unknown;
}
/**
 * A position in a configuration file that is being edited.
 */
export interface ConfigCompleteParams {
  /**
   * the complete text in the editor, which can be invalid YAML
   */
  text: string;
  /**
   * the one-based line
   */
  line?: number;
  /**
   * the one-based column in UTF-16 code units, before the character
   */
  column?: number;
}
/**
 * Completions for a position in a configuration file.
 */
export interface ConfigCompleteResult {
  /**
   * the completions, in display order
   */
  items: ConfigCompleteResultItem[];
  /**
   * the one-based column where the replaced word starts
   */
  startColumn: number;
  /**
   * the one-based column after the last character of the replaced word
   */
  endColumn: number;
  /**
   * a description of the value at the position, in one or two sentences; absent if there is none
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
   * a description in one sentence
   */
  detail: string;
}
/**
 * A requested change to the configuration.
 */
export interface ConfigEdit {
  /**
   * the path of the value, in camelCase or snake_case; list items are addressed by name: ["providers", "work", "models", "qwen3-coder", "tools"]
   */
  path?: string[];
  /**
   * the complete new value; absent to remove the value. With items, one list item or a list of items; a name is enough if the items have names
   */
  value?: unknown;
  /**
   * what to do with the items of the list at path; absent if value replaces the value at path
   */
  items?: ConfigEditItems;
}
/**
 * Changes to one source, of which either all or none are made.
 */
export interface ConfigEditParams {
  /**
   * the source
   */
  target?: ConfigTarget;
  /**
   * the edits, in the order in which they are made
   */
  edits?: ConfigEdit[];
  /**
   * whether to only report what would change
   */
  preview?: boolean;
  /**
   * the change that these edits undo, from ConfigEditResult#undo: if the file still contains what that change wrote, the previous text is restored, including comments; otherwise, the edits apply
   */
  undo?: string;
  /**
   * whether to save a backup of the previous file
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
   * the level, user or workspace
   */
  level: ConfigLevel;
  /**
   * the workspace folder that contains the file; the first folder when absent
   */
  folder?: string;
}
/**
 * The changes that were made or would be made.
 */
export interface ConfigEditResult {
  /**
   * the changes; empty if nothing needed to change
   */
  changes: ConfigChange[];
  /**
   * the file, for sources that are files
   */
  file?: string;
  /**
   * the backup of the previous file, saved by transfers and by edits that request one
   */
  backup?: string;
  /**
   * what could not be transferred, and why
   */
  problems: Problem[];
  /**
   * an identifier of the change for ConfigEditParams#undo, valid while this server is running; absent if no file was written
   */
  undo?: string;
}
/**
 * A problem with the configuration.
 */
export interface Problem {
  /**
   * whether the problem prevents something from working
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
   * the one-based line; 0 if unknown
   */
  line: number;
  /**
   * the one-based column; 0 if unknown
   */
  column: number;
  /**
   * the setting or field: providers[2].api_base
   */
  setting?: string;
  /**
   * the template of the message, for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * Which part of the configuration to show.
 */
export interface ConfigShowParams {
  /**
   * the path of the values to show, in camelCase or snake_case; all values when empty
   */
  path?: string[];
}
/**
 * The effective configuration, value by value, and its sources.
 */
export interface ConfigShowResult {
  /**
   * the values, in the order of the schema
   */
  values: ConfigShowResultValue[];
  /**
   * all sources, lowest precedence first
   */
  places: ConfigShowResultPlace[];
  /**
   * the problems in the sources
   */
  problems: Problem[];
}
/**
 * A value.
 */
export interface ConfigShowResultValue {
  /**
   * the path, as in ConfigEdit, in camelCase
   */
  path: string[];
  /**
   * the effective value
   */
  value: unknown;
  /**
   * the source of the value
   */
  origin: ConfigShowResultOrigin;
  /**
   * the values from lower-precedence sources, highest precedence first
   */
  overridden: ConfigShowResultOverridden[];
}
/**
 * The source of a value.
 */
export interface ConfigShowResultOrigin {
  /**
   * the name of the source, for the user: VS Code user settings, ~/.config/openllm/config.yaml
   */
  place: string;
  /**
   * the source as the target of an edit; absent for built-in values and values from the command line
   */
  target?: ConfigTarget;
  /**
   * the file, for sources that are files
   */
  file?: string;
  /**
   * the one-based line; 0 if unknown
   */
  line: number;
  /**
   * the one-based column; 0 if unknown
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
   * the source as the target of an edit; absent for a file specified on the command line
   */
  target?: ConfigTarget;
  /**
   * the display name
   */
  name: string;
  /**
   * the file, for sources that are files; it does not have to exist
   */
  file?: string;
  /**
   * whether the source exists
   */
  exists: boolean;
}
/**
 * A request to copy all configuration from one source to another, where it replaces the values of the same settings. Everything else remains unchanged, and keys are never copied.
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
   * whether to only report what would change
   */
  preview?: boolean;
}
/**
 * A key that would be sent to a host that it was not stored for.
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
   * what the key is bound to: an origin, or a short description
   */
  boundTo?: string;
  /**
   * the origin that the key would be sent to: https://proxy.example.com
   */
  origin: string;
  /**
   * whether the host was set by a workspace and not by the user
   */
  fromWorkspace: boolean;
  /**
   * the template of place, for translation
   */
  placeTemplate?: MessageTemplate;
  /**
   * the template of boundTo, for translation; absent for an origin
   */
  boundToTemplate?: MessageTemplate;
}
/**
 * The user's decision.
 */
export interface ConfirmHostResult {
  /**
   * whether the key may be sent to the origin
   */
  agreed?: boolean;
}
/**
 * A file of a trusted workspace that changed where data is sent.
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
   * the hosts and models that the file now selects, one per line
   */
  selects: string[];
  /**
   * the templates of these lines, for translation
   */
  selectsTemplates?: MessageTemplate[];
}
/**
 * The user's decision.
 */
export interface ConfirmTrustResult {
  /**
   * whether the current version of the file may be used
   */
  agreed?: boolean;
}
/**
 * A consumer's first request for a model.
 */
export interface ConsentParams {
  /**
   * the ID of an extension, or the name of a program
   */
  consumer: string;
  /**
   * the requested provider/model
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
   * the decision; absent if the user did not decide, in which case the request is refused and the next one asks again
   */
  answer?: ConsentAnswer;
}
/**
 * The usage of one consumer since the server started, without any content.
 */
export interface ConsumerUsage {
  /**
   * the caller: an extension's ID, cli, python, …
   */
  consumer: string;
  /**
   * the number of chats that ended, successfully or not
   */
  requests: number;
  /**
   * the number of chats that ended with an error, not including canceled chats
   */
  failures: number;
  /**
   * the sum of the input tokens that providers reported
   */
  inputTokens: number;
  /**
   * the sum of the output tokens that providers reported
   */
  outputTokens: number;
  /**
   * the cost in US dollars; absent if no response had a known price
   */
  costUsd?: number;
  /**
   * the model of the last chat
   */
  lastModel: string;
  /**
   * the time at which the last chat ended, in milliseconds since the Unix epoch
   */
  lastAtMs: number;
}
/**
 * A key to copy to another store. The original key remains, and the copy is bound to the same host.
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
   * the scope to copy from; when absent, the first scope that has a key, workspace before user
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
   * the name of the key; the unnamed key when absent
   */
  name?: string;
}
/**
 * Strings and messages to count in one call.
 */
export interface CountTokensParams {
  /**
   * provider/model
   */
  model: string;
  /**
   * strings, counted before the messages
   */
  texts?: string[];
  /**
   * complete messages, with all their parts
   */
  messages?: Message[];
}
/**
 * The token counts, in the order of the params: first the strings, then the messages.
 */
export interface CountTokensResult {
  /**
   * the numbers of tokens
   */
  counts: number[];
  /**
   * whether the model's own encoding was used
   */
  exact: boolean;
}
/**
 * One of the doctor's checks.
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
   * the provider's ID of the model to use; the cheapest model that supports tools when absent
   */
  model?: string;
}
/**
 * The results of all checks.
 */
export interface DoctorResult {
  /**
   * the checks, in the order in which they ran
   */
  checks: DoctorCheck[];
  /**
   * the results as text for a bug report, without keys, addresses of private servers, or conversations
   */
  report: string;
}
/**
 * A request for the embeddings of strings or of token IDs. The number of inputs is not limited: the server sends them in batches that the provider accepts.
 */
export interface EmbedParams {
  /**
   * provider/model
   */
  model: string;
  /**
   * the strings; empty if token IDs are specified
   */
  texts?: string[];
  /**
   * the token IDs of the model's own vocabulary, one list for each input; not every provider accepts them
   */
  tokens?: number[][];
  /**
   * the length of the vectors, for models that can shorten them; the model's default when absent
   */
  dimensions?: number;
  /**
   * the purpose of the input; ignored for models that do not distinguish between purposes
   */
  inputType?: InputType;
  /**
   * whether input that is too long can be truncated if the provider supports that; otherwise, it is an error
   */
  truncate?: boolean;
  /**
   * the caller, for consent and the usage record: an extension's ID, cli, python, …
   */
  consumer?: string;
  /**
   * additional fields by dialect name, such as ollama-chat; sent unchanged to providers of that dialect and not to any others
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
   * the provider/model that returned them
   */
  model: string;
  /**
   * one vector for each input, in the order of the inputs; all vectors have the same length
   */
  embeddings: number[][];
  /**
   * the tokens of all inputs
   */
  usage: Usage;
  /**
   * the cost in US dollars, if known
   */
  costUsd?: number;
  /**
   * the name of the provider's key that was used; absent for the unnamed key
   */
  keyName?: string;
  /**
   * what was omitted or changed, one sentence each
   */
  notices: string[];
}
/**
 * The result of a request that returns no data.
 */
export interface Empty {}
/**
 * The details of a failure. Never contains a key, a header, a request body, or a stack trace.
 */
export interface ErrorInfo {
  /**
   * the kind of failure
   */
  kind: ErrorKind;
  /**
   * one or two sentences for the user; the provider's own message, if there is one
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
   * the model as specified by the caller
   */
  model?: string;
  /**
   * the HTTP status of the provider's response
   */
  status?: number;
  /**
   * the provider's own error type or code, such as insufficient_quota; key_of_other_host if a key was not sent because it is bound to a different host; consent_pending if the user has not yet decided whether the caller may use the model; untrusted_certificate if the certificate was issued by an authority that this computer does not trust
   */
  code?: string;
  /**
   * the provider's request ID, for its support
   */
  requestId?: string;
  /**
   * how long the provider asks clients to wait, in milliseconds
   */
  retryAfterMs?: number;
  /**
   * the template of the message, for translation; absent for a provider's own message
   */
  messageTemplate?: MessageTemplate;
  /**
   * the template of the hint, for translation
   */
  hintTemplate?: MessageTemplate;
}
/**
 * The keys that the user requested.
 */
export interface HandOverSecretsParams {
  /**
   * the configured names of the providers
   */
  providers?: string[];
}
/**
 * Where the client finds the requested keys. The message itself contains no keys.
 */
export interface HandOverSecretsResult {
  /**
   * the name of an entry in the client's own secret storage that contains a JSON object from variables to keys; the client must delete the entry after reading it
   */
  entry: string;
  /**
   * the environment variables in the entry
   */
  variables: HandOverSecretsResultVariable[];
}
/**
 * A key and the environment variable from which programs read it.
 */
export interface HandOverSecretsResultVariable {
  /**
   * the provider of the key
   */
  provider: string;
  /**
   * the name of the variable: OPENAI_API_KEY
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
   * the name of the client, as shown in the status and the usage record: vscode, python, …
   */
  clientName: string;
  /**
   * the version of the client
   */
  clientVersion: string;
  /**
   * the ID of the process whose exit ends the server; absent for clients that connect to a running server
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
   * the client's settings, workspace trust, and open folders
   */
  settings?: SettingsParams;
}
/**
 * A client's complete settings.
 */
export interface SettingsParams {
  /**
   * the user's openLLM settings, as one object: {"providers": […], …}
   */
  user?: {
    [k: string]: unknown;
  };
  /**
   * the workspace's openLLM settings, in the same form
   */
  workspace?: {
    [k: string]: unknown;
  };
  /**
   * the paths of the open folders
   */
  folders?: string[];
  /**
   * whether the user trusts the workspace; the settings and files of an untrusted workspace are not used. If this is false and the client does not ask for trust itself, the decisions of open-llm trust apply
   */
  trusted?: boolean;
  /**
   * the network settings
   */
  network?: NetworkSettings;
  /**
   * providers that the user added outside the settings (with Add Models in VS Code), each in the form of providers; their keys are stored only in the client's secret storage
   */
  groups?: {
    [k: string]: unknown;
  }[];
  /**
   * the path of the JSON file that contains user, if the client knows it; values that contain comments are changed in this file, because the client would overwrite the comments
   */
  userFile?: string;
  /**
   * the same for workspace
   */
  workspaceFile?: string;
  /**
   * whether the client itself asks the user to trust workspaces, as editors do; if so, an untrusted workspace remains untrusted regardless of decisions made elsewhere, and the server asks again through the client when a file of a trusted workspace changes where data is sent
   */
  asksForTrust?: boolean;
}
/**
 * The client's network settings. Where they are empty, the environment (HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS, …) applies.
 */
export interface NetworkSettings {
  /**
   * the URL of an HTTP proxy, which can contain a user name and password
   */
  proxy?: string;
  /**
   * the hosts to connect to directly: localhost, .example.com, 10.0.0.0/8
   */
  noProxy?: string[];
  /**
   * the PEM files with additional certificate authorities
   */
  caFiles?: string[];
  /**
   * whether certificates are verified; true unless the user turns verification off
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
   * the version of the server
   */
  serverVersion: string;
  /**
   * the process ID of the server
   */
  processId: number;
}
/**
 * A request for the text to insert at the cursor in a document. The text can be of any length: the server shortens it to what the model accepts.
 */
export interface InlineCompletionParams {
  /**
   * provider/model; empty for the model in the setting completion.model
   */
  model: string;
  /**
   * the document's text before the cursor
   */
  prefix: string;
  /**
   * the document's text after the cursor
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
   * excerpts from other documents, the most relevant first; sent only if the model's context has room for them
   */
  snippets?: CompletionSnippet[];
  /**
   * the maximum number of tokens to generate; enough for a few lines when absent
   */
  maxOutputTokens?: number;
  /**
   * whether to complete only the rest of the current line
   */
  singleLine?: boolean;
  /**
   * the token that identifies this completion in $/progress; when absent, only the result is sent, and no events
   */
  progressToken?: string;
  /**
   * the caller, for consent and the usage record: an extension's ID, cli, python, …
   */
  consumer?: string;
}
/**
 * The result of an inline completion.
 */
export interface InlineCompletionResult {
  /**
   * the text to insert at the cursor; empty if there is nothing to suggest
   */
  text: string;
  /**
   * the provider/model that responded
   */
  model: string;
  /**
   * why the text ended; also stop if the server ended the text, for example where the document's own text would be repeated
   */
  finishReason: FinishReason;
  /**
   * the provider's own value; empty if the provider reported none
   */
  finishReasonRaw: string;
  /**
   * the tokens as counted by the provider; estimated if the server ended the text before the provider reported any
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
   * the name of the provider's key that was used; absent for the unnamed key
   */
  keyName?: string;
}
/**
 * Which usage to list.
 */
export interface ListAccessParams {
  /**
   * the number of days to list, including today; 1 when absent
   */
  days?: number;
}
/**
 * The user's access decisions and the recorded usage.
 */
export interface ListAccessResult {
  /**
   * the decisions, sorted by consumer
   */
  rules: AccessRule[];
  /**
   * the recorded usage, newest day first
   */
  usage: UsageOfDay[];
  /**
   * the number of damaged lines in the usage record that were skipped; absent if there are none
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
   * the number of all requests, finished or failed
   */
  requests: number;
  /**
   * the number of failed requests, including refused and canceled ones
   */
  failures: number;
  /**
   * the input tokens, as reported by the provider
   */
  inputTokens: number;
  /**
   * the output tokens, as reported by the provider
   */
  outputTokens: number;
  /**
   * the cost in US dollars, if prices are known
   */
  costUsd: number;
  /**
   * the name of the provider's key that was used; absent for the unnamed key
   */
  keyName?: string;
}
/**
 * Options for listing models.
 */
export interface ListModelsParams {
  /**
   * whether to request new lists from the providers instead of using cached lists
   */
  refresh?: boolean;
  /**
   * the configured name of the provider whose models are listed; all providers when absent
   */
  provider?: string;
  /**
   * whether to also list models that the configuration excludes
   */
  hidden?: boolean;
}
/**
 * The available models. Chat models and embedding models, which cannot chat, are listed separately.
 */
export interface ListModelsResult {
  /**
   * the chat models, in the order of the configuration
   */
  models: ModelInfo[];
  /**
   * the provider/model to use when a request does not specify one
   */
  defaultModel?: string;
  /**
   * the models that the configuration excludes, if they were requested
   */
  hidden: ModelInfo[];
  /**
   * the embedding models, in the order of the configuration
   */
  embeddingModels: ModelInfo[];
}
/**
 * An available model.
 */
export interface ModelInfo {
  /**
   * provider/model, which is stable
   */
  id: string;
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the provider's ID of the model
   */
  model: string;
  /**
   * the display name
   */
  name: string;
  /**
   * the model family, for prompts that are tuned to it: the model's own ID without the provider
   */
  family: string;
  /**
   * the token limits; zero if they are unknown or do not apply, such as the output limit of an embedding model
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
   * why the model may not work now, such as a missing key
   */
  warning?: string;
  /**
   * the source of each fact, by field: limits.contextTokens -> ollama /api/show
   */
  sources: {
    [k: string]: string;
  };
  /**
   * the template of the warning, for translation
   */
  warningTemplate?: MessageTemplate;
  /**
   * the templates of the sources, by field, for translation
   */
  sourceTemplates?: {
    [k: string]: MessageTemplate;
  };
  /**
   * the properties of its embeddings, if this is an embedding model; absent for chat models
   */
  embedding?: ModelEmbedding;
}
/**
 * Token limits.
 */
export interface ModelLimits {
  /**
   * the maximum for the prompt and the response combined
   */
  contextTokens: number;
  /**
   * the maximum for the prompt
   */
  maxInputTokens: number;
  /**
   * the maximum for the response
   */
  maxOutputTokens: number;
}
/**
 * The capabilities of a model.
 */
export interface ModelCapabilities {
  /**
   * whether the model supports tool calls
   */
  tools: boolean;
  /**
   * whether the model accepts images
   */
  vision: boolean;
  /**
   * whether the model accepts PDF files
   */
  files: boolean;
  /**
   * whether the model can reason before it responds
   */
  reasoning: boolean;
  /**
   * the supported reasoning efforts, lowest first; empty if the effort cannot be chosen
   */
  reasoningEfforts: (ReasoningEffort | string)[];
  /**
   * whether responses can be constrained to a JSON Schema
   */
  structuredOutput: boolean;
  /**
   * whether the model supports streaming
   */
  streaming: boolean;
  /**
   * whether the model can complete text between a prefix and a suffix, as inline completions require; absent if unknown
   */
  fillInMiddle?: boolean;
}
/**
 * Prices in US dollars per million tokens.
 */
export interface Pricing {
  /**
   * the price of input tokens
   */
  input: number;
  /**
   * the price of output tokens
   */
  output: number;
  /**
   * the price of input tokens read from a cache
   */
  cacheRead?: number;
  /**
   * the price of input tokens written to a cache
   */
  cacheWrite?: number;
}
/**
 * The properties of a model's embeddings.
 */
export interface ModelEmbedding {
  /**
   * the length of the vectors, unless a request specifies another length; absent if unknown
   */
  dimensions?: number;
  /**
   * the maximum number of tokens in one input; absent if unknown
   */
  maxInputTokens?: number;
}
/**
 * Which providers to list.
 */
export interface ListProvidersParams {
  /**
   * whether to also list the built-in providers that are not configured
   */
  known?: boolean;
  /**
   * whether to search again for local servers and request new model lists
   */
  refresh?: boolean;
}
/**
 * The providers, configured providers first.
 */
export interface ListProvidersResult {
  providers: ProviderInfo[];
}
/**
 * A provider of models.
 */
export interface ProviderInfo {
  /**
   * the configured name, which is the first part of the IDs of the provider's models
   */
  name: string;
  /**
   * the display name
   */
  displayName: string;
  /**
   * the API that the provider supports: openai-chat, openai-responses, anthropic-messages, gemini, ollama-chat
   */
  dialect: string;
  /**
   * the base URL; empty for the built-in echo, and if the user must enter one
   */
  apiBase: string;
  /**
   * whether the provider is on this machine
   */
  local: boolean;
  /**
   * whether the provider is configured or was detected
   */
  configured: boolean;
  /**
   * whether the provider is turned on
   */
  enabled: boolean;
  /**
   * the state of the provider
   */
  status: ProviderStatus;
  /**
   * whether the provider requires an API key
   */
  needsKey: boolean;
  /**
   * the store that contains the key; absent if there is no key
   */
  keySource?: string;
  /**
   * the names of the environment variables that can contain the key
   */
  keyEnv: string[];
  /**
   * the number of available models
   */
  modelCount: number;
  /**
   * the URL of the API's documentation
   */
  documentation?: string;
  /**
   * where the provider was configured: a file and line, VS Code settings, found running, built in
   */
  source?: string;
  /**
   * the time of the last response to a chat or model list request, in milliseconds since the Unix epoch; absent if there was none since the server started
   */
  lastAnswerAtMs?: number;
  /**
   * the template of keySource, for translation
   */
  keySourceTemplate?: MessageTemplate;
}
/**
 * The state of a provider.
 */
export interface ProviderStatus {
  /**
   * whether the provider is ready, loading, without a key, in error, or disabled
   */
  state: ProviderStatusState;
  /**
   * one line for the user: Ready · 12 models, Cannot reach localhost:11434
   */
  message: string;
  /**
   * the last failure and how to fix it, if the state is error
   */
  error?: ErrorInfo;
  /**
   * the template of the message, for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * The available tools.
 */
export interface ListToolsResult {
  /**
   * the tools, in the form that a chat request accepts; empty if no editor with tools is connected
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
   * one line, without secrets and conversation content
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
   * the consumer that the decisions apply to
   */
  consumer: string;
  /**
   * the provider/model whose decision is revoked; all decisions when absent
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
   * the store to consider; all stores when absent
   */
  store?: SecretStore;
  /**
   * the scope to consider; all scopes when absent
   */
  scope?: SecretScope;
  /**
   * the name of the key; the unnamed key when absent
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
   * the location of the key in use; absent if there is none
   */
  answering?: string;
  /**
   * every location that was searched, in order
   */
  tried: SecretWhereResultTried[];
  /**
   * the template of answering, for translation
   */
  answeringTemplate?: MessageTemplate;
  /**
   * the name of the key; absent for the unnamed key
   */
  name?: string;
  /**
   * the names of all other keys of the provider, in the order in which they are used
   */
  names: string[];
}
/**
 * A location that was searched.
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
   * why the location could not be read, if that failed
   */
  message?: string;
  /**
   * the scope of the key that was found; absent for stores without scopes
   */
  scope?: SecretScope;
  /**
   * the template of place, for translation
   */
  placeTemplate?: MessageTemplate;
  /**
   * the template of the message, for translation
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
   * the version of Java that runs the server
   */
  javaVersion: string;
  /**
   * the process ID
   */
  processId: number;
  /**
   * the time since the server started, in milliseconds
   */
  uptimeMs: number;
  /**
   * the resident memory in bytes; the used heap if the system does not report resident memory
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
   * the key; no other message sends a key to the server
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
   * the name of the key; the unnamed key when absent
   */
  name?: string;
}
/**
 * Settings for the client to write.
 */
export interface SettingsUpdateParams {
  /**
   * the level, user or workspace
   */
  level: ConfigLevel;
  /**
   * the settings to write; either all or none are written
   */
  settings: SettingsUpdateParamsSetting[];
}
/**
 * A setting.
 */
export interface SettingsUpdateParamsSetting {
  /**
   * the name without the prefix openLLM.: providers, secrets.keychain
   */
  name: string;
  /**
   * the complete new value; absent to remove the setting
   */
  value?: unknown;
}
/**
 * The result of writing settings.
 */
export interface SettingsUpdateResult {
  /**
   * the backup of the previous file, if the client saved one
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
   * the provider's ID of the model to use; the provider's cheapest model when absent
   */
  model?: string;
  /**
   * the name of the key; the unnamed key when absent
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
   * the location of the key; absent if there is no key, which some providers accept
   */
  place?: string;
  /**
   * the provider/model that was used; absent if the provider refused an earlier request or has no models
   */
  model?: string;
  /**
   * why the key does not work; absent if it works
   */
  error?: ErrorInfo;
  /**
   * the template of place, for translation
   */
  placeTemplate?: MessageTemplate;
}

/** Requests to the server. */
export interface ServerRequests {
  /** Lists the user's access decisions and the recorded usage. */
  'access/list': { params: ListAccessParams; result: ListAccessResult };
  /** Revokes the user's decisions for a consumer. Afterwards, the user is asked again or the default applies. */
  'access/revoke': { params: RevokeAccessParams; result: ListAccessResult };
  /** Sends a request to a model. Events arrive as $/progress with the token of the params, in order and before the result, which contains the finish reason, usage, and timing. */
  'chat/start': { params: ChatParams; result: ChatResult };
  /** Completes a document at the cursor. The result contains the complete text to insert. Until then, each $/progress with the token of the params contains either a text with the lines accepted since the previous one, or a notice. The concatenated texts are always a prefix of the result's text. */
  'completion/inline': { params: InlineCompletionParams; result: InlineCompletionResult };
  /** Returns completions for a position in a configuration file that is being edited, and a description of the value at that position. */
  'config/complete': { params: ConfigCompleteParams; result: ConfigCompleteResult };
  /** Changes one configuration source. In files, everything else remains unchanged, character by character. VS Code settings are written by the client. */
  'config/edit': { params: ConfigEditParams; result: ConfigEditResult };
  /** Returns the effective configuration, with the source of every value. */
  'config/show': { params: ConfigShowParams; result: ConfigShowResult };
  /** Copies the configuration from one source to another, to import or export it at the user or workspace level. */
  'config/transfer': { params: ConfigTransferParams; result: ConfigEditResult };
  /** Checks providers by sending real requests, which are billed, and reports what works. */
  'doctor/run': { params: DoctorParams; result: DoctorResult };
  /** Returns the embeddings of strings, in the order of the strings. The strings are sent to the provider in batches. If one batch fails, the request fails with an error that identifies the strings in that batch. */
  'embeddings/create': { params: EmbedParams; result: EmbedResult };
  /** The first request of a connection. Contains the client's identity, capabilities, and settings. */
  'initialize': { params: InitializeParams; result: InitializeResult };
  /** Lists the available models. With refresh, new lists are requested from the providers. */
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  /** Lists the configured providers and their states. With known, the result also contains the built-in providers that can be added. */
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Copies a provider's key from one store to another, together with the origin it is bound to. No message contains the key. */
  'secrets/copy': { params: CopySecretParams; result: SecretWhereResult };
  /** Deletes a provider's key from one store, or from all writable stores. */
  'secrets/delete': { params: SecretParams; result: SecretWhereResult };
  /** Writes keys to the secret storage of the client that started the server, so that the user can use the keys as environment variables. Only that client may send this request, and only if the user asked for it. */
  'secrets/handOver': { params: HandOverSecretsParams; result: HandOverSecretsResult };
  /** Stores a provider's API key, bound to the origin of the provider's base URL. */
  'secrets/set': { params: SetSecretParams; result: SecretWhereResult };
  /** Tests a provider's key by listing its models and requesting a few tokens from the cheapest one. */
  'secrets/test': { params: TestSecretParams; result: TestSecretResult };
  /** Reports which store provides a provider's key and which stores were searched. Never returns the key. */
  'secrets/where': { params: SecretParams; result: SecretWhereResult };
  /** Cancels all running requests. The connection can be closed afterwards. */
  'shutdown': { params: void; result: Empty };
  /** Reports the state of the server process and the usage since it started, by consumer. */
  'status/get': { params: void; result: ServerStatus };
  /** Counts the tokens of several strings or messages in one call. */
  'tokens/count': { params: CountTokensParams; result: CountTokensResult };
  /** Calls a tool of the editor that started the server. Fails with permission if the user does not allow the call. A tool that ran and failed returns a result with isError. */
  'tools/call': { params: CallToolParams; result: CallToolResult };
  /** Lists the tools of the editor that started the server, in the form that a chat request accepts. */
  'tools/list': { params: void; result: ListToolsResult };
}

/** Notifications to the server. */
export interface ServerNotifications {
  /** Ends the process (stdio) or the connection (WebSocket). */
  'exit': void;
  /** Replaces the settings, workspace trust, and open folders sent with initialize. */
  'settings/didChange': SettingsParams;
}

/** Requests the server makes of a client. */
export interface ClientRequests {
  /** Requests an access token for one of the user's accounts. If the request is interactive, the user may have to sign in; otherwise, the server waits only as long as for a lookup. No reply means that there is no token. The server waits 120 s for the reply. */
  'auth/token': { params: AuthTokenParams; result: AuthTokenResult };
  /** Asks the user whether a consumer may use a model. The decision is remembered until it is revoked. Without a decision, the request is refused, and the next request asks again. The server waits 43200 s for the reply. */
  'consent/ask': { params: ConsentParams; result: ConsentResult };
  /** Asks the user whether a connected program may perform an action that requires consent. The decision is remembered until it is revoked, except for destinations, which requires consent each time. Without a decision, the request is refused, and the next request asks again. The server waits 300 s for the reply. */
  'consent/askPermission': { params: AskPermissionParams; result: AskPermissionResult };
  /** Reads a value from the client's secret storage; the result is empty if there is none. The server waits 30 s for the reply. */
  'secretStorage/get': { params: SecretStorageKey; result: SecretStorageValue };
  /** Writes a value to the client's secret storage; an empty value deletes it. The server waits 30 s for the reply. */
  'secretStorage/set': { params: SecretStorageValue; result: Empty };
  /** Asks the user whether a key may be sent to a host that it was not stored for. Consent is remembered; no reply means no. The server waits 300 s for the reply. */
  'secrets/confirmHost': { params: ConfirmHostParams; result: ConfirmHostResult };
  /** Writes the client's own settings. The client then sends settings/didChange, as after any change. The server waits 30 s for the reply. */
  'settings/update': { params: SettingsUpdateParams; result: SettingsUpdateResult };
  /** Calls one of the client's tools. The client first asks the user if the tool requires confirmation. The server waits until the tool returns or the calling program cancels the call, and forwards the cancellation to the client. */
  'tools/call': { params: CallToolParams; result: CallToolResult };
  /** Lists the client's tools that other programs may call. The server waits 30 s for the reply. */
  'tools/list': { params: void; result: ListToolsResult };
  /** Asks the user whether a file of a trusted workspace may be used although it changed where data is sent. Consent is remembered for this content of the file. Only clients that set asksForTrust receive this request. The server waits 300 s for the reply. */
  'workspace/confirmTrust': { params: ConfirmTrustParams; result: ConfirmTrustResult };
}

/** What the server tells a client. */
export interface ClientNotifications {
  /** An event in a running chat or inline completion. */
  '$/progress': ProgressParams;
  /** All problems found in configuration files and settings. Replaces all problems sent before. */
  'config/problems': ProblemsParams;
  /** A line for the client's log. Contains no secrets and no conversation content. */
  'log': LogParams;
  /** The list of models changed; the client should request it again. */
  'models/didChange': void;
  /** A provider's state changed. */
  'status/didChange': StatusParams;
}
