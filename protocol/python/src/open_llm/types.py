"""The types of the protocol, generated from its JSON Schema by tools/generate_types.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

# The kind of a completion.
ConfigCompleteResultKind = Literal["key", "value"]

# A change to individual list items that leaves the other items unchanged.
ConfigEditItems = Literal["add", "remove"]

# The level of a configuration source.
ConfigLevel = Literal["user", "workspace"]

# A kind of configuration source.
ConfigStore = Literal["vscode", "native"]

# The user's decision for a consumer that requests a model.
ConsentAnswer = Literal["allow", "allow_model", "deny"]

# The checks, in the order in which they run.
DoctorCheckName = Literal["reach", "key", "list", "stream", "usage", "tool", "image", "cancel"]

# The outcome of a check.
DoctorCheckOutcome = Literal["passed", "failed", "skipped"]

# Kinds of failures, grouped by what the user can do next.
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

# Why a response ended.
FinishReason = Literal["stop", "length", "tool_calls", "content_filter", "refusal", "error", "other"]

# The purpose of the input, for models that embed queries and documents differently.
InputType = Literal["query", "document"]

# The severity of a log line.
LogParamsLevel = Literal["debug", "info", "warning", "error"]

# The subject of a notice.
NoticeEventTopic = Literal["retry", "fallback", "loading", "warning"]

# An action of a connected program that requires the user's consent.
PeerPermission = Literal["configuration", "tools", "destinations"]

# The severity of a problem.
ProblemSeverity = Literal["error", "warning", "information"]

# The state of a provider, as one value.
ProviderStatusState = Literal["ready", "loading", "no_key", "error", "disabled", "known"]

# How much a model reasons before it responds, lowest level first.
ReasoningEffort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max", "auto"]

# The author of a message. Tool results are parts of a user message.
Role = Literal["system", "user", "assistant"]

# The scope of a stored key.
SecretScope = Literal["user", "workspace"]

# The key stores, in the order in which they are searched.
SecretStore = Literal["command", "environment", "vscode", "keychain", "dotenv"]

# The result of searching a location.
SecretWhereResultOutcome = Literal["found", "absent", "unavailable", "switched_off", "other_host"]

# How strictly tool calls are required.
ToolChoiceMode = Literal["auto", "none", "required", "tool"]


@dataclass(frozen=True)
class AccessRule:
    """An access decision of the user.

    consumer: The consumer that the decision applies to.
    model: The provider/model that the decision applies to; absent if it applies to every model.
    allowed: Whether access is allowed.
    answered_at: The time of the decision, in ISO 8601 and UTC.
    permission: The permission that the decision applies to, unless it is about models.
    """

    consumer: str
    allowed: bool
    answered_at: str
    model: str | None = None
    permission: PeerPermission | None = None


@dataclass(frozen=True)
class AskPermissionParams:
    """A connected program's request for a permission.

    consumer: The name that the program reported.
    permission: The requested permission.
    changes: For destinations: what the program would change, with one line per change that contains the
        old and the new value.
    changes_templates: The templates of changes, for translation.
    """

    consumer: str
    permission: PeerPermission
    changes: list[str] = field(default_factory=list)
    changes_templates: list[MessageTemplate] = field(default_factory=list)


@dataclass(frozen=True)
class AskPermissionResult:
    """The user's decision.

    allowed: Whether the user allowed it; absent if the user did not decide, in which case the request
        is refused and the next one asks again.
    """

    allowed: bool | None = None


@dataclass(frozen=True)
class AuthTokenParams:
    """A request for an access token for one of the user's accounts.

    account: The kind of account: microsoft.
    scopes: The scopes of the token: https://ai.azure.com/.default.
    interactive: Whether the user can be asked to sign in; otherwise, only an existing session is used.
    """

    account: str
    scopes: list[str]
    interactive: bool


@dataclass(frozen=True)
class AuthTokenResult:
    """The access token for an account.

    token: The token; absent if the user is not signed in or declined.
    """

    token: str | None = None


@dataclass(frozen=True)
class CacheBreakpointPart:
    """A cache breakpoint, for providers with explicit caching: the prompt is cached up to and including
    the part before this one. If a request contains a breakpoint, the server adds none of its own.

    ttl: How long the prompt is cached: 5m or 1h.
    """

    ttl: str
    type: Literal["cache_breakpoint"] = "cache_breakpoint"


@dataclass(frozen=True)
class CallToolParams:
    """A tool to call.

    name: The name of the tool, as listed.
    arguments: The arguments, which must match the tool's schema.
    """

    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class CallToolResult:
    """The result of a tool call.

    content: Text, images, and files, in the form of a tool result in a chat.
    is_error: Whether the tool failed; if so, content describes why.
    """

    content: list[Part]
    is_error: bool


@dataclass(frozen=True)
class ChatOptions:
    """The options of a request. An absent option is not sent, so that the provider's default applies. An
    option that the provider's API does not support is not sent either.

    max_output_tokens: The maximum number of tokens in the response, including reasoning.
    temperature: The sampling temperature, from 0 to 2.
    top_p: The nucleus sampling threshold, from 0 to 1.
    stop: The strings at which the response ends.
    seed: The random seed, for providers that support repeatable responses.
    reasoning_effort: The effort, mapped to the nearest level that the model supports; levels that only
        this model has are allowed.
    response_format: The required JSON output, optionally constrained to a schema.
    parallel_tool_calls: Whether the model can call several tools at once.
    extra: Additional fields of the provider's own request, merged unchanged into its top level.
    top_k: The number of most likely tokens to sample from.
    presence_penalty: The presence penalty, from -2 to 2.
    frequency_penalty: The frequency penalty, from -2 to 2.
    verbosity: Low, medium, or high.
    reasoning_summary: Auto, concise, or detailed.
    service_tier: Auto, default, flex, priority, …
    prompt_cache_key: A key shared by requests that begin with the same prompt.
    user: An identifier of the end user, for the provider.
    dialect_fields: Additional top-level fields by dialect name, such as openai-chat; sent unchanged to
        providers of that dialect and not to any others.
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
    """A request to a model.

    model: Provider/model; empty for the configured default.
    messages: The conversation so far, system messages first.
    tools: The tools that the model can call.
    tool_choice: Whether the model must call a tool; auto when absent.
    options: The options; absent options are not sent.
    progress_token: The token that identifies this chat in $/progress; when absent, only the result is
        sent, and no events.
    consumer: The caller, for consent and the usage record: an extension's ID, cli, python, …
    stream: Whether the caller reads the response as it arrives; true when absent. With false, the
        provider can be asked for an unstreamed response, which requires less work.
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
    finish_reason_raw: The provider's own value; empty if the provider reported none.
    usage: The tokens as counted by the provider.
    timing: The durations.
    response_id: The provider's ID of the response.
    cost_usd: The cost in US dollars, as reported by the provider or computed from the catalog's prices.
    key_name: The name of the provider's key that was used; absent for the unnamed key.
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
    """What the server may request from a client.

    secret_storage: Whether the client handles secretStorage/get and secretStorage/set.
    progress: Whether the client accepts models/didChange, status/didChange, and config/problems.
    questions: Whether the client can ask the user, that is, whether it handles secrets/confirmHost,
        consent/ask, and consent/askPermission.
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
    """An excerpt from another document.

    path: The document's path, relative to its workspace folder.
    text: The excerpt.
    """

    text: str
    path: str | None = None


