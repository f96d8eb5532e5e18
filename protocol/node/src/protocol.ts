// Generated from protocol/schema by `npm run generate`. Do not edit.

/**
 * An action that a connected program may perform only with the user's consent.
 */
export type PeerPermission = 'configuration' | 'tools' | 'destinations';
/**
 * A part of a message, such as text, an image, or a tool call.
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
 * An event that the server sends while a chat is running. The end of the response is not reported as an event. Instead, the server returns the ChatResult.
 */
export type ChatEvent =
  TextEvent | ReasoningEvent | RefusalEvent | ToolCallEvent | InvalidToolCallEvent | ProviderStateEvent | NoticeEvent;
/**
 * The kind of event that a notice reports.
 */
export type NoticeEventTopic = 'retry' | 'fallback' | 'loading' | 'warning';
/**
 * How much a model reasons before it responds, from the lowest level to the highest.
 */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max' | 'auto';
/**
 * The author of a message. Tool results are parts of a user message.
 */
export type Role = 'system' | 'user' | 'assistant';
/**
 * Whether tool calls are optional, forbidden, or required, or whether the model must call a specific tool.
 */
export type ToolChoiceMode = 'auto' | 'none' | 'required' | 'tool';
/**
 * The reason why a response ended.
 */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'refusal' | 'error' | 'other';
/**
 * Whether a completion is a configuration key or a value.
 */
export type ConfigCompleteResultKind = 'key' | 'value';
/**
 * How an edit changes individual list items. Other list items remain unchanged.
 */
export type ConfigEditItems = 'add' | 'remove';
/**
 * A kind of configuration source.
 */
export type ConfigStore = 'vscode' | 'native';
/**
 * Whether a configuration source applies to a user or to a workspace.
 */
export type ConfigLevel = 'user' | 'workspace';
/**
 * The severity of a problem.
 */
export type ProblemSeverity = 'error' | 'warning' | 'information';
/**
 * The user's answer to the question of whether a consumer may use a model.
 */
export type ConsentAnswer = 'allow' | 'allow_model' | 'deny';
/**
 * The stores that can contain API keys, in the order in which they are searched.
 */
export type SecretStore = 'command' | 'environment' | 'vscode' | 'keychain' | 'dotenv';
/**
 * The scope of a stored API key.
 */
export type SecretScope = 'user' | 'workspace';
/**
 * The names of the checks, in the order in which the checks run.
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
 * The kinds of failures, grouped by what the user can do next.
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
 * The states in which a provider can be.
 */
export type ProviderStatusState = 'ready' | 'loading' | 'no_key' | 'error' | 'disabled' | 'known';
/**
 * The severity of a log line.
 */
export type LogParamsLevel = 'debug' | 'info' | 'warning' | 'error';
/**
 * The result of searching a location for an API key.
 */
export type SecretWhereResultOutcome = 'found' | 'absent' | 'unavailable' | 'switched_off' | 'other_host';

/**
 * A user's decision to allow or deny access.
 */
export interface AccessRule {
  /**
   * the extension or program that the decision applies to
   */
  consumer: string;
  /**
   * the provider/model that the decision applies to; absent if the decision applies to every model or to a permission
   */
  model?: string;
  /**
   * whether access is allowed
   */
  allowed: boolean;
  /**
   * the time of the decision, in ISO 8601 format and UTC
   */
  answeredAt: string;
  /**
   * the permission that the decision applies to; absent if the decision applies to models
   */
  permission?: PeerPermission;
}
/**
 * A question to the user about whether a connected program may perform an action.
 */
export interface AskPermissionParams {
  /**
   * the name that the program reported
   */
  consumer: string;
  /**
   * the permission that the action requires
   */
  permission: PeerPermission;
  /**
   * the changes that the program would make, one line per change with the old and the new value; absent unless the permission is destinations
   */
  changes?: string[];
  /**
   * the templates of changes, for translation
   */
  changesTemplates?: MessageTemplate[];
}
/**
 * A message of the product in the form that a client translates: the client looks up the translation by the English template. If the complete message mentions commands of the command line, the template can mention the corresponding VS Code commands instead. A provider's own messages have no template.
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
 * The user's decision about a permission.
 */
export interface AskPermissionResult {
  /**
   * whether the user granted the permission; absent if the user did not decide, in which case the program's request is refused, and the user is asked again on the next request
   */
  allowed?: boolean;
}
/**
 * A request for an access token for one of the user's accounts.
 */
export interface AuthTokenParams {
  /**
   * the kind of account, such as microsoft
   */
  account: string;
  /**
   * the scopes of the token, such as https://ai.azure.com/.default
   */
  scopes: string[];
  /**
   * whether the user can be asked to sign in; if false, only an existing session is used
   */
  interactive: boolean;
}
/**
 * The access token for an account.
 */
export interface AuthTokenResult {
  /**
   * the token; absent if the user is not signed in or declined to sign in
   */
  token?: string;
}
/**
 * A cache breakpoint, for providers that support explicit caching: the prompt is cached up to and including the part before the breakpoint. If a request contains a breakpoint, the server does not add any breakpoints of its own.
 */
