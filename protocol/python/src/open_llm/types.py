"""The types of the protocol, generated from its JSON Schema by tools/generate_types.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

# Whether a completion is a configuration key or a value.
ConfigCompleteResultKind = Literal["key", "value"]

# How an edit changes individual list items. Other list items remain unchanged.
ConfigEditItems = Literal["add", "remove"]

# Whether a configuration source applies to a user or to a workspace.
ConfigLevel = Literal["user", "workspace"]

# A kind of configuration source.
ConfigStore = Literal["vscode", "native"]

# The user's answer to the question of whether a consumer may use a model.
ConsentAnswer = Literal["allow", "allow_model", "deny"]

# The names of the checks, in the order in which the checks run.
DoctorCheckName = Literal["reach", "key", "list", "stream", "usage", "tool", "image", "cancel"]

# The outcome of a check.
DoctorCheckOutcome = Literal["passed", "failed", "skipped"]

# The kinds of failures, grouped by what the user can do next.
ErrorKind = Literal[
    "auth",
    "permission",
    "model_not_found",
    "invalid_request",
    "context_too_long",
    "rate_limited",
    "quota",
    "content_filtered",
    "overloaded",
    "network",
    "timeout",
    "bad_response",
    "config",
    "cancelled",
    "internal",
]

# The reason why a response ended.
FinishReason = Literal["stop", "length", "tool_calls", "content_filter", "refusal", "error", "other"]

# The purpose of the input, for models that embed queries and documents differently.
InputType = Literal["query", "document"]

# The severity of a log line.
LogParamsLevel = Literal["debug", "info", "warning", "error"]

# The kind of event that a notice reports.
NoticeEventTopic = Literal["retry", "fallback", "loading", "warning"]

# An action that a connected program may perform only with the user's consent.
PeerPermission = Literal["configuration", "tools", "destinations"]

# The severity of a problem.
ProblemSeverity = Literal["error", "warning", "information"]

# The states in which a provider can be.
ProviderStatusState = Literal["ready", "loading", "no_key", "error", "disabled", "known"]

# How much a model reasons before it responds, from the lowest level to the highest.
ReasoningEffort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max", "auto"]

# The author of a message. Tool results are parts of a user message.
Role = Literal["system", "user", "assistant"]

# The scope of a stored API key.
SecretScope = Literal["user", "workspace"]

# The stores that can contain API keys, in the order in which they are searched.
SecretStore = Literal["command", "environment", "vscode", "keychain", "dotenv"]

# The result of searching a location for an API key.
SecretWhereResultOutcome = Literal["found", "absent", "unavailable", "switched_off", "other_host"]

# Whether tool calls are optional, forbidden, or required, or whether the model must call a specific tool.
ToolChoiceMode = Literal["auto", "none", "required", "tool"]


@dataclass(frozen=True)
class AccessRule:
    """A user's decision to allow or deny access.

    consumer: The extension or program that the decision applies to.
    model: The provider/model that the decision applies to; absent if the decision applies to every
        model or to a permission.
    allowed: Whether access is allowed.
    answered_at: The time of the decision, in ISO 8601 format and UTC.
    permission: The permission that the decision applies to; absent if the decision applies to models.
    """

    consumer: str
    allowed: bool
    answered_at: str
    model: str | None = None
    permission: PeerPermission | None = None


@dataclass(frozen=True)
class AskPermissionParams:
    """A question to the user about whether a connected program may perform an action.

    consumer: The name that the program reported.
    permission: The permission that the action requires.
    changes: The changes that the program would make, one line per change with the old and the new
        value; absent unless the permission is destinations.
    changes_templates: The templates of changes, for translation.
    """

    consumer: str
    permission: PeerPermission
    changes: list[str] = field(default_factory=list)
    changes_templates: list[MessageTemplate] = field(default_factory=list)


@dataclass(frozen=True)
class AskPermissionResult:
    """The user's decision about a permission.

    allowed: Whether the user granted the permission; absent if the user did not decide, in which case
        the program's request is refused, and the user is asked again on the next request.
    """

    allowed: bool | None = None


@dataclass(frozen=True)
class AuthTokenParams:
    """A request for an access token for one of the user's accounts.

    account: The kind of account, such as microsoft.
    scopes: The scopes of the token, such as https://ai.azure.com/.default.
    interactive: Whether the user can be asked to sign in; if false, only an existing session is used.
    """

    account: str
    scopes: list[str]
    interactive: bool


@dataclass(frozen=True)
class AuthTokenResult:
    """The access token for an account.

    token: The token; absent if the user is not signed in or declined to sign in.
    """

    token: str | None = None


@dataclass(frozen=True)
class CacheBreakpointPart:
    """A cache breakpoint, for providers that support explicit caching: the prompt is cached up to and
    including the part before the breakpoint. If a request contains a breakpoint, the server does not
    add any breakpoints of its own.

    ttl: How long the prompt is cached: 5m or 1h.
    """

    ttl: str
    type: Literal["cache_breakpoint"] = "cache_breakpoint"


@dataclass(frozen=True)
class CallToolParams:
    """A call to an editor tool.

    name: The name of the tool, as returned by tools/list.
    arguments: The arguments, which must match the tool's schema.
    """

    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class CallToolResult:
    """The result of a tool call.

    content: The result as text, images, and files, in the same form as in a chat.
    is_error: Whether the tool failed; if so, content describes why.
    """

    content: list[Part]
    is_error: bool


@dataclass(frozen=True)
class ChatOptions:
    """The options of a chat request. An absent option is not sent, so the provider's default applies. An
    option that the provider's API does not support is not sent either.

    max_output_tokens: The maximum number of tokens in the response, including reasoning.
    temperature: The sampling temperature, from 0 to 2.
    top_p: The nucleus sampling threshold, from 0 to 1.
    stop: The strings at which the response ends.
    seed: The random seed, for providers that support repeatable responses.
    reasoning_effort: The reasoning effort, mapped to the nearest level that the model supports; levels
        that only this model defines are also allowed.
    response_format: The required JSON output, optionally constrained to a schema.
    parallel_tool_calls: Whether the model can call several tools at once.
    extra: Additional fields, merged unchanged into the top level of the request to the provider.
    top_k: The number of most likely tokens to sample from.
    presence_penalty: The presence penalty, from -2 to 2.
    frequency_penalty: The frequency penalty, from -2 to 2.
    verbosity: The verbosity of the response: low, medium, or high.
    reasoning_summary: The level of detail of the reasoning summary: auto, concise, or detailed.
    service_tier: The provider's service tier, such as auto, default, flex, or priority.
    prompt_cache_key: A cache key for requests whose prompts begin with the same text.
    user: An identifier of the end user, which is sent to the provider.
    dialect_fields: Additional top-level fields, grouped by dialect name, such as openai-chat; the
        fields of a dialect are sent unchanged, and only to providers that use that dialect.
    """

    max_output_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    stop: list[str] = field(default_factory=list)
    seed: int | None = None
    reasoning_effort: ReasoningEffort | str | None = None
    response_format: ResponseFormat | None = None
    parallel_tool_calls: bool | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    top_k: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    verbosity: str | None = None
    reasoning_summary: str | None = None
    service_tier: str | None = None
    prompt_cache_key: str | None = None
    user: str | None = None
    dialect_fields: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class ChatParams:
    """A chat request to a model.

    model: The model, as provider/model; empty for the configured default model.
    messages: The conversation so far, system messages first.
    tools: The tools that the model can call.
    tool_choice: Whether the model must call a tool; auto if absent.
    options: The options of the request; absent options are not sent.
    progress_token: The token that identifies this chat in $/progress; if absent, the server sends only
        the result and no events.
    consumer: The caller, for access decisions and the usage record, such as an extension's ID, cli, or
        python.
    stream: Whether the caller reads the response as it arrives; true if absent. If false, the server
        can request an unstreamed response, which requires less processing, from the provider.
    """

    model: str
    messages: list[Message] = field(default_factory=list)
    tools: list[ToolDefinition] = field(default_factory=list)
    tool_choice: ToolChoice | None = None
    options: ChatOptions | None = None
    progress_token: str | None = None
    consumer: str | None = None
    stream: bool | None = None


@dataclass(frozen=True)
class ChatResult:
    """The result of a chat.

    model: The provider/model that responded; differs from the requested model after a fallback.
    finish_reason: Why the response ended.
    finish_reason_raw: The finish reason as named by the provider; empty if the provider did not report
        one.
    usage: The token usage as reported by the provider.
    timing: The durations of the request.
    response_id: The provider's ID of the response.
    cost_usd: The cost in US dollars, as reported by the provider or computed from the prices in the
        catalog.
    key_name: The name of the provider's API key that was used; absent for the unnamed key.
    """

    model: str
    finish_reason: FinishReason
    finish_reason_raw: str
    usage: Usage
    timing: Timing
    response_id: str | None = None
    cost_usd: float | None = None
    key_name: str | None = None


@dataclass(frozen=True)
class ClientCapabilities:
    """The capabilities of a client, which determine the requests and notifications that the server can
    send to the client.

    secret_storage: Whether the client handles secretStorage/get and secretStorage/set.
    progress: Whether the client accepts models/didChange, status/didChange, and config/problems.
    questions: Whether the client can ask the user, that is, whether it handles secrets/confirmHost,
        consent/ask, consent/askPermission, and, if asksForTrust is true, workspace/confirmTrust.
    settings: Whether the client can write its settings, that is, whether it handles settings/update.
    accounts: Whether the client has access to the user's accounts, that is, whether it handles
        auth/token.
    tools: Whether the client provides tools for other programs, that is, whether it handles tools/list
        and tools/call.
    """

    secret_storage: bool | None = None
    progress: bool | None = None
    questions: bool | None = None
    settings: bool | None = None
    accounts: bool | None = None
    tools: bool | None = None


@dataclass(frozen=True)
class CompletionSnippet:
    """An excerpt from another document, which provides context for an inline completion.

    path: The document's path, relative to its workspace folder.
    text: The content of the excerpt.
    """

    text: str
    path: str | None = None


@dataclass(frozen=True)
class ConfigChange:
    """A change to a configuration value. The change was made or, in a preview, would be made.

    path: The path of the value, in the same format as in ConfigEdit.
    before: The previous value; absent if there was none.
    after: The new value; absent if the value was removed.
    """

    path: list[str]
    before: Any | None = None
    after: Any | None = None


@dataclass(frozen=True)
class ConfigCompleteParams:
    """A position in a configuration file that is being edited.

    text: The complete text in the editor, which can be invalid YAML.
    line: The one-based line.
    column: The one-based column of the character after the cursor, in UTF-16 code units.
    """

    text: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class ConfigCompleteResult:
    """Completions for a position in a configuration file.

    items: The completions, in display order.
    start_column: The one-based column where the text to replace starts.
    end_column: The one-based column after the last character of the text to replace.
    hover: A description of the value at the position, in one or two sentences; absent if there is none.
    """

    items: list[ConfigCompleteResultItem]
    start_column: int
    end_column: int
    hover: str | None = None


@dataclass(frozen=True)
class ConfigCompleteResultItem:
    """One completion.

    label: The text to display.
    text: The text to insert.
    kind: Whether the completion is a configuration key or a value.
    detail: A one-sentence description.
    """

    label: str
    text: str
    kind: ConfigCompleteResultKind
    detail: str


@dataclass(frozen=True)
class ConfigEdit:
    """A requested change to the configuration.

    path: The path of the value, in camelCase or snake_case; list items are addressed by name:
        ["providers", "work", "models", "qwen3-coder", "tools"].
    value: The complete new value; absent to remove the value. If items is present, value is one list
        item or a list of items; items that have names can be specified by name only.
    items: Whether to add the items to, or remove them from, the list at path; absent if value replaces
        the current value at path.
    """

    path: list[str] = field(default_factory=list)
    value: Any | None = None
    items: ConfigEditItems | None = None


@dataclass(frozen=True)
class ConfigEditParams:
    """Changes to one configuration source. Either all or none of the changes are made.

    target: The configuration source to change.
    edits: The edits, in the order in which they are made.
    preview: Whether to only report what would change.
    undo: The identifier, from ConfigEditResult#undo, of an earlier change that these edits undo; if the
        file still contains the text that the earlier change wrote, the previous text is restored,
        including comments; if not, the edits are applied.
    backup: Whether to save a backup of the previous file.
    """

    target: ConfigTarget | None = None
    edits: list[ConfigEdit] = field(default_factory=list)
    preview: bool | None = None
    undo: str | None = None
    backup: bool | None = None


@dataclass(frozen=True)
class ConfigEditResult:
    """The changes that were made to a configuration source or, in a preview, would be made.

    changes: The changes; empty if nothing needed to change.
    file: The path of the changed file; absent if the source is not a file.
    backup: The path of the backup of the previous file, which is saved for transfers and for edits that
        request a backup.
    problems: The reasons why values could not be transferred.
    undo: An identifier of the change for ConfigEditParams#undo, valid while this server is running;
        absent if no file was written.
    """

    changes: list[ConfigChange]
    problems: list[Problem]
    file: str | None = None
    backup: str | None = None
    undo: str | None = None


@dataclass(frozen=True)
class ConfigShowParams:
    """The part of the configuration to show.

    path: The path of the values to show, in camelCase or snake_case; if empty, all values are shown.
    """

    path: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ConfigShowResult:
    """The effective configuration values and their sources.

    values: The values, in the order of the schema.
    places: All configuration sources, lowest precedence first.
    problems: The problems detected in the sources.
    """

    values: list[ConfigShowResultValue]
    places: list[ConfigShowResultPlace]
    problems: list[Problem]


@dataclass(frozen=True)
class ConfigShowResultOrigin:
    """The source of a configuration value.

    place: The display name of the source, such as VS Code user settings or
        ~/.config/openllm/config.yaml.
    target: The source in the form that an edit requires; absent for built-in values and values from the
        command line.
    file: The path of the file; absent if the source is not a file.
    line: The one-based line; 0 if unknown.
    column: The one-based column; 0 if unknown.
    """

    place: str
    line: int
    column: int
    target: ConfigTarget | None = None
    file: str | None = None


@dataclass(frozen=True)
class ConfigShowResultOverridden:
    """A value that a higher-precedence source overrides."""

    value: Any
    origin: ConfigShowResultOrigin


@dataclass(frozen=True)
class ConfigShowResultPlace:
    """A configuration source.

    target: The source in the form that an edit requires; absent for a file specified on the command
        line.
    name: The display name.
    file: The path of the file, which does not have to exist; absent if the source is not a file.
    exists: Whether the source exists.
    """

    name: str
    exists: bool
    target: ConfigTarget | None = None
    file: str | None = None


@dataclass(frozen=True)
class ConfigShowResultValue:
    """An effective configuration value.

    path: The path of the value, in camelCase, as in ConfigEdit.
    value: The effective value.
    origin: The source of the value.
    overridden: The values from lower-precedence sources, highest precedence first.
    """

    path: list[str]
    value: Any
    origin: ConfigShowResultOrigin
    overridden: list[ConfigShowResultOverridden]


@dataclass(frozen=True)
class ConfigTarget:
    """One configuration source.

    store: The kind of source.
    level: The level, user or workspace.
    folder: The path of the workspace folder that contains the file; the first open folder if absent.
    """

    store: ConfigStore
    level: ConfigLevel
    folder: str | None = None


@dataclass(frozen=True)
class ConfigTransferParams:
    """A request to copy all configuration from one source to another. The copied values replace the values
    of the same settings in the destination. All other values in the destination remain unchanged. API
    keys are never copied.

    from_: The source to copy from.
    to: The source to copy to.
    preview: Whether to only report what would change.
    """

    from_: ConfigTarget | None = None
    to: ConfigTarget | None = None
    preview: bool | None = None


@dataclass(frozen=True)
class ConfirmHostParams:
    """A question to the user about whether an API key may be sent to a host other than the one that the
    key was stored for.

    provider: The configured name of the provider.
    place: The location of the key, for the user, such as environment variable OPENAI_API_KEY.
    bound_to: The origin that the key is bound to, or a short description of what the key is bound to.
    origin: The origin that the key would be sent to, such as https://proxy.example.com.
    from_workspace: Whether the host was specified by the workspace rather than by the user.
    place_template: The template of place, for translation.
    bound_to_template: The template of boundTo, for translation; absent for an origin.
    """

    provider: str
    place: str
    origin: str
    from_workspace: bool
    bound_to: str | None = None
    place_template: MessageTemplate | None = None
    bound_to_template: MessageTemplate | None = None


@dataclass(frozen=True)
class ConfirmHostResult:
    """The user's decision about sending an API key to a host.

    agreed: Whether the key may be sent to the origin.
    """

    agreed: bool | None = None


@dataclass(frozen=True)
class ConfirmTrustParams:
    """A question to the user about whether a configuration file in a trusted workspace may be used. The
    file was changed, and the change affects where data is sent.

    folder: The path of the workspace folder.
    file: The path of the file.
    selects: The hosts and models that the file now selects, one per line.
    selects_templates: The templates of the lines in selects, for translation.
    """

    folder: str
    file: str
    selects: list[str]
    selects_templates: list[MessageTemplate] = field(default_factory=list)


@dataclass(frozen=True)
class ConfirmTrustResult:
    """The user's decision about a changed configuration file.

    agreed: Whether the current content of the file may be used.
    """

    agreed: bool | None = None


@dataclass(frozen=True)
class ConsentParams:
    """A question to the user about whether a consumer may use a model.

    consumer: The ID of an extension, or the name of a program.
    model: The requested model, as provider/model.
    provider: The provider's display name.
    """

    consumer: str
    model: str
    provider: str


@dataclass(frozen=True)
class ConsentResult:
    """The user's decision about a consumer's access to models.

    answer: The decision; absent if the user did not decide, in which case the consumer's request is
        refused, and the user is asked again on the next request.
    """

    answer: ConsentAnswer | None = None


@dataclass(frozen=True)
class ConsumerUsage:
    """The usage of one consumer since the server started. Never contains the content of requests or
    responses.

    consumer: The caller, such as an extension's ID, cli, or python.
    requests: The number of requests that ended, successfully or not.
    failures: The number of requests that ended with an error, not including canceled requests.
    input_tokens: The sum of the input tokens that providers reported.
    output_tokens: The sum of the output tokens that providers reported.
    cost_usd: The cost in US dollars; absent if no response had a known price.
    last_model: The model of the last request.
    last_at_ms: The time at which the last request ended, in milliseconds since the Unix epoch.
    """

    consumer: str
    requests: int
    failures: int
    input_tokens: int
    output_tokens: int
    last_model: str
    last_at_ms: int
    cost_usd: float | None = None


@dataclass(frozen=True)
class CopySecretParams:
    """An API key to copy to another store. The original key is retained, and the copy is bound to the same
    host.

    provider: The configured name of the provider.
    from_: The store to copy from.
    from_scope: The scope to copy from; if absent, the workspace scope is searched before the user
        scope.
    to: The store to copy to.
    to_scope: The scope of the copy; user if absent.
    name: The name of the key; the unnamed key if absent.
    """

    provider: str
    from_: SecretStore | None = None
    from_scope: SecretScope | None = None
    to: SecretStore | None = None
    to_scope: SecretScope | None = None
    name: str | None = None


@dataclass(frozen=True)
class CountTokensParams:
    """Strings and messages whose tokens are counted in one call.

    model: The model, as provider/model.
    texts: The strings, whose counts precede those of the messages in the result.
    messages: The messages, including all of their parts.
    """

    model: str
    texts: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


@dataclass(frozen=True)
class CountTokensResult:
    """The token counts, in the order of the params: first the strings, then the messages.

    counts: The number of tokens in each string and message.
    exact: Whether the tokens were counted with the model's own encoding; if not, the counts are
        estimates.
    """

    counts: list[int]
    exact: bool


@dataclass(frozen=True)
class DoctorCheck:
    """The result of one check of a provider.

    provider: The configured name of the provider.
    name: The name of the check.
    outcome: The outcome of the check.
    message: The result of the check, or what went wrong and how to fix it.
    took_ms: The duration in milliseconds.
    """

    provider: str
    name: DoctorCheckName
    outcome: DoctorCheckOutcome
    message: str
    took_ms: int


@dataclass(frozen=True)
class DoctorParams:
    """The providers to check, and the model to use.

    provider: The configured name of a provider; all active providers if absent.
    model: The provider's ID of the model to use; the cheapest model that supports tools if absent.
    """

    provider: str | None = None
    model: str | None = None


@dataclass(frozen=True)
class DoctorResult:
    """The results of all checks.

    checks: The checks, in the order in which they ran.
    report: The results as text for a bug report, without API keys, addresses of private servers, or
        conversations.
    """

    checks: list[DoctorCheck]
    report: str


@dataclass(frozen=True)
class EmbedParams:
    """A request for the embeddings of strings or token IDs. The number of inputs is not limited, because
    the server sends them in batches that the provider accepts.

    model: The model, as provider/model.
    texts: The strings; empty if token IDs are specified.
    tokens: The token IDs from the model's own vocabulary, one list for each input; not every provider
        accepts token IDs.
    dimensions: The length of the vectors, for models that can shorten them; the model's default if
        absent.
    input_type: The purpose of the input; ignored for models that do not distinguish between purposes.
    truncate: Whether to truncate an input that is too long, if the provider supports truncation; if
        false, such an input is an error.
    consumer: The caller, for access decisions and the usage record, such as an extension's ID, cli, or
        python.
    dialect_fields: Additional fields, grouped by dialect name, such as ollama-chat; the fields of a
        dialect are sent unchanged, and only to providers that use that dialect.
    """

    model: str
    texts: list[str] = field(default_factory=list)
    tokens: list[list[int]] = field(default_factory=list)
    dimensions: int | None = None
    input_type: InputType | None = None
    truncate: bool | None = None
    consumer: str | None = None
    dialect_fields: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class EmbedResult:
    """The result of an embedding request.

    model: The provider/model that returned the embeddings.
    embeddings: One vector for each input, in the order of the inputs; all vectors have the same length.
    usage: The token usage of all inputs.
    cost_usd: The cost in US dollars, if known.
    key_name: The name of the provider's API key that was used; absent for the unnamed key.
    notices: Descriptions of the parts of the request that were omitted or changed, one sentence each.
    """

    model: str
    embeddings: list[list[float]]
    usage: Usage
    notices: list[str]
    cost_usd: float | None = None
    key_name: str | None = None


@dataclass(frozen=True)
class Empty:
    """The result of a request that returns no data."""


@dataclass(frozen=True)
class ErrorInfo:
    """The details of a failure. Never contains an API key, a header, a request body, or a stack trace.

    kind: The kind of failure.
    message: One or two sentences for the user; the provider's own message, if there is one.
    hint: What the user can do next.
    provider: The configured name of the provider.
    model: The model as specified by the caller.
    status: The HTTP status of the provider's response.
    code: The provider's own error type or code, such as insufficient_quota; key_of_other_host if an API
        key was not sent because it is bound to a different host; consent_pending if the user has not
        yet decided whether the caller may use the model; untrusted_certificate if the certificate was
        issued by an authority that this computer does not trust.
    request_id: The provider's ID of the request, which the provider's support staff can use to find the
        request.
    retry_after_ms: How long the provider asks clients to wait before they try again, in milliseconds.
    message_template: The template of the message, for translation; absent for a provider's own message.
    hint_template: The template of the hint, for translation.
    """

    kind: ErrorKind
    message: str
    hint: str | None = None
    provider: str | None = None
    model: str | None = None
    status: int | None = None
    code: str | None = None
    request_id: str | None = None
    retry_after_ms: int | None = None
    message_template: MessageTemplate | None = None
    hint_template: MessageTemplate | None = None


@dataclass(frozen=True)
class FilePart:
    """A document, such as a PDF, for models that accept documents.

    mime_type: The media type, such as application/pdf.
    data: The bytes in base64; empty if url is specified.
    name: The file name, if known.
    url: An address from which the provider downloads the document; many providers require data.
    """

    mime_type: str
    data: str
    type: Literal["file"] = "file"
    name: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class HandOverSecretsParams:
    """The providers whose API keys the user requested.

    providers: The configured names of the providers.
    """

    providers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class HandOverSecretsResult:
    """The location of the requested API keys in the client's secret storage. The message itself contains
    no keys.

    entry: The name of an entry in the client's own secret storage; the entry contains a JSON object
        that maps environment variables to keys, and the client must delete the entry after reading it.
    variables: The environment variables in the entry.
    """

    entry: str
    variables: list[HandOverSecretsResultVariable]


@dataclass(frozen=True)
class HandOverSecretsResultVariable:
    """An API key and the environment variable from which programs read the key.

    provider: The configured name of the provider.
    name: The name of the variable, such as OPENAI_API_KEY.
    place: The location of the key, for the user.
    """

    provider: str
    name: str
    place: str


@dataclass(frozen=True)
class ImagePart:
    """An image.

    mime_type: The media type, such as image/png.
    data: The bytes in base64, without a data: prefix; empty if url is specified.
    url: An address from which the provider downloads the image; most providers require data.
    """

    mime_type: str
    data: str
    type: Literal["image"] = "image"
    url: str | None = None


@dataclass(frozen=True)
class InitializeParams:
    """The params of initialize, the first request of a connection.

    client_name: The name of the client, as shown in the server status and the usage record, such as
        vscode or python.
    client_version: The version of the client.
    process_id: The ID of the process whose exit ends the server; absent for clients that connect to a
        running server.
    locale: The language of messages for the user, such as en or de-DE; if absent, English.
    capabilities: The capabilities of the client.
    settings: The client's settings, workspace trust, and open folders.
    """

    client_name: str
    client_version: str
    process_id: int | None = None
    locale: str | None = None
    capabilities: ClientCapabilities | None = None
    settings: SettingsParams | None = None


@dataclass(frozen=True)
class InitializeResult:
    """The result of initialize.

    protocol_version: The version of the protocol, which increases when a change affects clients.
    server_version: The version of the server.
    process_id: The process ID of the server.
    """

    protocol_version: int
    server_version: str
    process_id: int


@dataclass(frozen=True)
class InlineCompletionParams:
    """A request to complete a document at the cursor. The document can be of any length, because the
    server shortens it to the length that the model accepts.

    model: The model, as provider/model; empty for the model that the setting completion.model
        specifies.
    prefix: The document's text before the cursor.
    suffix: The document's text after the cursor.
    language_id: The document's language ID in the editor, such as java or python.
    path: The document's path, relative to its workspace folder.
    snippets: Excerpts from other documents, the most relevant first; sent only if they fit into the
        model's context window.
    max_output_tokens: The maximum number of tokens to generate; if absent, enough for a few lines.
    single_line: Whether to complete only the rest of the current line.
    progress_token: The token that identifies this completion in $/progress; if absent, the server sends
        only the result and no events.
    consumer: The caller, for access decisions and the usage record, such as an extension's ID, cli, or
        python.
    """

    model: str
    prefix: str
    suffix: str
    language_id: str | None = None
    path: str | None = None
    snippets: list[CompletionSnippet] = field(default_factory=list)
    max_output_tokens: int | None = None
    single_line: bool | None = None
    progress_token: str | None = None
    consumer: str | None = None


@dataclass(frozen=True)
class InlineCompletionResult:
    """The result of an inline completion.

    text: The text to insert at the cursor; empty if there is nothing to suggest.
    model: The provider/model that responded.
    finish_reason: Why the completion ended; also stop if the server ended the completion, for example
        because it began to repeat the document's own text.
    finish_reason_raw: The finish reason as named by the provider; empty if the provider did not report
        one.
    usage: The token usage as reported by the provider; estimated if the server ended the completion
        before the provider reported any usage.
    timing: The durations of the request.
    cost_usd: The cost in US dollars, if known.
    key_name: The name of the provider's API key that was used; absent for the unnamed key.
    """

    text: str
    model: str
    finish_reason: FinishReason
    finish_reason_raw: str
    usage: Usage
    timing: Timing
    cost_usd: float | None = None
    key_name: str | None = None


@dataclass(frozen=True)
class InvalidToolCallEvent:
    """A tool call whose arguments are not a JSON object, because the response was truncated or the model
    made a mistake. The call must not be executed.

    raw_arguments: The arguments as received.
    message: The reason why the call is invalid.
    message_template: The template of the message, for translation.
    """

    id: str
    name: str
    raw_arguments: str
    message: str
    type: Literal["invalid_tool_call"] = "invalid_tool_call"
    message_template: MessageTemplate | None = None


@dataclass(frozen=True)
class ListAccessParams:
    """The period for which usage is listed.

    days: The number of days to list, including today; 1 if absent.
    """

    days: int | None = None


@dataclass(frozen=True)
class ListAccessResult:
    """The user's access decisions and the recorded usage.

    rules: The decisions, sorted by consumer.
    usage: The recorded usage, newest day first.
    damaged_usage_lines: The number of damaged lines in the usage record that were skipped; absent if
        there are none.
    """

    rules: list[AccessRule]
    usage: list[UsageOfDay]
    damaged_usage_lines: int | None = None


@dataclass(frozen=True)
class ListModelsParams:
    """Options for listing models.

    refresh: Whether to request new lists from the providers instead of using cached lists.
    provider: The configured name of the provider whose models are listed; all providers if absent.
    hidden: Whether to also list models that the configuration excludes.
    """

    refresh: bool | None = None
    provider: str | None = None
    hidden: bool | None = None


@dataclass(frozen=True)
class ListModelsResult:
    """The available models. Chat models and embedding models, which cannot chat, are listed separately.

    models: The chat models, in the order of the configuration.
    default_model: The provider/model to use when a request does not specify one.
    hidden: The models that the configuration excludes, if they were requested.
    embedding_models: The embedding models, in the order of the configuration.
    """

    models: list[ModelInfo]
    hidden: list[ModelInfo]
    embedding_models: list[ModelInfo]
    default_model: str | None = None


@dataclass(frozen=True)
class ListProvidersParams:
    """Options for listing providers.

    known: Whether to also list the built-in providers that are not configured.
    refresh: Whether to detect local providers again and request new model lists.
    """

    known: bool | None = None
    refresh: bool | None = None


@dataclass(frozen=True)
class ListProvidersResult:
    """The listed providers, starting with the configured ones."""

    providers: list[ProviderInfo]


@dataclass(frozen=True)
class ListToolsResult:
    """The available editor tools.

    tools: The definitions of the tools, which can be used in a chat request; empty if the client that
        started the server provides no tools.
    """

    tools: list[ToolDefinition]


@dataclass(frozen=True)
class LogParams:
    """A line to write to the client's log.

    level: The severity of the line.
    message: The text of the line, which contains no secrets and no conversation content.
    """

    level: LogParamsLevel
    message: str


@dataclass(frozen=True)
class Message:
    """One message of a conversation.

    role: The author of the message.
    parts: The parts of the message, in order; can be empty.
    """

    role: Role | None = None
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class MessageTemplate:
    """A message of the product in the form that a client translates: the client looks up the translation
    by the English template. If the complete message mentions commands of the command line, the template
    can mention the corresponding VS Code commands instead. A provider's own messages have no template.

    template: The English template with placeholders {0}, {1}.
    args: The values of the placeholders: strings, numbers, and messages with their own templates.
    """

    template: str
    args: list[str | float | MessageTemplate]


@dataclass(frozen=True)
class ModelCapabilities:
    """The capabilities of a model.

    tools: Whether the model supports tool calls.
    vision: Whether the model accepts images.
    files: Whether the model accepts PDF files.
    reasoning: Whether the model can reason before it responds.
    reasoning_efforts: The supported reasoning efforts, lowest first; empty if the effort cannot be
        chosen.
    structured_output: Whether responses can be constrained to a JSON Schema.
    streaming: Whether the model supports streaming.
    fill_in_middle: Whether the model can complete text between a prefix and a suffix, as inline
        completions require; absent if unknown.
    """

    tools: bool
    vision: bool
    files: bool
    reasoning: bool
    reasoning_efforts: list[ReasoningEffort | str]
    structured_output: bool
    streaming: bool
    fill_in_middle: bool | None = None


@dataclass(frozen=True)
class ModelEmbedding:
    """The properties of a model's embeddings.

    dimensions: The default length of the vectors; absent if unknown.
    max_input_tokens: The maximum number of tokens in one input; absent if unknown.
    """

    dimensions: int | None = None
    max_input_tokens: int | None = None


@dataclass(frozen=True)
class ModelInfo:
    """An available model.

    id: The stable ID of the model, as provider/model.
    provider: The configured name of the provider.
    model: The provider's ID of the model.
    name: The display name.
    family: The name of the model without a vendor prefix, a tag, or a folder; clients can use it to
        select prompts that are tuned to the model.
    limits: The token limits; zero if they are unknown or do not apply, such as the output limit of an
        embedding model.
    capabilities: The capabilities of the model.
    pricing: The prices, if known.
    warning: The reason why the model might not work at present, such as a missing API key.
    sources: The source of each value, by field, such as limits.contextTokens -> ollama /api/show.
    warning_template: The template of the warning, for translation.
    source_templates: The templates of the sources, by field, for translation.
    embedding: The properties of the model's embeddings; absent for chat models.
    """

    id: str
    provider: str
    model: str
    name: str
    family: str
    limits: ModelLimits
    capabilities: ModelCapabilities
    sources: dict[str, str]
    pricing: Pricing | None = None
    warning: str | None = None
    warning_template: MessageTemplate | None = None
    source_templates: dict[str, MessageTemplate] = field(default_factory=dict)
    embedding: ModelEmbedding | None = None


@dataclass(frozen=True)
class ModelLimits:
    """The token limits of a model.

    context_tokens: The maximum number of tokens in the prompt and the response combined.
    max_input_tokens: The maximum number of tokens in the prompt.
    max_output_tokens: The maximum number of tokens in the response.
    """

    context_tokens: int
    max_input_tokens: int
    max_output_tokens: int


@dataclass(frozen=True)
class NetworkSettings:
    """The client's network settings. If a setting is empty, the corresponding environment variable
    applies, such as HTTPS_PROXY, NO_PROXY, or NODE_EXTRA_CA_CERTS.

    proxy: The URL of an HTTP proxy, which can contain a user name and password.
    no_proxy: The hosts to connect to directly, such as localhost, .example.com, or 10.0.0.0/8.
    ca_files: The paths of PEM files with additional certificate authorities.
    strict_tls: Whether certificates are verified; true unless the user turns verification off.
    """

    proxy: str | None = None
    no_proxy: list[str] = field(default_factory=list)
    ca_files: list[str] = field(default_factory=list)
    strict_tls: bool | None = None


@dataclass(frozen=True)
class NoticeEvent:
    """A notice to the user during a request, for example about a retry, a fallback, a model that is
    loading, or an omitted parameter.

    topic: The kind of event that the notice reports.
    message: The notice, in one or two sentences.
    message_template: The template of the message, for translation.
    """

    topic: NoticeEventTopic
    message: str
    type: Literal["notice"] = "notice"
    message_template: MessageTemplate | None = None


@dataclass(frozen=True)
class Pricing:
    """Prices in US dollars per million tokens.

    input: The price of input tokens.
    output: The price of output tokens.
    cache_read: The price of input tokens read from a cache.
    cache_write: The price of input tokens written to a cache.
    """

    input: float
    output: float
    cache_read: float | None = None
    cache_write: float | None = None


@dataclass(frozen=True)
class Problem:
    """A problem with the configuration.

    severity: The severity of the problem.
    message: A description of the problem and its solution, in one sentence.
    file: The path of the file; absent for settings and environment variables.
    line: The one-based line; 0 if unknown.
    column: The one-based column; 0 if unknown.
    setting: The path of the setting or field, such as providers[2].api_base.
    message_template: The template of the message, for translation.
    """

    severity: ProblemSeverity
    message: str
    line: int
    column: int
    file: str | None = None
    setting: str | None = None
    message_template: MessageTemplate | None = None


@dataclass(frozen=True)
class ProblemsParams:
    """All current problems with the configuration."""

    problems: list[Problem]


@dataclass(frozen=True)
class ProgressParams:
    """One event of a running chat or inline completion.

    token: The progressToken of the request's params.
    value: The event.
    """

    token: str
    value: ChatEvent


@dataclass(frozen=True)
class ProviderInfo:
    """A provider of models.

    name: The configured name, which is the first part of the IDs of the provider's models.
    display_name: The display name.
    dialect: The dialect of the provider's API: openai-chat, openai-responses, anthropic-messages,
        gemini, or ollama-chat.
    api_base: The base URL; empty for the built-in provider echo and for providers whose base URL the
        user must enter.
    local: Whether the provider runs on this machine.
    configured: Whether the provider is configured or was detected.
    enabled: Whether the provider is turned on.
    status: The state of the provider.
    needs_key: Whether the provider requires an API key.
    key_source: The location of the key, for the user; absent if there is no key.
    key_env: The names of the environment variables that can contain the key.
    model_count: The number of available models.
    documentation: The URL of the documentation of the provider's API.
    source: Where the provider was configured, such as a file and line, VS Code settings, found running,
        or built in.
    last_answer_at_ms: The time of the last response to a chat or model list request, in milliseconds
        since the Unix epoch; absent if there was no response since the server started.
    key_source_template: The template of keySource, for translation.
    """

    name: str
    display_name: str
    dialect: str
    api_base: str
    local: bool
    configured: bool
    enabled: bool
    status: ProviderStatus
    needs_key: bool
    key_env: list[str]
    model_count: int
    key_source: str | None = None
    documentation: str | None = None
    source: str | None = None
    last_answer_at_ms: int | None = None
    key_source_template: MessageTemplate | None = None


@dataclass(frozen=True)
class ProviderStateEvent:
    """Provider-specific state to store in the assistant message that contains this response; see
    Part.ProviderState.
    """

    provider: str
    model: str
    data: Any
    type: Literal["provider_state"] = "provider_state"


@dataclass(frozen=True)
class ProviderStatePart:
    """Data that must be returned to the provider unchanged in the next request, such as signatures and
    encrypted reasoning. The data is omitted from requests to other providers or models.

    provider: The configured name of the provider that returned the data.
    model: The provider's ID of the model that returned the data.
    data: The data, in the format of the provider's dialect.
    """

    provider: str
    model: str
    type: Literal["provider_state"] = "provider_state"
    data: Any | None = None


@dataclass(frozen=True)
class ProviderStatus:
    """The status of a provider.

    state: The state of the provider: ready, loading, missing an API key, failed, disabled, or known
        (built in but not configured).
    message: One line for the user, such as Ready · 12 models or Cannot reach localhost:11434.
    error: The last failure and how to fix it, if the state is error.
    message_template: The template of the message, for translation.
    """

    state: ProviderStatusState
    message: str
    error: ErrorInfo | None = None
    message_template: MessageTemplate | None = None


@dataclass(frozen=True)
class ReasoningEvent:
    """A chunk of the visible reasoning; never empty."""

    text: str
    type: Literal["reasoning"] = "reasoning"


@dataclass(frozen=True)
class ReasoningPart:
    """The reasoning text that the provider exposes."""

    text: str
    type: Literal["reasoning"] = "reasoning"


@dataclass(frozen=True)
class RefusalEvent:
    """A chunk of a refusal message, from providers that distinguish refusals from response text."""

    text: str
    type: Literal["refusal"] = "refusal"


@dataclass(frozen=True)
class ResponseFormat:
    """The required format of a JSON response.

    name: The schema name, for providers that require one; answer if absent.
    schema: The JSON Schema that the response must match; if absent, any JSON object is allowed.
    """

    name: str
    schema: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RevokeAccessParams:
    """The access decisions to revoke.

    consumer: The consumer that the decisions apply to.
    model: The provider/model whose decision is revoked; if absent, all decisions for the consumer are
        revoked.
    """

    consumer: str
    model: str | None = None


@dataclass(frozen=True)
class SecretParams:
    """The API key to locate or delete.

    provider: The configured name of the provider.
    store: The store to delete the key from; all writable stores if absent.
    scope: The scope to delete the key from; user if absent.
    name: The name of the key; the unnamed key if absent.
    """

    provider: str
    store: SecretStore | None = None
    scope: SecretScope | None = None
    name: str | None = None


@dataclass(frozen=True)
class SecretStorageKey:
    """The name of an entry in the client's secret storage."""

    key: str