@dataclass(frozen=True)
class ConfigChange:
    """A value that was changed or would be changed.

    path: The path, as in ConfigEdit.
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
    column: The one-based column in UTF-16 code units, before the character.
    """

    text: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class ConfigCompleteResult:
    """Completions for a position in a configuration file.

    items: The completions, in display order.
    start_column: The one-based column where the replaced word starts.
    end_column: The one-based column after the last character of the replaced word.
    hover: A description of the value at the position, in one or two sentences; absent if there is none.
    """

    items: list[ConfigCompleteResultItem]
    start_column: int
    end_column: int
    hover: str | None = None


@dataclass(frozen=True)
class ConfigCompleteResultItem:
    """One completion.

    label: The displayed text.
    text: The inserted text.
    detail: A description in one sentence.
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
    value: The complete new value; absent to remove the value. With items, one list item or a list of
        items; a name is enough if the items have names.
    items: What to do with the items of the list at path; absent if value replaces the value at path.
    """

    path: list[str] = field(default_factory=list)
    value: Any | None = None
    items: ConfigEditItems | None = None


@dataclass(frozen=True)
class ConfigEditParams:
    """Changes to one source, of which either all or none are made.

    target: The source.
    edits: The edits, in the order in which they are made.
    preview: Whether to only report what would change.
    undo: The change that these edits undo, from ConfigEditResult#undo: if the file still contains what
        that change wrote, the previous text is restored, including comments; otherwise, the edits
        apply.
    backup: Whether to save a backup of the previous file.
    """

    target: ConfigTarget | None = None
    edits: list[ConfigEdit] = field(default_factory=list)
    preview: bool | None = None
    undo: str | None = None
    backup: bool | None = None