export interface CacheBreakpointPart {
  type: 'cache_breakpoint';
  /**
   * how long the prompt is cached: 5m or 1h
   */
  ttl: string;
}
/**
 * A call to an editor tool.
 */
export interface CallToolParams {
  /**
   * the name of the tool, as returned by tools/list
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
   * the result as text, images, and files, in the same form as in a chat
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
 * The reasoning text that the provider exposes.
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
   * the arguments, which are always a JSON object; empty if there are none
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
   * the result as text, images, and files
   */
  content?: Part[];
  /**
   * whether the tool failed; if so, content describes why
   */
  isError?: boolean;
}
/**
 * Data that must be returned to the provider unchanged in the next request, such as signatures and encrypted reasoning. The data is omitted from requests to other providers or models.
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
   * the data, in the format of the provider's dialect
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
 * A chunk of a refusal message, from providers that distinguish refusals from response text.
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
   * the arguments, which are always a JSON object
   */
  arguments: {
    [k: string]: unknown;
  };
}
/**
 * A tool call whose arguments are not a JSON object, because the response was truncated or the model made a mistake. The call must not be executed.
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
   * the reason why the call is invalid
   */
  message: string;
  /**
   * the template of the message, for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * Provider-specific state to store in the assistant message that contains this response; see Part.ProviderState.
 */
export interface ProviderStateEvent {
  type: 'provider_state';
  provider: string;
  model: string;
  data: unknown;
}
/**
 * A notice to the user during a request, for example about a retry, a fallback, a model that is loading, or an omitted parameter.
 */
export interface NoticeEvent {
  type: 'notice';
  /**
   * the kind of event that the notice reports
   */
  topic: NoticeEventTopic;
  /**
   * the notice, in one or two sentences
   */
  message: string;
  /**
   * the template of the message, for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * The options of a chat request. An absent option is not sent, so the provider's default applies. An option that the provider's API does not support is not sent either.
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
   * the reasoning effort, mapped to the nearest level that the model supports; levels that only this model defines are also allowed
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
   * additional fields, merged unchanged into the top level of the request to the provider
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
   * the verbosity of the response: low, medium, or high
   */
  verbosity?: string;
  /**
   * the level of detail of the reasoning summary: auto, concise, or detailed
   */
  reasoningSummary?: string;
  /**
   * the provider's service tier, such as auto, default, flex, or priority
   */
  serviceTier?: string;
  /**
   * a cache key for requests whose prompts begin with the same text
   */
  promptCacheKey?: string;
  /**
   * an identifier of the end user, which is sent to the provider
   */
  user?: string;
  /**
   * additional top-level fields, grouped by dialect name, such as openai-chat; the fields of a dialect are sent unchanged, and only to providers that use that dialect
   */
  dialectFields?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
}
/**
 * The required format of a JSON response.
 */
export interface ResponseFormat {
  /**
   * the schema name, for providers that require one; answer if absent
   */
  name: string;
  /**
   * the JSON Schema that the response must match; if absent, any JSON object is allowed
   */
  schema?: {
    [k: string]: unknown;
  };
}
/**
 * A chat request to a model.
 */
export interface ChatParams {
  /**
   * the model, as provider/model; empty for the configured default model
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
   * whether the model must call a tool; auto if absent
   */
  toolChoice?: ToolChoice;
  /**
   * the options of the request; absent options are not sent
   */
  options?: ChatOptions;
  /**
   * the token that identifies this chat in $/progress; if absent, the server sends only the result and no events
   */
  progressToken?: string;
  /**
   * the caller, for access decisions and the usage record, such as an extension's ID, cli, or python
   */
  consumer?: string;
  /**
   * whether the caller reads the response as it arrives; true if absent. If false, the server can request an unstreamed response, which requires less processing, from the provider
   */
  stream?: boolean;
}
/**
 * One message of a conversation.
 */
export interface Message {
  /**
   * the author of the message
   */
  role?: Role;
  /**
   * the parts of the message, in order; can be empty
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
   * a description of the tool for the model
   */
  description: string;
  /**
   * the JSON Schema of the arguments; if absent, the tool has no arguments
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
   * additional fields, grouped by dialect name, such as anthropic-messages; the fields of a dialect are sent unchanged with this tool, and only to providers that use that dialect
   */
  dialectFields?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
}
/**
 * Whether the model can or must call tools.
 */