@dataclass(frozen=True)
class SecretStorageValue:
    """An entry in the client's secret storage."""

    key: str
    value: str | None = None


@dataclass(frozen=True)
class SecretWhereResult:
    """The location of a provider's API key.

    provider: The configured name of the provider.
    answering: The location of the key in use; absent if there is none.
    tried: Every location that was searched, in order.
    answering_template: The template of answering, for translation.
    name: The name of the key; absent for the unnamed key.
    names: The names of the provider's additional keys, in the order in which the keys are used.
    """

    provider: str
    tried: list[SecretWhereResultTried]
    names: list[str]
    answering: str | None = None
    answering_template: MessageTemplate | None = None
    name: str | None = None


@dataclass(frozen=True)
class SecretWhereResultTried:
    """A location that was searched for an API key.

    store: The kind of store.
    place: The location, for the user, such as environment variable OPENAI_API_KEY.
    outcome: The result of the search.
    message: The reason why the key could not be read or is not used, if any.
    scope: The scope of the key that was found; absent for stores without scopes.
    place_template: The template of place, for translation.
    message_template: The template of the message, for translation.
    """

    store: SecretStore
    place: str
    outcome: SecretWhereResultOutcome
    message: str | None = None
    scope: SecretScope | None = None
    place_template: MessageTemplate | None = None
    message_template: MessageTemplate | None = None