@dataclass(frozen=True)
class ConfigEditResult:
    """The changes that were made or would be made.

    changes: The changes; empty if nothing needed to change.
    file: The file, for sources that are files.
    backup: The backup of the previous file, saved by transfers and by edits that request one.
    problems: What could not be transferred, and why.
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
    """Which part of the configuration to show.

    path: The path of the values to show, in camelCase or snake_case; all values when empty.
    """

    path: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ConfigShowResult:
    """The effective configuration, value by value, and its sources.

    values: The values, in the order of the schema.
    places: All sources, lowest precedence first.
    problems: The problems in the sources.
    """

    values: list[ConfigShowResultValue]
    places: list[ConfigShowResultPlace]
    problems: list[Problem]


@dataclass(frozen=True)
class ConfigShowResultOrigin:
    """The source of a value.

    place: The name of the source, for the user: VS Code user settings, ~/.config/openllm/config.yaml.
    target: The source as the target of an edit; absent for built-in values and values from the command
        line.
    file: The file, for sources that are files.
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

    target: The source as the target of an edit; absent for a file specified on the command line.
    name: The display name.
    file: The file, for sources that are files; it does not have to exist.
    exists: Whether the source exists.
    """

    name: str
    exists: bool
    target: ConfigTarget | None = None
    file: str | None = None


@dataclass(frozen=True)
class ConfigShowResultValue:
    """A value.

    path: The path, as in ConfigEdit, in camelCase.
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
    folder: The workspace folder that contains the file; the first folder when absent.
    """

    store: ConfigStore
    level: ConfigLevel
    folder: str | None = None


@dataclass(frozen=True)
class ConfigTransferParams:
    """A request to copy all configuration from one source to another, where it replaces the values of the
    same settings. Everything else remains unchanged, and keys are never copied.

    from_: The source.
    to: The destination.
    preview: Whether to only report what would change.
    """

    from_: ConfigTarget | None = None
    to: ConfigTarget | None = None
    preview: bool | None = None


@dataclass(frozen=True)
class ConfirmHostParams:
    """A key that would be sent to a host that it was not stored for.

    provider: The configured name of the provider.
    place: The location of the key, for the user: environment variable OPENAI_API_KEY.
    bound_to: What the key is bound to: an origin, or a short description.
    origin: The origin that the key would be sent to: https://proxy.example.com.
    from_workspace: Whether the host was set by a workspace and not by the user.
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
    """The user's decision.

    agreed: Whether the key may be sent to the origin.
    """

    agreed: bool | None = None


@dataclass(frozen=True)
class ConfirmTrustParams:
    """A file of a trusted workspace that changed where data is sent.

    folder: The path of the workspace folder.
    file: The path of the file.
    selects: The hosts and models that the file now selects, one per line.
    selects_templates: The templates of these lines, for translation.
    """

    folder: str
    file: str
    selects: list[str]
    selects_templates: list[MessageTemplate] = field(default_factory=list)


@dataclass(frozen=True)
class ConfirmTrustResult:
    """The user's decision.

    agreed: Whether the current version of the file may be used.
    """

    agreed: bool | None = None


