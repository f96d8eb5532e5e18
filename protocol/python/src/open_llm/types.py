"""The types of the protocol, generated from its JSON Schema by tools/generate_types.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

# The kind of a completion.
ConfigCompleteResultKind = Literal["key", "value"]

# Changes individual list items and leaves the others as they are.
ConfigEditItems = Literal["add", "remove"]

# The level of a configuration source.
ConfigLevel = Literal["user", "workspace"]

# A kind of configuration source.
ConfigStore = Literal["vscode", "native"]

# The user's decision about a consumer that requests a model.
ConsentAnswer = Literal["allow", "allow_model", "deny"]

# The checks, in this order.
DoctorCheckName = Literal["reach", "key", "list", "stream", "usage", "tool", "image", "cancel"]

# The outcome of a check.
DoctorCheckOutcome = Literal["passed", "failed", "skipped"]

# What went wrong, grouped by what to do next.
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

# The purpose of a text, for models that embed questions and documents differently.
InputType = Literal["query", "document"]

# The severity of a log line.
LogParamsLevel = Literal["debug", "info", "warning", "error"]

# What a notice is about.
NoticeEventTopic = Literal["retry", "fallback", "loading", "warning"]

# What a connected program may do only with the user's consent.
PeerPermission = Literal["configuration", "tools", "destinations"]

# The severity of a problem.
ProblemSeverity = Literal["error", "warning", "information"]

# The state of a provider, as one value.
ProviderStatusState = Literal["ready", "loading", "no_key", "error", "disabled", "known"]

# How much a model reasons before it responds, weakest first.
ReasoningEffort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max", "auto"]

# The author of a message. Tool results are parts of a user message.
Role = Literal["system", "user", "assistant"]

# The scope of a stored key.
SecretScope = Literal["user", "workspace"]

# The stores of keys, in the order in which they are searched.
SecretStore = Literal["command", "environment", "vscode", "keychain", "dotenv"]

# The result of searching a location.
SecretWhereResultOutcome = Literal["found", "absent", "unavailable", "switched_off", "other_host"]

# How strictly tool calls are required.
ToolChoiceMode = Literal["auto", "none", "required", "tool"]


@dataclass(frozen=True)
class AccessRule:
    """An access decision of the user.

    consumer: The consumer it applies to.
    model: Provider/model; absent if it applies to every model.
    allowed: Whether access is allowed.
    answered_at: The time of the decision, in ISO 8601 and UTC.
    permission: The permission it applies to, if it is not about models.
    """

    consumer: str
    allowed: bool
    answered_at: str
    model: str | None = None
    permission: PeerPermission | None = None


@dataclass(frozen=True)
class AskPermissionParams:
    """A request of a connected program for a permission.

    consumer: The program's name, as it reported it.
    permission: The requested permission.
    changes: For destinations: what the program would change, a line each with the old and the new
        value.
    changes_templates: The same lines for translation.
    """

    consumer: str
    permission: PeerPermission
    changes: list[str] = field(default_factory=list)
    changes_templates: list[MessageTemplate] = field(default_factory=list)


@dataclass(frozen=True)
class AskPermissionResult:
    """The user's decision.

    allowed: Absent when the user did not decide: the request is refused, and the next one asks again.
    """

    allowed: bool | None = None


@dataclass(frozen=True)
class AuthTokenParams:
    """A request for an access token of one of the user's accounts.

    account: The kind of account: microsoft.
    scopes: The scopes of the token: https://ai.azure.com/.default.
    interactive: Whether the user may be asked to sign in; otherwise only an existing session is used.
    """

    account: str
    scopes: list[str]
    interactive: bool


@dataclass(frozen=True)
class AuthTokenResult:
    """The access token of an account.

    token: Absent if nobody is signed in, or the user declined.
    """

    token: str | None = None


@dataclass(frozen=True)
class CacheBreakpointPart:
    """Caches the prompt up to the part before this one, for providers with explicit caching. If a request
    contains a breakpoint, none are added to it.

    ttl: How long: 5m or 1h.
    """

    ttl: str
    type: Literal["cache_breakpoint"] = "cache_breakpoint"


@dataclass(frozen=True)
class CallToolParams:
    """A tool to call.

    name: As listed.
    arguments: Arguments that match the tool's schema.
    """

    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class CallToolResult:
    """The result of a tool call.

    content: Texts, images and files, in the form of a tool result in a chat.
    is_error: The tool failed and content says why.
    """

    content: list[Part]
    is_error: bool


@dataclass(frozen=True)
class ChatOptions:
    """The options of a request. An absent option is not sent, so that the provider's default applies. An
    option that the provider's API does not have is not sent either.

    max_output_tokens: The maximum number of tokens of the response, including reasoning.
    temperature: 0 to 2.
    top_p: 0 to 1.
    stop: Texts at which the response ends.
    seed: For providers that support repeatable responses.
    reasoning_effort: Mapped to the nearest level the model supports; levels that only this model has
        are allowed.
    response_format: JSON output, optionally constrained to a schema.
    parallel_tool_calls: Whether several tools may be called at once.
    extra: Further fields of the provider's own request, merged into its top level as they are.
    top_k: Samples only from this many of the most likely tokens.
    presence_penalty: -2 to 2.
    frequency_penalty: -2 to 2.
    verbosity: Low, medium or high.
    reasoning_summary: Auto, concise or detailed.
    service_tier: Auto, default, flex, priority, …
    prompt_cache_key: The same for requests that begin with the same prompt.
    user: Identifies the end user to the provider.
    dialect_fields: Further top-level fields by the name of a dialect, such as openai-chat: sent as they
        are to providers of that dialect, and to no others.
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
    tools: The tools that the model may call.
    tool_choice: Whether the model must call a tool; auto when absent.
    options: Further options; absent ones are not sent.
    progress_token: Identifies this chat in $/progress; without it only the result is sent, and no
        events.
    consumer: The caller, for consent and audit: an extension's id, cli, python, …
    stream: Whether the caller reads the response as it arrives; yes when absent. With false the
        provider may be asked for the complete response, which is cheaper.
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

    model: Provider/model that responded; differs from the requested one after a fallback.
    finish_reason: Why the response ended.
    finish_reason_raw: The provider's own value; empty when it reported none.
    usage: Tokens as the provider counted them.
    timing: The durations.
    response_id: The provider's response id.
    cost_usd: The cost in US dollars, as reported by the provider or computed from the catalog's prices.
    key_name: The name of the provider's key that was used; absent for the key without a name.
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

    secret_storage: The client handles secretStorage/get and secretStorage/set.
    progress: The client wants models/didChange, status/didChange and config/problems.
    questions: The client handles secrets/confirmHost, consent/ask and consent/askPermission: it can ask
        the user.
    settings: The client handles settings/update: it can write its settings.
    accounts: The client handles auth/token: it has access to the user's accounts.
    tools: The client handles tools/list and tools/call: it has tools for other programs.
    """

    secret_storage: bool | None = None
    progress: bool | None = None
    questions: bool | None = None
    settings: bool | None = None
    accounts: bool | None = None
    tools: bool | None = None


@dataclass(frozen=True)
class CompletionSnippet:
    """A text of another document.

    path: Its path, relative to its workspace folder.
    text: The text.
    """

    text: str
    path: str | None = None


@dataclass(frozen=True)
class ConfigChange:
    """A changed value, or one that would change.

    path: As in ConfigEdit.
    before: Absent if there was none.
    after: Absent if it was removed.
    """

    path: list[str]
    before: Any | None = None
    after: Any | None = None


@dataclass(frozen=True)
class ConfigCompleteParams:
    """A position in a configuration file that is being edited.

    text: The complete text in the editor, which may be invalid YAML.
    line: From 1.
    column: From 1, in UTF-16 code units; the position before the character.
    """

    text: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class ConfigCompleteResult:
    """Completions for a position in a configuration file.

    items: In the order to show them.
    start_column: The start of the word that they replace, from 1.
    end_column: The position after the last character of that word, from 1.
    hover: A description of the value there, in one or two sentences; absent where there is none.
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
    detail: A one-sentence description.
    """

    label: str
    text: str
    kind: ConfigCompleteResultKind
    detail: str


@dataclass(frozen=True)
class ConfigEdit:
    """A requested change of the configuration.

    path: The path of the value, in either spelling; list items are addressed by name: ["providers",
        "work", "models", "qwen3-coder", "tools"].
    value: The complete new value; absent removes it. For the items of a list: one of them, or a list of
        them; a name is enough where items have names.
    items: Absent where value replaces what is at path; else what happens to the list at path.
    """

    path: list[str] = field(default_factory=list)
    value: Any | None = None
    items: ConfigEditItems | None = None


@dataclass(frozen=True)
class ConfigEditParams:
    """Changes for one source; either all of them are made, or none.

    target: The source.
    edits: In the order in which they are made.
    preview: Only report what would change.
    undo: The change that these edits undo, from ConfigEditResult#undo: where its file still contains
        what the change wrote, the previous text is restored, including comments; otherwise the edits
        apply.
    backup: Also save a backup of the previous file.
    """

    target: ConfigTarget | None = None
    edits: list[ConfigEdit] = field(default_factory=list)
    preview: bool | None = None
    undo: str | None = None
    backup: bool | None = None


@dataclass(frozen=True)
class ConfigEditResult:
    """The changes that were made, or would be made.

    changes: Empty if nothing needed to change.
    file: The file, for sources that are files.
    backup: A backup of the previous file; made by transfers, and by edits that request one.
    problems: What could not be transferred, and why.
    undo: Identifies the change for ConfigEditParams#undo while this server runs; absent if no file was
        written.
    """

    changes: list[ConfigChange]
    problems: list[Problem]
    file: str | None = None
    backup: str | None = None
    undo: str | None = None


@dataclass(frozen=True)
class ConfigShowParams:
    """Which part of the configuration to show.

    path: The path of the values to show, in either spelling; all values when empty.
    """

    path: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ConfigShowResult:
    """The effective configuration, value by value, and its sources.

    values: In the order of the schema.
    places: All sources, lowest precedence first.
    problems: The problems in them.
    """

    values: list[ConfigShowResultValue]
    places: list[ConfigShowResultPlace]
    problems: list[Problem]


@dataclass(frozen=True)
class ConfigShowResultOrigin:
    """The source of a value.

    place: The source, for the user: VS Code user settings, ~/.config/openllm/config.yaml.
    target: The source, for an edit; absent for built-in values and values from the command line.
    file: The file, for sources that are files.
    line: From 1; 0 if unknown.
    column: From 1; 0 if unknown.
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

    target: The source, for an edit; absent for a file given on the command line.
    name: The display name.
    file: The file, for sources that are files; it need not exist.
    exists: Whether it exists.
    """

    name: str
    exists: bool
    target: ConfigTarget | None = None
    file: str | None = None


@dataclass(frozen=True)
class ConfigShowResultValue:
    """A value.

    path: As in ConfigEdit, in camelCase.
    value: The effective value.
    origin: Its source.
    overridden: The values of lower-precedence sources, highest precedence first.
    """

    path: list[str]
    value: Any
    origin: ConfigShowResultOrigin
    overridden: list[ConfigShowResultOverridden]


@dataclass(frozen=True)
class ConfigTarget:
    """One configuration source.

    store: The kind of source.
    level: User or workspace.
    folder: Which workspace folder's file; the first folder when absent.
    """

    store: ConfigStore
    level: ConfigLevel
    folder: str | None = None


@dataclass(frozen=True)
class ConfigTransferParams:
    """Copies all configuration from one source to another, where it replaces the values of the same
    settings. Everything else stays as it is, and keys are never copied.

    from_: The source.
    to: The destination.
    preview: Only report what would change.
    """

    from_: ConfigTarget | None = None
    to: ConfigTarget | None = None
    preview: bool | None = None


@dataclass(frozen=True)
class ConfirmHostParams:
    """A key that would go to a host it was not stored for.

    provider: The configured name of the provider.
    place: The location of the key, for the user: environment variable OPENAI_API_KEY.
    bound_to: Whose key it is: an origin, or a few words.
    origin: The origin it would be sent to: https://proxy.example.com.
    from_workspace: Whether the host was set by a workspace and not by the user.
    place_template: The location for translation.
    bound_to_template: Whose key it is, for translation; absent for an origin.
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

    agreed: Whether the key may be sent there.
    """

    agreed: bool | None = None


@dataclass(frozen=True)
class ConfirmTrustParams:
    """A file of a trusted workspace that changed where data goes.

    folder: The path of the workspace folder.
    file: The path of the file.
    selects: The hosts and models that it would select now, a line each.
    selects_templates: The same lines for translation.
    """

    folder: str
    file: str
    selects: list[str]
    selects_templates: list[MessageTemplate] = field(default_factory=list)


@dataclass(frozen=True)
class ConfirmTrustResult:
    """The user's decision.

    agreed: Whether the file may be used as it is now.
    """

    agreed: bool | None = None


@dataclass(frozen=True)
class ConsentParams:
    """The first request of a consumer for a model.

    consumer: The id of an extension, or the name of a program.
    model: Provider/model.
    provider: The provider's display name.
    """

    consumer: str
    model: str
    provider: str


@dataclass(frozen=True)
class ConsentResult:
    """The user's decision.

    answer: Absent when the user did not decide: the request is refused, and the next one asks again.
    """

    answer: ConsentAnswer | None = None


@dataclass(frozen=True)
class ConsumerUsage:
    """The usage of one consumer since the server started, without any content.

    consumer: The caller: an extension's id, cli, python, …
    requests: Chats that ended, successfully or not.
    failures: Chats that ended with an error; a canceled chat does not count.
    input_tokens: The sum of what providers reported.
    output_tokens: The sum of what providers reported.
    cost_usd: In US dollars; absent when no response had a known price.
    last_model: The model of the last chat.
    last_at_ms: When the last chat ended, in milliseconds since 1970.
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
    """A key to copy to a second store. The original stays in place, and the copy is bound to the same
    host.

    provider: The configured name of the provider.
    from_: The store to copy from.
    from_scope: The scope to copy from; the first that has a key, workspace before user, when absent.
    to: The store to copy to.
    to_scope: The scope of the copy; user when absent.
    name: The name of the key; the key without a name when absent.
    """

    provider: str
    from_: SecretStore | None = None
    from_scope: SecretScope | None = None
    to: SecretStore | None = None
    to_scope: SecretScope | None = None
    name: str | None = None