export interface ToolChoice {
  /**
   * whether tool calls are optional, forbidden, or required, or whether the model must call the tool name
   */
  mode?: ToolChoiceMode;
  /**
   * the name of the tool that the model must call; absent unless mode is tool
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
   * the finish reason as named by the provider; empty if the provider did not report one
   */
  finishReasonRaw: string;
  /**
   * the token usage as reported by the provider
   */
  usage: Usage;
  /**
   * the durations of the request
   */
  timing: Timing;
  /**
   * the provider's ID of the response
   */
  responseId?: string;
  /**
   * the cost in US dollars, as reported by the provider or computed from the prices in the catalog
   */
  costUsd?: number;
  /**
   * the name of the provider's API key that was used; absent for the unnamed key
   */
  keyName?: string;
}
/**
 * The token usage of one request, as reported by the provider. Values that the provider did not report are absent.
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
   * the time until the end of the response
   */
  totalMs: number;
  /**
   * the time until the first text, reasoning, or tool call; absent if the response contained none of these
   */
  firstTokenMs?: number;
}
/**
 * The capabilities of a client, which determine the requests and notifications that the server can send to the client.
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
   * whether the client can ask the user, that is, whether it handles secrets/confirmHost, consent/ask, consent/askPermission, and, if asksForTrust is true, workspace/confirmTrust
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
 * An excerpt from another document, which provides context for an inline completion.
 */
export interface CompletionSnippet {
  /**
   * the document's path, relative to its workspace folder
   */
  path?: string;
  /**
   * the content of the excerpt
   */
  text: string;
}
/**
 * A change to a configuration value. The change was made or, in a preview, would be made.
 */
export interface ConfigChange {
  /**
   * the path of the value, in the same format as in ConfigEdit
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
   * the one-based column of the character after the cursor, in UTF-16 code units
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
   * the one-based column where the text to replace starts
   */
  startColumn: number;
  /**
   * the one-based column after the last character of the text to replace
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
   * the text to display
   */
  label: string;
  /**
   * the text to insert
   */
  text: string;
  /**
   * whether the completion is a configuration key or a value
   */
  kind: ConfigCompleteResultKind;
  /**
   * a one-sentence description
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
   * the complete new value; absent to remove the value. If items is present, value is one list item or a list of items; items that have names can be specified by name only
   */
  value?: unknown;
  /**
   * whether to add the items to, or remove them from, the list at path; absent if value replaces the current value at path
   */
  items?: ConfigEditItems;
}
/**
 * Changes to one configuration source. Either all or none of the changes are made.
 */
export interface ConfigEditParams {
  /**
   * the configuration source to change
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
   * the identifier, from ConfigEditResult#undo, of an earlier change that these edits undo; if the file still contains the text that the earlier change wrote, the previous text is restored, including comments; if not, the edits are applied
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
   * the path of the workspace folder that contains the file; the first open folder if absent
   */
  folder?: string;
}
/**
 * The changes that were made to a configuration source or, in a preview, would be made.
 */
export interface ConfigEditResult {
  /**
   * the changes; empty if nothing needed to change
   */
  changes: ConfigChange[];
  /**
   * the path of the changed file; absent if the source is not a file
   */
  file?: string;
  /**
   * the path of the backup of the previous file, which is saved for transfers and for edits that request a backup
   */
  backup?: string;
  /**
   * the reasons why values could not be transferred
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
   * the severity of the problem
   */
  severity: ProblemSeverity;
  /**
   * a description of the problem and its solution, in one sentence
   */
  message: string;
  /**
   * the path of the file; absent for settings and environment variables
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
   * the path of the setting or field, such as providers[2].api_base
   */
  setting?: string;
  /**
   * the template of the message, for translation
   */
  messageTemplate?: MessageTemplate;
}
/**
 * The part of the configuration to show.
 */
export interface ConfigShowParams {
  /**
   * the path of the values to show, in camelCase or snake_case; if empty, all values are shown
   */
  path?: string[];
}
/**
 * The effective configuration values and their sources.
 */
export interface ConfigShowResult {
  /**
   * the values, in the order of the schema
   */
  values: ConfigShowResultValue[];
  /**
   * all configuration sources, lowest precedence first
   */
  places: ConfigShowResultPlace[];
  /**
   * the problems detected in the sources
   */
  problems: Problem[];
}
/**
 * An effective configuration value.
 */