@dataclass(frozen=True)
class ConsentParams:
    """A consumer's first request for a model.

    consumer: The ID of an extension, or the name of a program.
    model: The requested provider/model.
    provider: The provider's display name.
    """

    consumer: str
    model: str
    provider: str


@dataclass(frozen=True)
class ConsentResult:
    """The user's decision.

    answer: The decision; absent if the user did not decide, in which case the request is refused and
        the next one asks again.
    """

    answer: ConsentAnswer | None = None


@dataclass(frozen=True)
class ConsumerUsage:
    """The usage of one consumer since the server started, without any content.

    consumer: The caller: an extension's ID, cli, python, …
    requests: The number of chats that ended, successfully or not.
    failures: The number of chats that ended with an error, not including canceled chats.
    input_tokens: The sum of the input tokens that providers reported.
    output_tokens: The sum of the output tokens that providers reported.
    cost_usd: The cost in US dollars; absent if no response had a known price.
    last_model: The model of the last chat.
    last_at_ms: The time at which the last chat ended, in milliseconds since the Unix epoch.
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
    """A key to copy to another store. The original key remains, and the copy is bound to the same host.

    provider: The configured name of the provider.
    from_: The store to copy from.
    from_scope: The scope to copy from; when absent, the first scope that has a key, workspace before
        user.
    to: The store to copy to.
    to_scope: The scope of the copy; user when absent.
    name: The name of the key; the unnamed key when absent.
    """

    provider: str
    from_: SecretStore | None = None
    from_scope: SecretScope | None = None
    to: SecretStore | None = None
    to_scope: SecretScope | None = None
    name: str | None = None


@dataclass(frozen=True)
class CountTokensParams:
    """Strings and messages to count in one call.

    model: Provider/model.
    texts: Strings, counted before the messages.
    messages: Complete messages, with all their parts.
    """

    model: str
    texts: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


@dataclass(frozen=True)
class CountTokensResult:
    """The token counts, in the order of the params: first the strings, then the messages.

    counts: The numbers of tokens.
    exact: Whether the model's own encoding was used.
    """

    counts: list[int]
    exact: bool


@dataclass(frozen=True)
class DoctorCheck:
    """One of the doctor's checks.

    provider: The configured name of the provider.
    name: The check.
    outcome: The outcome.
    message: What the check found, or what went wrong and what to do.
    took_ms: The duration in milliseconds.
    """

    provider: str
    name: DoctorCheckName
    outcome: DoctorCheckOutcome
    message: str
    took_ms: int


@dataclass(frozen=True)
class DoctorParams:
    """What to check.

    provider: The configured name of a provider; all configured providers when absent.
    model: The provider's ID of the model to use; the cheapest model that supports tools when absent.
    """

    provider: str | None = None
    model: str | None = None


@dataclass(frozen=True)
class DoctorResult:
    """The results of all checks.

    checks: The checks, in the order in which they ran.
    report: The results as text for a bug report, without keys, addresses of private servers, or
        conversations.
    """

    checks: list[DoctorCheck]
    report: str


@dataclass(frozen=True)
class EmbedParams:
    """A request for the embeddings of strings or of token IDs. The number of inputs is not limited: the
    server sends them in batches that the provider accepts.

    model: Provider/model.
    texts: The strings; empty if token IDs are specified.
    tokens: The token IDs of the model's own vocabulary, one list for each input; not every provider
        accepts them.
    dimensions: The length of the vectors, for models that can shorten them; the model's default when
        absent.
    input_type: The purpose of the input; ignored for models that do not distinguish between purposes.
    truncate: Whether input that is too long can be truncated if the provider supports that; otherwise,
        it is an error.
    consumer: The caller, for consent and the usage record: an extension's ID, cli, python, …
    dialect_fields: Additional fields by dialect name, such as ollama-chat; sent unchanged to providers
        of that dialect and not to any others.
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
    """The embeddings.

    model: The provider/model that returned them.
    embeddings: One vector for each input, in the order of the inputs; all vectors have the same length.
    usage: The tokens of all inputs.
    cost_usd: The cost in US dollars, if known.
    key_name: The name of the provider's key that was used; absent for the unnamed key.
    notices: What was omitted or changed, one sentence each.
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
    """The details of a failure. Never contains a key, a header, a request body, or a stack trace.

    kind: The kind of failure.
    message: One or two sentences for the user; the provider's own message, if there is one.
    hint: What the user can do next.
    provider: The configured name of the provider.
    model: The model as specified by the caller.
    status: The HTTP status of the provider's response.
    code: The provider's own error type or code, such as insufficient_quota; key_of_other_host if a key
        was not sent because it is bound to a different host; consent_pending if the user has not yet
        decided whether the caller may use the model; untrusted_certificate if the certificate was
        issued by an authority that this computer does not trust.
    request_id: The provider's request ID, for its support.
    retry_after_ms: How long the provider asks clients to wait, in milliseconds.
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
    """The keys that the user requested.

    providers: The configured names of the providers.
    """

    providers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class HandOverSecretsResult:
    """Where the client finds the requested keys. The message itself contains no keys.

    entry: The name of an entry in the client's own secret storage that contains a JSON object from
        variables to keys; the client must delete the entry after reading it.
    variables: The environment variables in the entry.
    """

    entry: str
    variables: list[HandOverSecretsResultVariable]