@dataclass(frozen=True)
class CountTokensParams:
    """Several counts in one call.

    model: Provider/model.
    texts: Plain texts, counted before the messages.
    messages: Complete messages, with all their parts.
    """

    model: str
    texts: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


@dataclass(frozen=True)
class CountTokensResult:
    """The counts, in the order of the params: first the texts, then the messages.

    counts: Tokens.
    exact: Whether the model's own encoding was used.
    """

    counts: list[int]
    exact: bool


@dataclass(frozen=True)
class DoctorCheck:
    """One check of the doctor.

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
    model: The provider's id of the model to use; the cheapest one that supports tools when absent.
    """

    provider: str | None = None
    model: str | None = None


@dataclass(frozen=True)
class DoctorResult:
    """The results of all checks.

    checks: In the order in which they ran.
    report: The results as text for a bug report: without keys, addresses of private servers, or
        conversations.
    """

    checks: list[DoctorCheck]
    report: str


@dataclass(frozen=True)
class EmbedParams:
    """A request for the embeddings of texts, or of texts given as token ids. Any number of them is
    allowed: the server sends them in batches that the provider accepts.

    model: Provider/model.
    texts: The texts; empty if token ids are given.
    tokens: Token ids of the model's own vocabulary, one list for each text; not every provider accepts
        them.
    dimensions: The length of the vectors, for models that can shorten them; the model's own when
        absent.
    input_type: The purpose of the texts; models that do not distinguish between purposes ignore it.
    truncate: Whether a text that is too long may be cut, where the provider can; otherwise it is an
        error.
    consumer: The caller, for consent and audit: an extension's id, cli, python, …
    dialect_fields: Further fields by the name of a dialect, such as ollama-chat: sent as they are to
        providers of that dialect, and to no others.
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

    model: Provider/model that returned them.
    embeddings: One vector for each text, in the order of the texts; all have the same length.
    usage: The tokens of all texts.
    cost_usd: The cost in US dollars, if known.
    key_name: The name of the provider's key that was used; absent for the key without a name.
    notices: What was left out or changed, a sentence each.
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
    """The details of a failure. Never contains a key, a header, a request body or a stack trace.

    kind: What went wrong.
    message: One or two sentences for the user; the provider's own message where there is one.
    hint: What the user can do next.
    provider: The configured name of the provider.
    model: The model as the caller addressed it.
    status: The HTTP status of the provider's response.
    code: The provider's own error type or code, such as insufficient_quota; key_of_other_host if a key
        was not sent because it belongs to another host; consent_pending when the user has not yet
        decided whether the caller may use the model.
    request_id: The provider's request id, for its support.
    retry_after_ms: How long the provider asks to wait, in milliseconds.
    message_template: The message for translation; absent for a provider's own words.
    hint_template: The hint for translation.
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
    """A document, such as a PDF, for models that accept it.

    mime_type: Such as application/pdf.
    data: The bytes in base64; empty when url is given.
    name: The file's name, if known.
    url: An address that the provider fetches itself; many providers require data.
    """

    mime_type: str
    data: str
    type: Literal["file"] = "file"
    name: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class HandOverSecretsParams:
    """Keys that the user requested.

    providers: The configured names of the providers.
    """

    providers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class HandOverSecretsResult:
    """Where the client finds the requested keys. The message contains none.

    entry: The entry of the client's own secret storage, a JSON object from variable to key; delete it
        after reading.
    variables: The variables in it.
    """

    entry: str
    variables: list[HandOverSecretsResultVariable]