@dataclass(frozen=True)
class ServerStatus:
    """The state of the server process.

    server_version: The server's version.
    java_version: The version of Java that runs the server.
    process_id: The process ID.
    uptime_ms: The time since the server started, in milliseconds.
    memory_bytes: The resident memory in bytes; the used heap if the system does not report resident
        memory.
    consumers: The usage of each consumer since the process started, most recent consumer first.
    """

    server_version: str
    java_version: str
    process_id: int
    uptime_ms: int
    memory_bytes: int
    consumers: list[ConsumerUsage]


@dataclass(frozen=True)
class SetSecretParams:
    """An API key to store.

    provider: The configured name of the provider; empty to detect the provider from the key's prefix.
    value: The key; no other request sends a key to the server.
    store: The store to write to; the configured default store if absent.
    scope: The scope of the stored key; user if absent.
    name: The name of the key; the unnamed key if absent.
    """

    provider: str
    value: str
    store: SecretStore | None = None
    scope: SecretScope | None = None
    name: str | None = None


@dataclass(frozen=True)
class SettingsParams:
    """A client's settings, workspace trust, and open folders.

    user: The user's openLLM settings, as one object: {"providers": […], …}.
    workspace: The workspace's openLLM settings, in the same form.
    folders: The paths of the open folders.
    trusted: Whether the user trusts the workspace; the settings and files of an untrusted workspace are
        not used. If this value and asksForTrust are both false, the decisions made with open-llm trust
        apply.
    network: The network settings.
    groups: The providers that the user added outside the settings, such as with Add Models in VS Code,
        each in the same form as an item of providers; their API keys are stored only in the client's
        secret storage.
    user_file: The path of the JSON file that contains the settings in user, if known; settings whose
        values contain comments are changed directly in this file, because the client would delete the
        comments.
    workspace_file: The path of the JSON file that contains the settings in workspace, if known; this
        file is used in the same way as userFile.
    asks_for_trust: Whether the client itself asks the user to trust workspaces, as editors do; if so,
        an untrusted workspace remains untrusted regardless of decisions made elsewhere, and if a file
        in a trusted workspace changes where data is sent, the server asks the user again through the
        client.
    """

    user: dict[str, Any] = field(default_factory=dict)
    workspace: dict[str, Any] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    trusted: bool | None = None
    network: NetworkSettings | None = None
    groups: list[dict[str, Any]] = field(default_factory=list)
    user_file: str | None = None
    workspace_file: str | None = None
    asks_for_trust: bool | None = None