@dataclass(frozen=True)
class HandOverSecretsResultVariable:
    """A key and the environment variable from which programs read it.

    provider: The provider of the key.
    name: The name of the variable: OPENAI_API_KEY.
    place: The location of the key.
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
    """The first message of a connection.

    client_name: The name of the client, as shown in the status and the usage record: vscode, python, …
    client_version: The version of the client.
    process_id: The ID of the process whose exit ends the server; absent for clients that connect to a
        running server.
    locale: The language of messages for the user, such as en or de-DE; English when absent.
    capabilities: What the server may request from the client.
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

    protocol_version: The version of this contract, increased when a change affects clients.
    server_version: The version of the server.
    process_id: The process ID of the server.
    """

    protocol_version: int
    server_version: str
    process_id: int


@dataclass(frozen=True)
class InlineCompletionParams:
    """A request for the text to insert at the cursor in a document. The text can be of any length: the
    server shortens it to what the model accepts.

    model: Provider/model; empty for the model in the setting completion.model.
    prefix: The document's text before the cursor.
    suffix: The document's text after the cursor.
    language_id: The language of the document, as editors name it: java, python, …
    path: The document's path, relative to its workspace folder.
    snippets: Excerpts from other documents, the most relevant first; sent only if the model's context
        has room for them.
    max_output_tokens: The maximum number of tokens to generate; enough for a few lines when absent.
    single_line: Whether to complete only the rest of the current line.
    progress_token: The token that identifies this completion in $/progress; when absent, only the
        result is sent, and no events.
    consumer: The caller, for consent and the usage record: an extension's ID, cli, python, …
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
    finish_reason: Why the text ended; also stop if the server ended the text, for example where the
        document's own text would be repeated.
    finish_reason_raw: The provider's own value; empty if the provider reported none.
    usage: The tokens as counted by the provider; estimated if the server ended the text before the
        provider reported any.
    timing: The durations.
    cost_usd: The cost in US dollars, if known.
    key_name: The name of the provider's key that was used; absent for the unnamed key.
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
    """A tool call whose arguments never became a JSON object, because the response was truncated or the
    model made a mistake. The call must not be executed.

    raw_arguments: The arguments as received.
    message: What is wrong with the call.
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
    """Which usage to list.

    days: The number of days to list, including today; 1 when absent.
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
    provider: The configured name of the provider whose models are listed; all providers when absent.
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
    """Which providers to list.

    known: Whether to also list the built-in providers that are not configured.
    refresh: Whether to search again for local servers and request new model lists.
    """

    known: bool | None = None
    refresh: bool | None = None


@dataclass(frozen=True)
class ListProvidersResult:
    """The providers, configured providers first."""

    providers: list[ProviderInfo]