export interface ConfigShowResultValue {
  /**
   * the path of the value, in camelCase, as in ConfigEdit
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
 * The source of a configuration value.
 */
export interface ConfigShowResultOrigin {
  /**
   * the display name of the source, such as VS Code user settings or ~/.config/openllm/config.yaml
   */
  place: string;
  /**
   * the source in the form that an edit requires; absent for built-in values and values from the command line
   */
  target?: ConfigTarget;
  /**
   * the path of the file; absent if the source is not a file
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
   * the source in the form that an edit requires; absent for a file specified on the command line
   */
  target?: ConfigTarget;
  /**
   * the display name
   */
  name: string;
  /**
   * the path of the file, which does not have to exist; absent if the source is not a file
   */
  file?: string;
  /**
   * whether the source exists
   */
  exists: boolean;
}
/**
 * A request to copy all configuration from one source to another. The copied values replace the values of the same settings in the destination. All other values in the destination remain unchanged. API keys are never copied.
 */
export interface ConfigTransferParams {
  /**
   * the source to copy from
   */
  from?: ConfigTarget;
  /**
   * the source to copy to
   */
  to?: ConfigTarget;
  /**
   * whether to only report what would change
   */
  preview?: boolean;
}
/**
 * A question to the user about whether an API key may be sent to a host other than the one that the key was stored for.
 */
export interface ConfirmHostParams {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the location of the key, for the user, such as environment variable OPENAI_API_KEY
   */
  place: string;
  /**
   * the origin that the key is bound to, or a short description of what the key is bound to
   */
  boundTo?: string;
  /**
   * the origin that the key would be sent to, such as https://proxy.example.com
   */
  origin: string;
  /**
   * whether the host was specified by the workspace rather than by the user
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
 * The user's decision about sending an API key to a host.
 */
export interface ConfirmHostResult {
  /**
   * whether the key may be sent to the origin
   */
  agreed?: boolean;
}
/**
 * A question to the user about whether a configuration file in a trusted workspace may be used. The file was changed, and the change affects where data is sent.
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
   * the templates of the lines in selects, for translation
   */
  selectsTemplates?: MessageTemplate[];
}
/**
 * The user's decision about a changed configuration file.
 */
export interface ConfirmTrustResult {
  /**
   * whether the current content of the file may be used
   */
  agreed?: boolean;
}
/**
 * A question to the user about whether a consumer may use a model.
 */
export interface ConsentParams {
  /**
   * the ID of an extension, or the name of a program
   */
  consumer: string;
  /**
   * the requested model, as provider/model
   */
  model: string;
  /**
   * the provider's display name
   */
  provider: string;
}
/**
 * The user's decision about a consumer's access to models.
 */
export interface ConsentResult {
  /**
   * the decision; absent if the user did not decide, in which case the consumer's request is refused, and the user is asked again on the next request
   */
  answer?: ConsentAnswer;
}
/**
 * The usage of one consumer since the server started. Never contains the content of requests or responses.
 */
export interface ConsumerUsage {
  /**
   * the caller, such as an extension's ID, cli, or python
   */
  consumer: string;
  /**
   * the number of requests that ended, successfully or not
   */
  requests: number;
  /**
   * the number of requests that ended with an error, not including canceled requests
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
   * the model of the last request
   */
  lastModel: string;
  /**
   * the time at which the last request ended, in milliseconds since the Unix epoch
   */
  lastAtMs: number;
}
/**
 * An API key to copy to another store. The original key is retained, and the copy is bound to the same host.
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
   * the scope to copy from; if absent, the workspace scope is searched before the user scope
   */
  fromScope?: SecretScope;
  /**
   * the store to copy to
   */
  to?: SecretStore;
  /**
   * the scope of the copy; user if absent
   */
  toScope?: SecretScope;
  /**
   * the name of the key; the unnamed key if absent
   */
  name?: string;
}
/**
 * Strings and messages whose tokens are counted in one call.
 */
export interface CountTokensParams {
  /**
   * the model, as provider/model
   */
  model: string;
  /**
   * the strings, whose counts precede those of the messages in the result
   */
  texts?: string[];
  /**
   * the messages, including all of their parts
   */
  messages?: Message[];
}
/**
 * The token counts, in the order of the params: first the strings, then the messages.
 */
export interface CountTokensResult {
  /**
   * the number of tokens in each string and message
   */
  counts: number[];
  /**
   * whether the tokens were counted with the model's own encoding; if not, the counts are estimates
   */
  exact: boolean;
}
/**
 * The result of one check of a provider.
 */
export interface DoctorCheck {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the name of the check
   */
  name: DoctorCheckName;
  /**
   * the outcome of the check
   */
  outcome: DoctorCheckOutcome;
  /**
   * the result of the check, or what went wrong and how to fix it
   */
  message: string;
  /**
   * the duration in milliseconds
   */
  tookMs: number;
}
/**
 * The providers to check, and the model to use.
 */
export interface DoctorParams {
  /**
   * the configured name of a provider; all active providers if absent
   */
  provider?: string;
  /**
   * the provider's ID of the model to use; the cheapest model that supports tools if absent
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
   * the results as text for a bug report, without API keys, addresses of private servers, or conversations
   */
  report: string;
}
/**
 * A request for the embeddings of strings or token IDs. The number of inputs is not limited, because the server sends them in batches that the provider accepts.
 */
export interface EmbedParams {
  /**
   * the model, as provider/model
   */
  model: string;
  /**
   * the strings; empty if token IDs are specified
   */
  texts?: string[];
  /**
   * the token IDs from the model's own vocabulary, one list for each input; not every provider accepts token IDs
   */
  tokens?: number[][];
  /**
   * the length of the vectors, for models that can shorten them; the model's default if absent
   */
  dimensions?: number;
  /**
   * the purpose of the input; ignored for models that do not distinguish between purposes
   */
  inputType?: InputType;
  /**
   * whether to truncate an input that is too long, if the provider supports truncation; if false, such an input is an error
   */
  truncate?: boolean;
  /**
   * the caller, for access decisions and the usage record, such as an extension's ID, cli, or python
   */
  consumer?: string;
  /**
   * additional fields, grouped by dialect name, such as ollama-chat; the fields of a dialect are sent unchanged, and only to providers that use that dialect
   */
  dialectFields?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
}
/**
 * The result of an embedding request.
 */