@dataclass(frozen=True)
class SettingsUpdateParams:
    """Settings for the client to write.

    level: The level, user or workspace.
    settings: The settings to write; either all or none are written.
    """

    level: ConfigLevel
    settings: list[SettingsUpdateParamsSetting]


@dataclass(frozen=True)
class SettingsUpdateParamsSetting:
    """A client setting to write.

    name: The name of the setting without the prefix openLLM., such as providers or secrets.keychain.
    value: The complete new value; absent to remove the setting.
    """

    name: str
    value: Any | None = None


@dataclass(frozen=True)
class SettingsUpdateResult:
    """The result of writing settings.

    backup: The path of the backup of the previous file, if the client saved one.
    """

    backup: str | None = None


@dataclass(frozen=True)
class StatusParams:
    """The new status of a provider."""

    provider: str
    status: ProviderStatus


@dataclass(frozen=True)
class TestSecretParams:
    """An API key to test.

    provider: The configured name of the provider.
    model: The provider's ID of the model to use; the cheapest model that supports tools if absent.
    name: The name of the key; the unnamed key if absent.
    """

    provider: str
    model: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class TestSecretResult:
    """The result of testing an API key.

    provider: The configured name of the provider.
    place: The location of the key; absent if there is no key, which some providers accept.
    model: The provider/model that was used for the test; absent if an earlier request failed or the
        provider has no models.
    error: The reason why the key does not work; absent if it works.
    place_template: The template of place, for translation.
    """

    provider: str
    place: str | None = None
    model: str | None = None
    error: ErrorInfo | None = None
    place_template: MessageTemplate | None = None