@dataclass(frozen=True)
class HandOverSecretsResultVariable:
    """A key and the environment variable that programs read it from.

    provider: The provider of the key.
    name: The variable: OPENAI_API_KEY.
    place: The location of the key.
    """

    provider: str
    name: str
    place: str


@dataclass(frozen=True)
class ImagePart:
    """An image.

    mime_type: Such as image/png.
    data: The bytes in base64, without a data: prefix; empty when url is given.
    url: An address that the provider fetches itself; most providers require data.
    """

    mime_type: str
    data: str
    type: Literal["image"] = "image"
    url: str | None = None


@dataclass(frozen=True)
class InitializeParams:
    """The first message of a connection.

    client_name: The name of the client, as shown in status and audit: vscode, python, …
    client_version: The client's own version.
    process_id: The server exits when this process exits; absent for clients that only connect.
    locale: The language of messages for the user, such as en or de-DE; English when absent.
    capabilities: What the server may request from the client.
    settings: The client's settings, trust and folders.
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
    server_version: The server's own version.
    process_id: The id of the server's process.
    """

    protocol_version: int
    server_version: str
    process_id: int


@dataclass(frozen=True)
class InlineCompletionParams:
    """A request for the text to insert at the cursor of a document. The texts may be of any length: the
    server shortens them to what the model accepts.

    model: Provider/model; empty for the one that the setting completion.model names.
    prefix: The text of the document before the cursor.
    suffix: The text of the document after the cursor.
    language_id: The language of the document, as editors name it: java, python, …
    path: The document's path, relative to its workspace folder.
    snippets: Texts of other documents that are relevant, the most relevant first; sent if there is room
        for them.
    max_output_tokens: The maximum number of tokens to generate; a few lines when absent.
    single_line: Whether only the rest of the current line is completed.
    progress_token: Identifies this completion in $/progress; without it only the result is sent, and no
        events.
    consumer: The caller, for consent and audit: an extension's id, cli, python, …
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

    text: What to insert at the cursor; empty when there is nothing to suggest.
    model: Provider/model that responded.
    finish_reason: Why the text ended; stop also when the server ended it, such as where the document's
        text would repeat.
    finish_reason_raw: The provider's own value; empty when it reported none.
    usage: Tokens as the provider counted them; estimated where the server ended the text before the
        provider reported any.
    timing: The durations.
    cost_usd: The cost in US dollars, if known.
    key_name: The name of the provider's key that was used; absent for the key without a name.
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
    """A tool call whose arguments never became a JSON object: the response was cut off, or the model made
    a mistake. It must not be executed.

    raw_arguments: The arguments as received.
    message: What is wrong with it.
    message_template: The message for translation.
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

    days: How many days back, today included; 1 when absent.
    """

    days: int | None = None


@dataclass(frozen=True)
class ListAccessResult:
    """The user's access decisions and the recorded usage.

    rules: The decisions, by consumer.
    usage: Newest day first.
    damaged_usage_lines: How many damaged lines of the usage record were skipped, where there are any.
    """

    rules: list[AccessRule]
    usage: list[UsageOfDay]
    damaged_usage_lines: int | None = None


@dataclass(frozen=True)
class ListModelsParams:
    """Which models to list.

    refresh: Request new lists from the providers instead of using cached ones.
    provider: Only this provider's.
    hidden: Also models that the configuration excludes.
    """

    refresh: bool | None = None
    provider: str | None = None
    hidden: bool | None = None


@dataclass(frozen=True)
class ListModelsResult:
    """The available models: those for chats, and those for embeddings, which cannot chat.

    models: In the order of the configuration.
    default_model: Provider/model to use when a request does not specify one.
    hidden: Models that the configuration excludes, if they were requested.
    embedding_models: Embedding models, in the order of the configuration.
    """

    models: list[ModelInfo]
    hidden: list[ModelInfo]
    embedding_models: list[ModelInfo]
    default_model: str | None = None


@dataclass(frozen=True)
class ListProvidersParams:
    """Which providers to list.

    known: Also the built-in providers that are not configured.
    refresh: Search again for local servers and request new model lists.
    """

    known: bool | None = None
    refresh: bool | None = None


@dataclass(frozen=True)
class ListProvidersResult:
    """The providers, configured ones first."""

    providers: list[ProviderInfo]


@dataclass(frozen=True)
class ListToolsResult:
    """The available tools.

    tools: In the form that a chat accepts; empty when no editor with tools is connected.
    """

    tools: list[ToolDefinition]


@dataclass(frozen=True)
class LogParams:
    """A line for the client's log.

    level: The severity.
    message: One line, without secrets and without content of conversations.
    """

    level: LogParamsLevel
    message: str


@dataclass(frozen=True)
class Message:
    """One turn of a conversation.

    role: The author.
    parts: The content, in order; may be empty.
    """

    role: Role | None = None
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class MessageTemplate:
    """A text of the product as a client translates it: the English template is the key. Where the complete
    text names commands of the command line, the template may name those of VS Code. A provider's own
    words have no template.

    template: English with placeholders {0}, {1}.
    args: What the placeholders stand for: strings, numbers, and texts with a template of their own.
    """

    template: str
    args: list[str | float | MessageTemplate]


@dataclass(frozen=True)
class ModelCapabilities:
    """The capabilities of a model.

    tools: Supports tool calls.
    vision: Accepts images.
    files: Accepts PDFs.
    reasoning: Can reason before it responds.
    reasoning_efforts: The supported efforts, lowest first; empty when it cannot be chosen.
    structured_output: Responses can be constrained to a JSON Schema.
    streaming: Supports streaming.
    fill_in_middle: Whether the provider completes a text between a prefix and a suffix with this model:
        suited for inline completions; absent when it is not known to.
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
    """What an embedding model returns.

    dimensions: The length of its vectors, unless a request specifies another; absent if unknown.
    max_input_tokens: The maximum of a text; absent if unknown.
    """

    dimensions: int | None = None
    max_input_tokens: int | None = None