export interface EmbedResult {
  /**
   * the provider/model that returned the embeddings
   */
  model: string;
  /**
   * one vector for each input, in the order of the inputs; all vectors have the same length
   */
  embeddings: number[][];
  /**
   * the token usage of all inputs
   */
  usage: Usage;
  /**
   * the cost in US dollars, if known
   */
  costUsd?: number;
  /**
   * the name of the provider's API key that was used; absent for the unnamed key
   */
  keyName?: string;
  /**
   * descriptions of the parts of the request that were omitted or changed, one sentence each
   */
  notices: string[];
}
/**
 * The result of a request that returns no data.
 */
export interface Empty {}
/**
 * The details of a failure. Never contains an API key, a header, a request body, or a stack trace.
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
   * the provider's own error type or code, such as insufficient_quota; key_of_other_host if an API key was not sent because it is bound to a different host; consent_pending if the user has not yet decided whether the caller may use the model; untrusted_certificate if the certificate was issued by an authority that this computer does not trust
   */
  code?: string;
  /**
   * the provider's ID of the request, which the provider's support staff can use to find the request
   */
  requestId?: string;
  /**
   * how long the provider asks clients to wait before they try again, in milliseconds
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
 * The providers whose API keys the user requested.
 */
export interface HandOverSecretsParams {
  /**
   * the configured names of the providers
   */
  providers?: string[];
}
/**
 * The location of the requested API keys in the client's secret storage. The message itself contains no keys.
 */
export interface HandOverSecretsResult {
  /**
   * the name of an entry in the client's own secret storage; the entry contains a JSON object that maps environment variables to keys, and the client must delete the entry after reading it
   */
  entry: string;
  /**
   * the environment variables in the entry
   */
  variables: HandOverSecretsResultVariable[];
}
/**
 * An API key and the environment variable from which programs read the key.
 */
export interface HandOverSecretsResultVariable {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the name of the variable, such as OPENAI_API_KEY
   */
  name: string;
  /**
   * the location of the key, for the user
   */
  place: string;
}
/**
 * The params of initialize, the first request of a connection.
 */
export interface InitializeParams {
  /**
   * the name of the client, as shown in the server status and the usage record, such as vscode or python
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
   * the language of messages for the user, such as en or de-DE; if absent, English
   */
  locale?: string;
  /**
   * the capabilities of the client
   */
  capabilities?: ClientCapabilities;
  /**
   * the client's settings, workspace trust, and open folders
   */
  settings?: SettingsParams;
}
/**
 * A client's settings, workspace trust, and open folders.
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
   * whether the user trusts the workspace; the settings and files of an untrusted workspace are not used. If this value and asksForTrust are both false, the decisions made with open-llm trust apply
   */
  trusted?: boolean;
  /**
   * the network settings
   */
  network?: NetworkSettings;
  /**
   * the providers that the user added outside the settings, such as with Add Models in VS Code, each in the same form as an item of providers; their API keys are stored only in the client's secret storage
   */
  groups?: {
    [k: string]: unknown;
  }[];
  /**
   * the path of the JSON file that contains the settings in user, if known; settings whose values contain comments are changed directly in this file, because the client would delete the comments
   */
  userFile?: string;
  /**
   * the path of the JSON file that contains the settings in workspace, if known; this file is used in the same way as userFile
   */
  workspaceFile?: string;
  /**
   * whether the client itself asks the user to trust workspaces, as editors do; if so, an untrusted workspace remains untrusted regardless of decisions made elsewhere, and if a file in a trusted workspace changes where data is sent, the server asks the user again through the client
   */
  asksForTrust?: boolean;
}
/**
 * The client's network settings. If a setting is empty, the corresponding environment variable applies, such as HTTPS_PROXY, NO_PROXY, or NODE_EXTRA_CA_CERTS.
 */