@dataclass(frozen=True)
class TextEvent:
    """A chunk of the response text; never empty."""

    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class TextPart:
    """Plain text."""

    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class Timing:
    """The durations of a request, in milliseconds, measured from the start of the request in the server.

    total_ms: The time until the end of the response.
    first_token_ms: The time until the first text, reasoning, or tool call; absent if the response
        contained none of these.
    """

    total_ms: int
    first_token_ms: int | None = None


@dataclass(frozen=True)
class ToolCallEvent:
    """A complete tool call.

    id: The provider's ID for the call, or a generated ID; unique within the response.
    arguments: The arguments, which are always a JSON object.
    """

    id: str
    name: str
    arguments: dict[str, Any]
    type: Literal["tool_call"] = "tool_call"


@dataclass(frozen=True)
class ToolCallPart:
    """A tool call by the model.

    id: The ID that pairs the call with its result; unique within the conversation.
    arguments: The arguments, which are always a JSON object; empty if there are none.
    """

    id: str
    name: str
    type: Literal["tool_call"] = "tool_call"
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ToolChoice:
    """Whether the model can or must call tools.

    mode: Whether tool calls are optional, forbidden, or required, or whether the model must call the
        tool name.
    name: The name of the tool that the model must call; absent unless mode is tool.
    """

    mode: ToolChoiceMode | None = None
    name: str | None = None