@dataclass(frozen=True)
class ModelInfo:
    """An available model.

    id: Provider/model, stable.
    provider: The configured name of the provider.
    model: The provider's id of the model.
    name: The display name.
    family: The model family, for prompts tuned to it: the model's own id without the provider.
    limits: Token limits; zero where they are unknown or, as the output of an embedding model, do not
        exist.
    capabilities: The capabilities.
    pricing: The prices, if known.
    warning: Why it may not work now, such as a missing key.
    sources: The source of each fact, by field: limits.contextTokens -> ollama /api/show.
    warning_template: The warning for translation.
    source_templates: The sources for translation, by field.
    embedding: What it returns, if it is an embedding model, which cannot chat; absent for every other
        model.
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

    context_tokens: Prompt and response together.
    max_input_tokens: The maximum of a prompt.
    max_output_tokens: The maximum of a response.
    """

    context_tokens: int
    max_input_tokens: int
    max_output_tokens: int


@dataclass(frozen=True)
class NetworkSettings:
    """The client's network settings. The environment (HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS, …)
    applies where these are empty.

    proxy: URL of an HTTP proxy; may contain a user name and password.
    no_proxy: Hosts to connect to directly: localhost, .example.com, 10.0.0.0/8.
    ca_files: PEM files with additional certificate authorities.
    strict_tls: Whether certificates are verified; true unless the user turns it off.
    """

    proxy: str | None = None
    no_proxy: list[str] = field(default_factory=list)
    ca_files: list[str] = field(default_factory=list)
    strict_tls: bool | None = None