export interface NetworkSettings {
  /**
   * the URL of an HTTP proxy, which can contain a user name and password
   */
  proxy?: string;
  /**
   * the hosts to connect to directly, such as localhost, .example.com, or 10.0.0.0/8
   */
  noProxy?: string[];
  /**
   * the paths of PEM files with additional certificate authorities
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
   * the version of the protocol, which increases when a change affects clients
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
 * A request to complete a document at the cursor. The document can be of any length, because the server shortens it to the length that the model accepts.
 */
export interface InlineCompletionParams {
  /**
   * the model, as provider/model; empty for the model that the setting completion.model specifies
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
   * the document's language ID in the editor, such as java or python
   */
  languageId?: string;
  /**
   * the document's path, relative to its workspace folder
   */
  path?: string;
  /**
   * excerpts from other documents, the most relevant first; sent only if they fit into the model's context window
   */
  snippets?: CompletionSnippet[];
  /**
   * the maximum number of tokens to generate; if absent, enough for a few lines
   */
  maxOutputTokens?: number;
  /**
   * whether to complete only the rest of the current line
   */
  singleLine?: boolean;
  /**
   * the token that identifies this completion in $/progress; if absent, the server sends only the result and no events
   */
  progressToken?: string;
  /**
   * the caller, for access decisions and the usage record, such as an extension's ID, cli, or python
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
   * why the completion ended; also stop if the server ended the completion, for example because it began to repeat the document's own text
   */
  finishReason: FinishReason;
  /**
   * the finish reason as named by the provider; empty if the provider did not report one
   */
  finishReasonRaw: string;
  /**
   * the token usage as reported by the provider; estimated if the server ended the completion before the provider reported any usage
   */
  usage: Usage;
  /**
   * the durations of the request
   */
  timing: Timing;
  /**
   * the cost in US dollars, if known
   */
  costUsd?: number;
  /**
   * the name of the provider's API key that was used; absent for the unnamed key
   */
  keyName?: string;
}
/**
 * The period for which usage is listed.
 */
export interface ListAccessParams {
  /**
   * the number of days to list, including today; 1 if absent
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
   * the local date, in ISO 8601 format
   */
  day: string;
  /**
   * the extension or program that sent the requests
   */
  consumer: string;
  /**
   * the model, as provider/model
   */
  model: string;
  /**
   * the total number of requests, including failed and canceled requests
   */
  requests: number;
  /**
   * the number of requests that failed or were refused, not including canceled requests
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
   * the cost in US dollars; requests with unknown prices are not included
   */
  costUsd: number;
  /**
   * the name of the provider's API key that was used; absent for the unnamed key
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
   * the configured name of the provider whose models are listed; all providers if absent
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
   * the stable ID of the model, as provider/model
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
   * the name of the model without a vendor prefix, a tag, or a folder; clients can use it to select prompts that are tuned to the model
   */
  family: string;
  /**
   * the token limits; zero if they are unknown or do not apply, such as the output limit of an embedding model
   */
  limits: ModelLimits;
  /**
   * the capabilities of the model
   */
  capabilities: ModelCapabilities;
  /**
   * the prices, if known
   */
  pricing?: Pricing;
  /**
   * the reason why the model might not work at present, such as a missing API key
   */
  warning?: string;
  /**
   * the source of each value, by field, such as limits.contextTokens -> ollama /api/show
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
   * the properties of the model's embeddings; absent for chat models
   */
  embedding?: ModelEmbedding;
}
/**
 * The token limits of a model.
 */
export interface ModelLimits {
  /**
   * the maximum number of tokens in the prompt and the response combined
   */
  contextTokens: number;
  /**
   * the maximum number of tokens in the prompt
   */
  maxInputTokens: number;
  /**
   * the maximum number of tokens in the response
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
   * the default length of the vectors; absent if unknown
   */
  dimensions?: number;
  /**
   * the maximum number of tokens in one input; absent if unknown
   */
  maxInputTokens?: number;
}
/**
 * Options for listing providers.
 */
export interface ListProvidersParams {
  /**
   * whether to also list the built-in providers that are not configured
   */
  known?: boolean;
  /**
   * whether to detect local providers again and request new model lists
   */
  refresh?: boolean;
}
/**
 * The listed providers, starting with the configured ones.
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
   * the dialect of the provider's API: openai-chat, openai-responses, anthropic-messages, gemini, or ollama-chat
   */
  dialect: string;
  /**
   * the base URL; empty for the built-in provider echo and for providers whose base URL the user must enter
   */
  apiBase: string;
  /**
   * whether the provider runs on this machine
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
   * the location of the key, for the user; absent if there is no key
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
   * the URL of the documentation of the provider's API
   */
  documentation?: string;
  /**
   * where the provider was configured, such as a file and line, VS Code settings, found running, or built in
   */
  source?: string;
  /**
   * the time of the last response to a chat or model list request, in milliseconds since the Unix epoch; absent if there was no response since the server started
   */
  lastAnswerAtMs?: number;
  /**
   * the template of keySource, for translation
   */
  keySourceTemplate?: MessageTemplate;
}
/**
 * The status of a provider.
 */
export interface ProviderStatus {
  /**
   * the state of the provider: ready, loading, missing an API key, failed, disabled, or known (built in but not configured)
   */
  state: ProviderStatusState;
  /**
   * one line for the user, such as Ready · 12 models or Cannot reach localhost:11434
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
 * The available editor tools.
 */
export interface ListToolsResult {
  /**
   * the definitions of the tools, which can be used in a chat request; empty if the client that started the server provides no tools
   */
  tools: ToolDefinition[];
}
/**
 * A line to write to the client's log.
 */
export interface LogParams {
  /**
   * the severity of the line
   */
  level: LogParamsLevel;
  /**
   * the text of the line, which contains no secrets and no conversation content
   */
  message: string;
}
/**
 * All current problems with the configuration.
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
   * the provider/model whose decision is revoked; if absent, all decisions for the consumer are revoked
   */
  model?: string;
}
/**
 * The API key to locate or delete.
 */