@dataclass(frozen=True)
class ToolDefinition:
    """A tool that the model can call.

    name: The tool's name, which can contain A-Z, a-z, 0-9, _, and -; other characters are mapped for
        providers that do not accept them.
    description: A description of the tool for the model.
    input_schema: The JSON Schema of the arguments; if absent, the tool has no arguments.
    strict: Whether the provider must constrain the arguments to the schema.
    cache_ttl: How long to cache the prompt up to and including this tool: 5m or 1h.
    dialect_fields: Additional fields, grouped by dialect name, such as anthropic-messages; the fields
        of a dialect are sent unchanged with this tool, and only to providers that use that dialect.
    """

    name: str
    description: str
    input_schema: dict[str, Any] = field(default_factory=dict)
    strict: bool | None = None
    cache_ttl: str | None = None
    dialect_fields: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class ToolResultPart:
    """The result of a tool call.

    call_id: The id of the call.
    content: The result as text, images, and files.
    is_error: Whether the tool failed; if so, content describes why.
    """

    call_id: str
    type: Literal["tool_result"] = "tool_result"
    content: list[Part] = field(default_factory=list)
    is_error: bool | None = None


@dataclass(frozen=True)
class Usage:
    """The token usage of one request, as reported by the provider. Values that the provider did not report
    are absent.

    input_tokens: The tokens of the complete prompt, including tokens read from and written to a cache.
    output_tokens: All generated tokens, including reasoning.
    cached_input_tokens: The input tokens read from a cache.
    cache_write_tokens: The input tokens written to a cache.
    reasoning_tokens: The output tokens used for reasoning.
    """

    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_input_tokens: int | None = None
    cache_write_tokens: int | None = None
    reasoning_tokens: int | None = None