@dataclass(frozen=True)
class ListToolsResult:
    """The available tools.

    tools: The tools, in the form that a chat request accepts; empty if no editor with tools is
        connected.
    """

    tools: list[ToolDefinition]


@dataclass(frozen=True)
class LogParams:
    """A line for the client's log.

    level: The severity.
    message: One line, without secrets and conversation content.
    """

    level: LogParamsLevel
    message: str


@dataclass(frozen=True)
class Message:
    """One message of a conversation.

    role: The author.
    parts: The content, in order; can be empty.
    """

    role: Role | None = None
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class MessageTemplate:
    """A message of the product in the form that a client translates: the English template is the key. If
    the complete message mentions commands of the command line, the template can mention those of VS
    Code instead. A provider's own messages have no template.

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

    dimensions: The length of the vectors, unless a request specifies another length; absent if unknown.
    max_input_tokens: The maximum number of tokens in one input; absent if unknown.
    """

    dimensions: int | None = None
    max_input_tokens: int | None = None


@dataclass(frozen=True)
class ModelInfo:
    """An available model.

    id: Provider/model, which is stable.
    provider: The configured name of the provider.
    model: The provider's ID of the model.
    name: The display name.
    family: The model family, for prompts that are tuned to it: the model's own ID without the provider.
    limits: The token limits; zero if they are unknown or do not apply, such as the output limit of an
        embedding model.
    capabilities: The capabilities.
    pricing: The prices, if known.
    warning: Why the model may not work now, such as a missing key.
    sources: The source of each fact, by field: limits.contextTokens -> ollama /api/show.
    warning_template: The template of the warning, for translation.
    source_templates: The templates of the sources, by field, for translation.
    embedding: The properties of its embeddings, if this is an embedding model; absent for chat models.
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
    """Token limits.

    context_tokens: The maximum for the prompt and the response combined.
    max_input_tokens: The maximum for the prompt.
    max_output_tokens: The maximum for the response.
    """

    context_tokens: int
    max_input_tokens: int
    max_output_tokens: int


@dataclass(frozen=True)
class NetworkSettings:
    """The client's network settings. Where they are empty, the environment (HTTPS_PROXY, NO_PROXY,
    NODE_EXTRA_CA_CERTS, …) applies.

    proxy: The URL of an HTTP proxy, which can contain a user name and password.
    no_proxy: The hosts to connect to directly: localhost, .example.com, 10.0.0.0/8.
    ca_files: The PEM files with additional certificate authorities.
    strict_tls: Whether certificates are verified; true unless the user turns verification off.
    """

    proxy: str | None = None
    no_proxy: list[str] = field(default_factory=list)
    ca_files: list[str] = field(default_factory=list)
    strict_tls: bool | None = None


@dataclass(frozen=True)
class NoticeEvent:
    """Information for the user during a request: a retry, a fallback, a model that is loading, or an
    omitted parameter.

    topic: The subject of the notice.
    message: One or two sentences.
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

    severity: Whether the problem prevents something from working.
    message: What is wrong and what to do, in one sentence.
    file: The path of the file; absent for settings and the environment.
    line: The one-based line; 0 if unknown.
    column: The one-based column; 0 if unknown.
    setting: The setting or field: providers[2].api_base.
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
    """All current problems."""

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
    dialect: The API that the provider supports: openai-chat, openai-responses, anthropic-messages,
        gemini, ollama-chat.
    api_base: The base URL; empty for the built-in echo, and if the user must enter one.
    local: Whether the provider is on this machine.
    configured: Whether the provider is configured or was detected.
    enabled: Whether the provider is turned on.
    status: The state of the provider.
    needs_key: Whether the provider requires an API key.
    key_source: The store that contains the key; absent if there is no key.
    key_env: The names of the environment variables that can contain the key.
    model_count: The number of available models.
    documentation: The URL of the API's documentation.
    source: Where the provider was configured: a file and line, VS Code settings, found running, built
        in.
    last_answer_at_ms: The time of the last response to a chat or model list request, in milliseconds
        since the Unix epoch; absent if there was none since the server started.
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
    """Provider state to store in the assistant message that contains this response; see
    Part.ProviderState.
    """

    provider: str
    model: str
    data: Any
    type: Literal["provider_state"] = "provider_state"