@dataclass(frozen=True)
class NoticeEvent:
    """Information for the user while waiting: a retry, a fallback, a model that is loading, an omitted
    parameter.

    topic: What it is about.
    message: One or two sentences.
    message_template: The message for translation.
    """

    topic: NoticeEventTopic
    message: str
    type: Literal["notice"] = "notice"
    message_template: MessageTemplate | None = None


@dataclass(frozen=True)
class Pricing:
    """US dollars per million tokens.

    input: Input tokens.
    output: Output tokens.
    cache_read: Input tokens read from a cache.
    cache_write: Input tokens written to a cache.
    """

    input: float
    output: float
    cache_read: float | None = None
    cache_write: float | None = None


@dataclass(frozen=True)
class Problem:
    """A problem with the configuration.

    severity: Whether it stops something from working.
    message: What is wrong and what to do, in one sentence.
    file: The path of the file; absent for settings and the environment.
    line: From 1; 0 if unknown.
    column: From 1; 0 if unknown.
    setting: The setting or field: providers[2].api_base.
    message_template: The message for translation.
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

    name: The configured name; the first half of a model's id.
    display_name: The display name.
    dialect: Its API: openai-chat, openai-responses, anthropic-messages, gemini, ollama-chat.
    api_base: The base URL; empty for the built-in echo, and where the user must enter one.
    local: Whether it runs on this machine.
    configured: Whether it is configured, or was found running.
    enabled: Whether it is turned on.
    status: Its state.
    needs_key: Whether it requires a key.
    key_source: The store of its key; absent if it has none.
    key_env: Names of the environment variables that may contain its key.
    model_count: The number of its available models.
    documentation: The documentation of its API.
    source: Where it was configured: a file and line, VS Code settings, found running, built in.
    last_answer_at_ms: The time of its last response to a chat or model list request, in milliseconds
        since 1970; absent if there was none since the server started.
    key_source_template: The store of its key for translation.
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
    """Provider state for the assistant message that this response becomes; see Part.ProviderState."""

    provider: str
    model: str
    data: Any
    type: Literal["provider_state"] = "provider_state"


@dataclass(frozen=True)
class ProviderStatePart:
    """Data that the provider requires unchanged in the next request: signatures, encrypted reasoning. It
    is omitted from requests to another provider or model.

    provider: The configured provider it came from.
    model: The provider's id of the model it came from.
    data: What the dialect stored, in the dialect's own form.
    """

    provider: str
    model: str
    type: Literal["provider_state"] = "provider_state"
    data: Any | None = None


@dataclass(frozen=True)
class ProviderStatus:
    """The state of a provider.

    state: Ready, loading, without a key, in error, or disabled.
    message: One line for the user: Ready · 12 models, Cannot reach localhost:11434.
    error: The last failure, with its remedy, when the state is error.
    message_template: The message for translation.
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
    """The model's reasoning, as far as the provider reveals it."""

    text: str
    type: Literal["reasoning"] = "reasoning"