export interface SecretParams {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the store to delete the key from; all writable stores if absent
   */
  store?: SecretStore;
  /**
   * the scope to delete the key from; user if absent
   */
  scope?: SecretScope;
  /**
   * the name of the key; the unnamed key if absent
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
 * An entry in the client's secret storage.
 */
export interface SecretStorageValue {
  key: string;
  value?: string;
}
/**
 * The location of a provider's API key.
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
   * the names of the provider's additional keys, in the order in which the keys are used
   */
  names: string[];
}
/**
 * A location that was searched for an API key.
 */
export interface SecretWhereResultTried {
  /**
   * the kind of store
   */
  store: SecretStore;
  /**
   * the location, for the user, such as environment variable OPENAI_API_KEY
   */
  place: string;
  /**
   * the result of the search
   */
  outcome: SecretWhereResultOutcome;
  /**
   * the reason why the key could not be read or is not used, if any
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
   * the usage of each consumer since the process started, most recent consumer first
   */
  consumers: ConsumerUsage[];
}
/**
 * An API key to store.
 */
export interface SetSecretParams {
  /**
   * the configured name of the provider; empty to detect the provider from the key's prefix
   */
  provider: string;
  /**
   * the key; no other request sends a key to the server
   */
  value: string;
  /**
   * the store to write to; the configured default store if absent
   */
  store?: SecretStore;
  /**
   * the scope of the stored key; user if absent
   */
  scope?: SecretScope;
  /**
   * the name of the key; the unnamed key if absent
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
 * A client setting to write.
 */
export interface SettingsUpdateParamsSetting {
  /**
   * the name of the setting without the prefix openLLM., such as providers or secrets.keychain
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
   * the path of the backup of the previous file, if the client saved one
   */
  backup?: string;
}
/**
 * The new status of a provider.
 */
export interface StatusParams {
  provider: string;
  status: ProviderStatus;
}
/**
 * An API key to test.
 */
export interface TestSecretParams {
  /**
   * the configured name of the provider
   */
  provider: string;
  /**
   * the provider's ID of the model to use; the cheapest model that supports tools if absent
   */
  model?: string;
  /**
   * the name of the key; the unnamed key if absent
   */
  name?: string;
}
/**
 * The result of testing an API key.
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
   * the provider/model that was used for the test; absent if an earlier request failed or the provider has no models
   */
  model?: string;
  /**
   * the reason why the key does not work; absent if it works
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
  /** Revokes the user's access decisions for a consumer. On the next request of the consumer, the default access policy applies, which can be to ask the user again. */
  'access/revoke': { params: RevokeAccessParams; result: ListAccessResult };
  /** Sends a chat request to a model. Events are sent as $/progress notifications with the progressToken of the params, in order and before the result. The result contains the finish reason, usage, and timing. */
  'chat/start': { params: ChatParams; result: ChatResult };
  /** Completes a document at the cursor. The result contains the complete text to insert. Before the result, each $/progress notification with the progressToken of the params contains either a text event or a notice event. A text event contains the lines that the server has accepted since the previous text event. The lines received so far are always a prefix of the text in the result. */
  'completion/inline': { params: InlineCompletionParams; result: InlineCompletionResult };
  /** Returns completions for a position in a configuration file that is being edited, and a description of the value at that position. */
  'config/complete': { params: ConfigCompleteParams; result: ConfigCompleteResult };
  /** Changes one configuration source. In a file, all characters that are not part of the change remain as they are. VS Code settings are written by the client. */
  'config/edit': { params: ConfigEditParams; result: ConfigEditResult };
  /** Returns the effective configuration, with the source of every value. */
  'config/show': { params: ConfigShowParams; result: ConfigShowResult };
  /** Copies the configuration from one source to another. Clients use this request to import and export the configuration at the user or workspace level. */
  'config/transfer': { params: ConfigTransferParams; result: ConfigEditResult };
  /** Checks providers by sending real requests, which providers can bill, and reports which features work. */
  'doctor/run': { params: DoctorParams; result: DoctorResult };
  /** Returns the embeddings of strings or token IDs, in the order of the inputs. The inputs are sent to the provider in batches. If one batch fails, the request fails with an error that identifies the inputs in that batch. */
  'embeddings/create': { params: EmbedParams; result: EmbedResult };
  /** Initializes the connection. This must be the first request on a connection. It contains the client's identity, capabilities, and settings. */
  'initialize': { params: InitializeParams; result: InitializeResult };
  /** Lists the available models. If refresh is true, the model lists are requested from the providers again. */
  'models/list': { params: ListModelsParams; result: ListModelsResult };
  /** Lists the configured providers and their states. If known is true, the result also contains the built-in providers that can be added. */
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Copies a provider's API key from one store to another, together with the origin that the key is bound to. No message contains the key. */
  'secrets/copy': { params: CopySecretParams; result: SecretWhereResult };
  /** Deletes a provider's API key from one store or from all writable stores. */
  'secrets/delete': { params: SecretParams; result: SecretWhereResult };
  /** Writes API keys to the secret storage of the client that started the server, so that the user can use the keys as environment variables. Only that client may send this request, and only at the user's request. */
  'secrets/handOver': { params: HandOverSecretsParams; result: HandOverSecretsResult };
  /** Stores an API key for a provider. The key is bound to the origin of the provider's base URL. */
  'secrets/set': { params: SetSecretParams; result: SecretWhereResult };
  /** Tests a provider's API key by requesting the model list and a few tokens from one model. */
  'secrets/test': { params: TestSecretParams; result: TestSecretResult };
  /** Reports which store contains the API key that a provider uses, and which stores were searched. The result never contains the key. */
  'secrets/where': { params: SecretParams; result: SecretWhereResult };
  /** Cancels all running requests of the client. Afterward, the client can close the connection. */
  'shutdown': { params: void; result: Empty };
  /** Returns the state of the server process and the usage by each consumer since the process started. */
  'status/get': { params: void; result: ServerStatus };
  /** Counts the tokens of several strings or messages in one call. */
  'tokens/count': { params: CountTokensParams; result: CountTokensResult };
  /** Calls a tool of the editor that started the server. If the user does not allow the call, the request fails with the error kind permission. If the tool itself fails, isError is true in the result. */
  'tools/call': { params: CallToolParams; result: CallToolResult };
  /** Lists the tools of the editor that started the server, as tool definitions that can be used in a chat request. */
  'tools/list': { params: void; result: ListToolsResult };
}