@dataclass(frozen=True)
class ProviderStatePart:
    """Data that the provider requires unchanged in the next request, such as signatures and encrypted
    reasoning. It is omitted from requests to another provider or model.

    provider: The configured name of the provider that returned the data.
    model: The provider's ID of the model that returned the data.
    data: The data, in the dialect's own form.
    """

    provider: str
    model: str
    type: Literal["provider_state"] = "provider_state"
    data: Any | None = None


@dataclass(frozen=True)
class ProviderStatus:
    """The state of a provider.

    state: Whether the provider is ready, loading, without a key, in error, or disabled.
    message: One line for the user: Ready · 12 models, Cannot reach localhost:11434.
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
    """The part of the model's reasoning that the provider reveals."""

    text: str
    type: Literal["reasoning"] = "reasoning"


@dataclass(frozen=True)
class RefusalEvent:
    """A chunk of a refusal, for providers that separate refusals from text."""

    text: str
    type: Literal["refusal"] = "refusal"


@dataclass(frozen=True)
class ResponseFormat:
    """The JSON output that a request requires.

    name: The schema name, for providers that require one; answer when absent.
    schema: The JSON Schema that the response must match; any JSON object is allowed when absent.
    """

    name: str
    schema: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RevokeAccessParams:
    """The access decisions to revoke.

    consumer: The consumer that the decisions apply to.
    model: The provider/model whose decision is revoked; all decisions when absent.
    """

    consumer: str
    model: str | None = None


@dataclass(frozen=True)
class SecretParams:
    """The key of a provider.

    provider: The configured name of the provider.
    store: The store to consider; all stores when absent.
    scope: The scope to consider; all scopes when absent.
    name: The name of the key; the unnamed key when absent.
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
    """An entry of the client's secret storage."""

    key: str
    value: str | None = None


@dataclass(frozen=True)
class SecretWhereResult:
    """The location of a provider's key.

    provider: The configured name of the provider.
    answering: The location of the key in use; absent if there is none.
    tried: Every location that was searched, in order.
    answering_template: The template of answering, for translation.
    name: The name of the key; absent for the unnamed key.
    names: The names of all other keys of the provider, in the order in which they are used.
    """

    provider: str
    tried: list[SecretWhereResultTried]
    names: list[str]
    answering: str | None = None
    answering_template: MessageTemplate | None = None
    name: str | None = None


@dataclass(frozen=True)
class SecretWhereResultTried:
    """A location that was searched.

    store: The kind of store.
    place: The location, for the user: environment variable OPENAI_API_KEY.
    outcome: The result of the search.
    message: Why the location could not be read, if that failed.
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
    consumers: The consumers since the process started, most recent first.
    """

    server_version: str
    java_version: str
    process_id: int
    uptime_ms: int
    memory_bytes: int
    consumers: list[ConsumerUsage]


@dataclass(frozen=True)
class SetSecretParams:
    """A key to store.

    provider: The configured name of the provider; empty to detect the provider from the key's prefix.
    value: The key; no other message sends a key to the server.
    store: The store; the configured default when absent.
    scope: The scope; user when absent.
    name: The name of the key; the unnamed key when absent.
    """

    provider: str
    value: str
    store: SecretStore | None = None
    scope: SecretScope | None = None
    name: str | None = None