@dataclass(frozen=True)
class RefusalEvent:
    """A chunk of a refusal that the provider separates from the text."""

    text: str
    type: Literal["refusal"] = "refusal"


@dataclass(frozen=True)
class ResponseFormat:
    """JSON output.

    name: What the schema describes, for providers that require a name; answer when absent.
    schema: The JSON Schema that the response must match; any JSON object when absent.
    """

    name: str
    schema: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RevokeAccessParams:
    """The access decisions to revoke.

    consumer: The consumer they apply to.
    model: Only the decision about this provider/model; all decisions when absent.
    """

    consumer: str
    model: str | None = None


@dataclass(frozen=True)
class SecretParams:
    """The key of a provider.

    provider: The configured name of the provider.
    store: Only this store.
    scope: Only this scope.
    name: The name of the key; the key without a name when absent.
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
    answering: The location of the key that is used; absent if there is none.
    tried: Every searched location, in order.
    answering_template: The location of the key that is used, for translation.
    name: The name of the key; absent for the key without a name.
    names: The names of all further keys of the provider, in the order in which they are used.
    """

    provider: str
    tried: list[SecretWhereResultTried]
    names: list[str]
    answering: str | None = None
    answering_template: MessageTemplate | None = None
    name: str | None = None


@dataclass(frozen=True)
class SecretWhereResultTried:
    """A searched location.

    store: The kind of store.
    place: The location, for the user: environment variable OPENAI_API_KEY.
    outcome: The result of the search.
    message: Why it could not be read, if it could not.
    scope: The scope of the key found there; absent for stores without scopes.
    place_template: The location for translation.
    message_template: The message for translation.
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
    java_version: The Java version it runs on.
    process_id: The process id.
    uptime_ms: The time since it started, in milliseconds.
    memory_bytes: Resident memory in bytes; the used heap where the system does not report it.
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
    value: The key; no other message carries a key to the server.
    store: The store; the configured default when absent.
    scope: The scope; user when absent.
    name: The name of the key; the key without a name when absent.
    """

    provider: str
    value: str
    store: SecretStore | None = None
    scope: SecretScope | None = None
    name: str | None = None