/** Notifications to the server. */
export interface ServerNotifications {
  /** Ends the server process (stdio) or closes the connection (WebSocket). */
  'exit': void;
  /** Replaces the settings, workspace trust, and open folders sent with initialize. */
  'settings/didChange': SettingsParams;
}

/** Requests from the server to a client. */
export interface ClientRequests {
  /** Requests an access token for one of the user's accounts. If the request is interactive, the client can ask the user to sign in. If the request is not interactive, the server uses the shorter time limit for lookups. If the client does not reply in time, the server continues without a token. The server waits 120 s for the reply. */
  'auth/token': { params: AuthTokenParams; result: AuthTokenResult };
  /** Asks the user whether a consumer, which is an extension or another program, may use a model. The decision is remembered until it is revoked. If the user does not decide, the consumer's request is refused, and the user is asked again on the next request. The server waits 43200 s for the reply. */
  'consent/ask': { params: ConsentParams; result: ConsentResult };
  /** Asks the user whether a connected program may perform an action that requires consent. The decision is remembered until it is revoked, except for destinations, which requires consent each time. If the user does not decide, the program's request is refused, and the user is asked again on the next request. The server waits 300 s for the reply. */
  'consent/askPermission': { params: AskPermissionParams; result: AskPermissionResult };
  /** Reads a value from the client's secret storage. If the entry does not exist, the result contains no value. The server waits 30 s for the reply. */
  'secretStorage/get': { params: SecretStorageKey; result: SecretStorageValue };
  /** Writes a value to the client's secret storage. If the value is absent, the entry is deleted. The server waits 30 s for the reply. */
  'secretStorage/set': { params: SecretStorageValue; result: Empty };
  /** Asks the user whether an API key may be sent to a host other than the one that the key was stored for. The user's consent is remembered. If there is no reply, the key is not sent. The server waits 300 s for the reply. */
  'secrets/confirmHost': { params: ConfirmHostParams; result: ConfirmHostResult };
  /** Writes settings to the client's own configuration. The client then sends settings/didChange, as it does after every settings change. The server waits 30 s for the reply. */
  'settings/update': { params: SettingsUpdateParams; result: SettingsUpdateResult };
  /** Calls one of the client's tools. If the tool requires confirmation, the client first asks the user. The server waits until the tool returns or the calling program cancels the call. The server forwards a cancellation to the client. */
  'tools/call': { params: CallToolParams; result: CallToolResult };
  /** Lists the client's tools that other programs may call. The server waits 30 s for the reply. */
  'tools/list': { params: void; result: ListToolsResult };
  /** Asks the user whether a configuration file in a trusted workspace may be used after a change to the file affected where data is sent. Consent is remembered and applies only to the current content of the file. Only clients that set asksForTrust receive this request. The server waits 300 s for the reply. */
  'workspace/confirmTrust': { params: ConfirmTrustParams; result: ConfirmTrustResult };
}

/** Notifications from the server to a client. */
export interface ClientNotifications {
  /** Reports an event of a chat or inline completion that is running. */
  '$/progress': ProgressParams;
  /** Reports all problems detected in configuration files and settings. The reported problems replace all previously reported problems. */
  'config/problems': ProblemsParams;
  /** Writes a line to the client's log. The line contains no secrets and no conversation content. */
  'log': LogParams;
  /** Reports that the model list has changed. The client should request the list again. */
  'models/didChange': void;
  /** Reports that the state of a provider has changed. */
  'status/didChange': StatusParams;
}