@dataclass(frozen=True)
class SettingsParams:
    """A client's complete settings.

    user: The user's openLLM settings, as one object: {"providers": […], …}.
    workspace: The workspace's openLLM settings, in the same form.
    folders: The paths of the open folders.
    trusted: Whether the user trusts the workspace; the settings and files of an untrusted workspace are
        not used. If this is false and the client does not ask for trust itself, the decisions of open-
        llm trust apply.
    network: The network settings.
    groups: Providers that the user added outside the settings (with Add Models in VS Code), each in the
        form of providers; their keys are stored only in the client's secret storage.
    user_file: The path of the JSON file that contains user, if the client knows it; values that contain
        comments are changed in this file, because the client would overwrite the comments.
    workspace_file: The same for workspace.
    asks_for_trust: Whether the client itself asks the user to trust workspaces, as editors do; if so,
        an untrusted workspace remains untrusted regardless of decisions made elsewhere, and the server
        asks again through the client when a file of a trusted workspace changes where data is sent.
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
    """A setting.

    name: The name without the prefix openLLM.: providers, secrets.keychain.
    value: The complete new value; absent to remove the setting.
    """

    name: str
    value: Any | None = None


@dataclass(frozen=True)
class SettingsUpdateResult:
    """The result of writing settings.

    backup: The backup of the previous file, if the client saved one.
    """

    backup: str | None = None


@dataclass(frozen=True)
class StatusParams:
    """A provider's new state."""

    provider: str
    status: ProviderStatus


@dataclass(frozen=True)
class TestSecretParams:
    """A key to test.

    provider: The configured name of the provider.
    model: The provider's ID of the model to use; the provider's cheapest model when absent.
    name: The name of the key; the unnamed key when absent.
    """

    provider: str
    model: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class TestSecretResult:
    """The result of testing a key.

    provider: The configured name of the provider.
    place: The location of the key; absent if there is no key, which some providers accept.
    model: The provider/model that was used; absent if the provider refused an earlier request or has no
        models.
    error: Why the key does not work; absent if it works.
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

    total_ms: The time to the end of the response.
    first_token_ms: The time to the first text, reasoning, or tool call; absent if there was none.
    """

    total_ms: int
    first_token_ms: int | None = None


@dataclass(frozen=True)
class ToolCallEvent:
    """A complete tool call.

    id: The provider's ID for the call, or a generated ID; unique within the response.
    arguments: The arguments, which are always an object.
    """

    id: str
    name: str
    arguments: dict[str, Any]
    type: Literal["tool_call"] = "tool_call"


@dataclass(frozen=True)
class ToolCallPart:
    """A tool call by the model.

    id: The ID that pairs the call with its result; unique within the conversation.
    arguments: The arguments, which are always an object; empty if there are none.
    """

    id: str
    name: str
    type: Literal["tool_call"] = "tool_call"
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ToolChoice:
    """Whether the model must call a tool.

    mode: Whether the model can choose, must not call a tool, must call any tool, or must call the tool
        name.
    name: The tool that must be called, with mode tool.
    """

    mode: ToolChoiceMode | None = None
    name: str | None = None


@dataclass(frozen=True)
class ToolDefinition:
    """A tool that the model can call.

    name: The tool's name, which can contain A-Z, a-z, 0-9, _, and -; other characters are mapped for
        providers that do not accept them.
    description: What the tool does, for the model.
    input_schema: The JSON Schema of the arguments; when absent, the tool has no arguments.
    strict: Whether the provider must constrain the arguments to the schema.
    cache_ttl: How long to cache the prompt up to and including this tool: 5m or 1h.
    dialect_fields: Additional fields by dialect name, such as anthropic-messages; sent unchanged with
        this tool to providers of that dialect and not to any others.
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
    content: Text, images, and files.
    is_error: Whether the tool failed; if so, content describes why.
    """

    call_id: str
    type: Literal["tool_result"] = "tool_result"
    content: list[Part] = field(default_factory=list)
    is_error: bool | None = None


@dataclass(frozen=True)
class Usage:
    """The tokens of one request, as counted by the provider. An absent value was not reported.

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

    day: The local date in ISO 8601.
    consumer: The consumer.
    model: Provider/model.
    requests: The number of all requests, finished or failed.
    failures: The number of failed requests, including refused and canceled ones.
    input_tokens: The input tokens, as reported by the provider.
    output_tokens: The output tokens, as reported by the provider.
    cost_usd: The cost in US dollars, if prices are known.
    key_name: The name of the provider's key that was used; absent for the unnamed key.
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


# An event in a running chat. The end of the response is the ChatResult, not an event.
ChatEvent = (
    TextEvent | ReasoningEvent | RefusalEvent | ToolCallEvent | InvalidToolCallEvent | ProviderStateEvent | NoticeEvent
)

# A part of a message.
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