@dataclass(frozen=True)
class SettingsParams:
    """A client's complete settings.

    user: The openLLM settings of the user, as one object: {"providers": […], …}.
    workspace: The openLLM settings of the workspace, in the same form.
    folders: Paths of the open folders.
    trusted: Whether the user trusts the workspace; settings and files of an untrusted one are not used.
        If it is false and the client does not ask for trust itself, the decisions of open-llm trust
        apply.
    network: The network settings.
    groups: Providers that the user added outside the settings (VS Code's Add Models), each in the form
        of providers; their keys are in the client's secret storage and nowhere else.
    user_file: Path of the JSON file that contains user, if the client knows it: values that contain
        comments are changed in this file, because the client would overwrite the comments.
    workspace_file: The same for workspace.
    asks_for_trust: Whether the client itself asks the user to trust workspaces, as editors do: then an
        untrusted workspace stays untrusted whatever was decided elsewhere, and the server asks again
        through the client when a file of a trusted one changes where data goes.
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

    level: The user's settings or the workspace's.
    settings: The settings to write; all of them, or none.
    """

    level: ConfigLevel
    settings: list[SettingsUpdateParamsSetting]


@dataclass(frozen=True)
class SettingsUpdateParamsSetting:
    """A setting.

    name: Without the prefix openLLM.: providers, secrets.keychain.
    value: The complete new value; absent removes it.
    """

    name: str
    value: Any | None = None