@dataclass(frozen=True)
class UsageOfDay:
    """The usage of one model by one consumer on one day.

    day: The local date, in ISO 8601 format.
    consumer: The extension or program that sent the requests.
    model: The model, as provider/model.
    requests: The total number of requests, including failed and canceled requests.
    failures: The number of requests that failed or were refused, not including canceled requests.
    input_tokens: The input tokens, as reported by the provider.
    output_tokens: The output tokens, as reported by the provider.
    cost_usd: The cost in US dollars; requests with unknown prices are not included.
    key_name: The name of the provider's API key that was used; absent for the unnamed key.
    """

    day: str
    consumer: str
    model: str
    requests: int
    failures: int
    input_tokens: int
    output_tokens: int
    cost_usd: float
    key_name: str | None = None


# An event that the server sends while a chat is running. The end of the response is not reported as an event. Instead,
# the server returns the ChatResult.
ChatEvent = (
    TextEvent | ReasoningEvent | RefusalEvent | ToolCallEvent | InvalidToolCallEvent | ProviderStateEvent | NoticeEvent
)

# A part of a message, such as text, an image, or a tool call.
Part = (
    TextPart
    | ImagePart
    | FilePart
    | ReasoningPart
    | ToolCallPart
    | ToolResultPart
    | ProviderStatePart
    | CacheBreakpointPart
)