@dataclass(frozen=True)
class SettingsUpdateResult:
    """The settings were written.

    backup: A backup of the previous file, if the client made one.
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
    model: The provider's id of the model to use; its cheapest when absent.
    name: The name of the key; the key without a name when absent.
    """

    provider: str
    model: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class TestSecretResult:
    """The result of testing a key.

    provider: The configured name of the provider.
    place: The location of the key; absent if there is none, which some providers accept.
    model: Provider/model that was used; absent if the provider refused earlier or has no models.
    error: Why the key does not work; absent if it works.
    place_template: The location for translation.
    """

    provider: str
    place: str | None = None
    model: str | None = None
    error: ErrorInfo | None = None
    place_template: MessageTemplate | None = None


@dataclass(frozen=True)
class TextEvent:
    """A chunk of the response's text; never empty."""

    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class TextPart:
    """Plain text."""

    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class Timing:
    """The durations of a request, in milliseconds from its start in the server.

    total_ms: To the end of the response.
    first_token_ms: To the first text, reasoning or tool call; absent when there was none.
    """

    total_ms: int
    first_token_ms: int | None = None


@dataclass(frozen=True)
class ToolCallEvent:
    """A complete tool call.

    id: The provider's id, or a generated one; unique in the response.
    arguments: Always an object.
    """

    id: str
    name: str
    arguments: dict[str, Any]
    type: Literal["tool_call"] = "tool_call"


@dataclass(frozen=True)
class ToolCallPart:
    """A tool call of the model.

    id: Pairs the call with its result; unique within the conversation.
    arguments: Always an object; no arguments are an empty one.
    """

    id: str
    name: str
    type: Literal["tool_call"] = "tool_call"
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ToolChoice:
    """Whether the model must call a tool.

    mode: Free, never, any tool, or the tool name.
    name: The tool that must be called, with mode tool.
    """

    mode: ToolChoiceMode | None = None
    name: str | None = None


@dataclass(frozen=True)
class ToolDefinition:
    """A tool the model may call.

    name: A-Z, a-z, 0-9, _ and -; other characters are mapped for providers that do not accept them.
    description: What it does, for the model.
    input_schema: JSON Schema of the arguments; without one the tool has none.
    strict: Whether the provider must constrain the arguments to the schema.
    cache_ttl: Caches the prompt up to and including this tool, for 5m or 1h.
    dialect_fields: Further fields by the name of a dialect, such as anthropic-messages: sent as they
        are with this tool to providers of that dialect, and to no others.
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
    content: Texts, images and files.
    is_error: The tool failed and content says why.
    """

    call_id: str
    type: Literal["tool_result"] = "tool_result"
    content: list[Part] = field(default_factory=list)
    is_error: bool | None = None


@dataclass(frozen=True)
class Usage:
    """Tokens of one request, as the provider counted them. An absent value was not reported.

    input_tokens: The complete prompt, including tokens read from and written to a cache.
    output_tokens: All generated tokens, including reasoning.
    cached_input_tokens: Input tokens read from a cache.
    cache_write_tokens: Input tokens written to a cache.
    reasoning_tokens: Output tokens used for reasoning.
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
    requests: All requests, finished or failed.
    failures: Failed requests, including refused and canceled ones.
    input_tokens: As reported by the provider.
    output_tokens: As reported by the provider.
    cost_usd: In US dollars, where prices are known.
    key_name: The name of the provider's key that was used; absent for the key without a name.
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
