"""The types of the protocol, generated from its JSON Schema by tools/generate_types.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

# What an item is.
ConfigCompleteResultKind = Literal["key", "value"]

# For whom configuration counts.
ConfigLevel = Literal["user", "workspace"]

# What holds configuration.
ConfigStore = Literal["vscode", "native"]

# What the person said about a consumer that wants to use a model.
ConsentAnswer = Literal["allow", "allow_model", "deny"]

# What is tried, in this order.
DoctorCheckName = Literal["reach", "key", "list", "stream", "usage", "tool", "image", "cancel"]

# How it went.
DoctorCheckOutcome = Literal["passed", "failed", "skipped"]

# What went wrong, in the terms that decide what to do next.
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

# Why an answer ended.
FinishReason = Literal["stop", "length", "tool_calls", "content_filter", "refusal", "error", "other"]

# How bad it is.
LogParamsLevel = Literal["debug", "info", "warning", "error"]

# What a notice is about.
NoticeEventTopic = Literal["retry", "fallback", "loading", "warning"]

# What a program that is connected to a running server may do only with the person's consent.
PeerPermission = Literal["configuration", "tools"]

# How bad a problem is.
ProblemSeverity = Literal["error", "warning", "information"]

# How a provider is, in one word.
ProviderStatusState = Literal["ready", "loading", "no_key", "error", "disabled", "known"]

# Who speaks. Tool results are parts of a user message.
Role = Literal["system", "user", "assistant"]

# For whom a key is stored.
SecretScope = Literal["user", "workspace"]

# Where a key can live, in the order in which it is looked for.
SecretStore = Literal["environment", "vscode", "keychain", "dotenv"]

# What was found in a place.
SecretWhereResultOutcome = Literal["found", "absent", "unavailable", "switched_off", "other_host"]

# How strongly tools are asked for.
ToolChoiceMode = Literal["auto", "none", "required", "tool"]


@dataclass(frozen=True)
class AccessRule:
    """A remembered answer.

    consumer: Whom it is about.
    model: Provider/model; absent for every model.
    allowed: Whether the consumer may.
    answered_at: When, in ISO 8601 and UTC.
    permission: What it is about when it is not about models.
    """

    consumer: str
    allowed: bool
    answered_at: str
    model: str | None = None
    permission: PeerPermission | None = None


@dataclass(frozen=True)
class AskPermissionParams:
    """A connected program that wants to do something for the first time.

    consumer: The program's name, as it gave it.
    permission: What it wants to do.
    """

    consumer: str
    permission: PeerPermission


@dataclass(frozen=True)
class AskPermissionResult:
    """What the person said.

    allowed: Absent when the person said nothing: the request is refused, and the next one asks again.
    """

    allowed: bool | None = None


@dataclass(frozen=True)
class AuthTokenParams:
    """A token that is wanted of an account of the person.

    account: Whose account: microsoft.
    scopes: What the token is for: https://ai.azure.com/.default.
    interactive: The person may be asked to sign in; without it only a session that is there already
        counts.
    """

    account: str
    scopes: list[str]
    interactive: bool


@dataclass(frozen=True)
class AuthTokenResult:
    """The token of an account.

    token: Absent when nobody is signed in, or the person does not want to.
    """

    token: str | None = None


@dataclass(frozen=True)
class CallToolParams:
    """Which tool to call.

    name: As listed.
    arguments: By the tool's schema.
    """

    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class CallToolResult:
    """What a tool answered.

    content: Texts, images and files, as a tool's result in a chat takes them.
    is_error: The tool failed and content says why.
    """

    content: list[Part]
    is_error: bool


@dataclass(frozen=True)
class ChatOptions:
    """What the caller sets of a request. Whatever is absent is not sent, so that the provider's own
    default holds.

    max_output_tokens: The most tokens the answer may have, reasoning included.
    temperature: 0 to 2.
    top_p: 0 to 1.
    stop: Texts at which the answer ends.
    seed: For providers that can repeat an answer.
    reasoning_effort: None, minimal, low, medium, high, xhigh or max; brought to what the model has.
    response_format: JSON output, free or bound to a schema.
    parallel_tool_calls: Whether several tools may be called at once.
    extra: Further fields of the provider's own request, merged into its top level as they stand.
    """

    max_output_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    stop: list[str] = field(default_factory=list)
    seed: int | None = None
    reasoning_effort: str | None = None
    response_format: ResponseFormat | None = None
    parallel_tool_calls: bool | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ChatParams:
    """A request to a model.

    model: Provider/model; empty for the configured default.
    messages: The conversation so far, system messages first.
    tools: What the model may call.
    tool_choice: Whether it must; auto when absent.
    options: What else the caller sets; what it leaves out is not sent.
    progress_token: Names this chat in $/progress; without it there are no events, only the result.
    consumer: Who asks, for consent and audit: an extension's id, cli, python, …
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
    """How an answer ended.

    model: Provider/model that answered; another one than asked for after a fallback.
    finish_reason: Why it ended.
    finish_reason_raw: The provider's own word for it; empty when it had none.
    usage: Tokens as the provider counted them.
    timing: How long it took.
    response_id: The provider's id of the answer.
    cost_usd: What it cost in US dollars, by the provider's word or the catalogue's prices.
    """

    model: str
    finish_reason: FinishReason
    finish_reason_raw: str
    usage: Usage
    timing: Timing
    response_id: str | None = None
    cost_usd: float | None = None


@dataclass(frozen=True)
class ClientCapabilities:
    """What a client can be asked for.

    secret_storage: The client answers secretStorage/get and secretStorage/set.
    progress: The client wants models/didChange, status/didChange and config/problems.
    questions: The client answers secrets/confirmHost, consent/ask and consent/askPermission: it can ask
        the person.
    settings: The client answers settings/update: it can write its settings.
    accounts: The client answers auth/token: it knows accounts of the person.
    tools: The client answers tools/list and tools/call: it has tools for other programs.
    """

    secret_storage: bool | None = None
    progress: bool | None = None
    questions: bool | None = None
    settings: bool | None = None
    accounts: bool | None = None
    tools: bool | None = None


@dataclass(frozen=True)
class ConfigChange:
    """A value that changed, or would.

    path: As in ConfigEdit.
    before: Absent when there was none.
    after: Absent when there is none any more.
    """

    path: list[str]
    before: Any | None = None
    after: Any | None = None


@dataclass(frozen=True)
class ConfigCompleteParams:
    """A place in a configuration file that is being edited.

    text: The whole file as it stands in the editor, which may be no valid YAML at the moment.
    line: From 1.
    column: From 1, before the letter at it, in UTF-16 units.
    """

    text: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class ConfigCompleteResult:
    """What may stand at a place in a configuration file.

    items: In the order to show them.
    start_column: Where the word that they replace begins, from 1.
    end_column: Behind the last letter of that word, from 1.
    hover: What is said there already, in one or two sentences; absent where nothing is known of it.
    """

    items: list[ConfigCompleteResultItem]
    start_column: int
    end_column: int
    hover: str | None = None


@dataclass(frozen=True)
class ConfigCompleteResultItem:
    """Something that may be written.

    label: As it is shown.
    text: As it is written.
    detail: One sentence for a person.
    """

    label: str
    text: str
    kind: ConfigCompleteResultKind
    detail: str


@dataclass(frozen=True)
class ConfigEdit:
    """A wanted change of configuration.

    path: The way to the value, in either spelling; items of lists by their name: ["providers", "work",
        "models", "qwen3-coder", "tools"].
    value: What shall stand there, whole; absent removes it.
    """

    path: list[str] = field(default_factory=list)
    value: Any | None = None


@dataclass(frozen=True)
class ConfigEditParams:
    """Changes for one place; all of them are made, or none.

    target: Where.
    edits: In the order in which they are made.
    preview: Only say what would change.
    undo: Names a change that these edits take back, as ConfigEditResult#undo did: where its file still
        says there what the change left, the letters of before come back, comments included; the edits
        count otherwise.
    """

    target: ConfigTarget | None = None
    edits: list[ConfigEdit] = field(default_factory=list)
    preview: bool | None = None
    undo: str | None = None


@dataclass(frozen=True)
class ConfigEditResult:
    """What was changed, or would be.

    changes: Empty when everything was as wanted already.
    file: The file, for places that are files.
    backup: A copy of the file as it was; made by transfers only.
    problems: What could not be carried over, and why.
    undo: The name by which ConfigEditParams#undo takes it back, while this server runs; absent where
        nothing was written to a file.
    """

    changes: list[ConfigChange]
    problems: list[Problem]
    file: str | None = None
    backup: str | None = None
    undo: str | None = None


@dataclass(frozen=True)
class ConfigShowParams:
    """Which part of the configuration to show.

    path: Only what stands there and below, in either spelling; everything when empty.
    """

    path: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ConfigShowResult:
    """The configuration as it counts, value by value, and the places it comes from.

    values: In the order of the schema.
    places: Every place that is read, weakest first.
    problems: What is wrong in them.
    """

    values: list[ConfigShowResultValue]
    places: list[ConfigShowResultPlace]
    problems: list[Problem]


@dataclass(frozen=True)
class ConfigShowResultOrigin:
    """Where a value comes from.

    place: For a person: VS Code user settings, ~/.config/openllm/config.yaml.
    target: The place, for an edit; absent for values that are built in or from the command line.
    file: The file, for places that are files.
    line: From 1; 0 when not known.
    column: From 1; 0 when not known.
    """

    place: str
    line: int
    column: int
    target: ConfigTarget | None = None
    file: str | None = None


@dataclass(frozen=True)
class ConfigShowResultOverridden:
    """A value that does not count, because a stronger place says another."""

    value: Any
    origin: ConfigShowResultOrigin


@dataclass(frozen=True)
class ConfigShowResultPlace:
    """A place that is read.

    target: The place, for an edit; absent for a file of the command line.
    name: For a person.
    file: The file, for places that are files; it need not exist.
    exists: Whether anything is there.
    """

    name: str
    exists: bool
    target: ConfigTarget | None = None
    file: str | None = None


@dataclass(frozen=True)
class ConfigShowResultValue:
    """A value.

    path: As in ConfigEdit, in camelCase.
    value: What counts.
    origin: Where it comes from.
    overridden: What weaker places say instead, strongest first.
    """

    path: list[str]
    value: Any
    origin: ConfigShowResultOrigin
    overridden: list[ConfigShowResultOverridden]


@dataclass(frozen=True)
class ConfigTarget:
    """One of the places that hold configuration.

    store: What kind.
    level: For whom.
    folder: Which workspace folder's file; the first folder when absent.
    """

    store: ConfigStore
    level: ConfigLevel
    folder: str | None = None


@dataclass(frozen=True)
class ConfigTransferParams:
    """Carries all configuration of one place over to another, where it replaces what is said of the same
    things. Nothing else is touched there, and keys are never carried.

    from_: Where it stands.
    to: Where it shall stand as well.
    preview: Only say what would change.
    """

    from_: ConfigTarget | None = None
    to: ConfigTarget | None = None
    preview: bool | None = None


@dataclass(frozen=True)
class ConfirmHostParams:
    """A key that would go to a host it was not stored for.

    provider: The configured name of the provider.
    place: Where the key is, for a person: environment variable OPENAI_API_KEY.
    bound_to: Whose key it is: an origin, or a few words.
    origin: Where it would go: https://proxy.example.com.
    from_workspace: Whether a workspace names that host, and not the person.
    """

    provider: str
    place: str
    origin: str
    from_workspace: bool
    bound_to: str | None = None


@dataclass(frozen=True)
class ConfirmHostResult:
    """What the person said.

    agreed: The key may go there.
    """

    agreed: bool | None = None


@dataclass(frozen=True)
class ConsentParams:
    """A consumer that wants to use a model for the first time.

    consumer: Who asks: an extension's id, or the name of a program.
    model: Provider/model.
    provider: The provider's name for a person.
    """

    consumer: str
    model: str
    provider: str


@dataclass(frozen=True)
class ConsentResult:
    """What the person said.

    answer: Absent when the person said nothing: the request is refused, and the next one asks again.
    """

    answer: ConsentAnswer | None = None


@dataclass(frozen=True)
class ConsumerUsage:
    """What one consumer had from models since the server started. Nothing of what was said.

    consumer: Who asked: an extension's id, cli, python, …
    requests: Chats that ended, however they ended.
    failures: Those of them that ended with an error; a cancelled chat is none.
    input_tokens: The sum of what providers reported.
    output_tokens: The sum of what providers reported.
    cost_usd: In US dollars; absent when no answer had a known price.
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
    """A key that is to be in a second store too. It stays where it was, and bound to the host it was
    stored for.

    provider: The configured name of the provider.
    from_: The store that has it.
    from_scope: Only this scope of that store; as it is found, the workspace before the person, when
        absent.
    to: The store that shall have it.
    to_scope: For whom; the person, everywhere, when absent.
    """

    provider: str
    from_: SecretStore | None = None
    from_scope: SecretScope | None = None
    to: SecretStore | None = None
    to_scope: SecretScope | None = None


@dataclass(frozen=True)
class CountTokensParams:
    """Many counts in one call.

    model: Provider/model.
    texts: Plain texts, counted before the messages.
    messages: Whole messages, with all their parts.
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
    """One thing that was tried.

    provider: The configured name of the provider.
    name: What was tried.
    outcome: How it went.
    message: For a person: what was seen, or what went wrong and what to do.
    took_ms: How long it took, in milliseconds.
    """

    provider: str
    name: DoctorCheckName
    outcome: DoctorCheckOutcome
    message: str
    took_ms: int


@dataclass(frozen=True)
class DoctorParams:
    """What to try out.

    provider: The configured name of a provider; all in use when absent.
    model: The provider's id of the model to try; the cheapest that calls tools when absent.
    """

    provider: str | None = None
    model: str | None = None


@dataclass(frozen=True)
class DoctorResult:
    """What was found.

    checks: In the order they were made.
    report: All of it as text that can be put into an issue: without keys, addresses of own servers, and
        content.
    """

    checks: list[DoctorCheck]
    report: str


@dataclass(frozen=True)
class Empty:
    """The result of a request that only says it is done."""


@dataclass(frozen=True)
class ErrorInfo:
    """What is known of a failure. Never holds a key, a header, a request body or a stack trace.

    kind: What went wrong.
    message: One or two sentences for a person; the provider's own words where it had any.
    hint: What the person can do next.
    provider: The configured name of the provider.
    model: The model as the caller addressed it.
    status: The HTTP status of the provider's answer.
    code: The provider's own error type or code, as in insufficient_quota; key_of_other_host when a key
        was not sent because it belongs to another host.
    request_id: The provider's id of the request, for its support.
    retry_after_ms: How long the provider asks to wait, in milliseconds.
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


@dataclass(frozen=True)
class FilePart:
    """A document, such as a PDF, for models that take one.

    mime_type: As in application/pdf.
    data: The bytes in base64.
    name: The file's name, where known.
    """

    mime_type: str
    data: str
    type: Literal["file"] = "file"
    name: str | None = None


@dataclass(frozen=True)
class HandOverSecretsParams:
    """Keys that the person asked to have in their own hands.

    providers: The configured names of the providers.
    """

    providers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class HandOverSecretsResult:
    """Where the client finds the keys it asked for. The message holds none.

    entry: The entry of the client's own secret storage, a JSON object from variable to key, to be taken
        out at once.
    variables: What is in it.
    """

    entry: str
    variables: list[HandOverSecretsResultVariable]


@dataclass(frozen=True)
class HandOverSecretsResultVariable:
    """A key by the environment variable that programs read it from.

    provider: Whose key.
    name: Of the variable: OPENAI_API_KEY.
    place: Where the key is.
    """

    provider: str
    name: str
    place: str


@dataclass(frozen=True)
class ImagePart:
    """A picture.

    mime_type: As in image/png.
    data: The bytes in base64, without a data: prefix; empty when url is given.
    url: An address the provider fetches itself; most providers want data.
    """

    mime_type: str
    data: str
    type: Literal["image"] = "image"
    url: str | None = None


@dataclass(frozen=True)
class InitializeParams:
    """The first message of a connection.

    client_name: Who connects, as shown in status and audit: vscode, python, …
    client_version: The client's own version.
    process_id: The process whose end also ends the server; absent for clients that only connect.
    locale: The language of messages for a person, as in en or de-DE; English when absent.
    capabilities: What the client can be asked for.
    settings: The client's settings, trust and folders at the start.
    """

    client_name: str
    client_version: str
    process_id: int | None = None
    locale: str | None = None
    capabilities: ClientCapabilities | None = None
    settings: SettingsParams | None = None


@dataclass(frozen=True)
class InitializeResult:
    """The answer to initialize.

    protocol_version: The version of this contract, raised when a client must know about a change.
    server_version: The server's own version.
    process_id: The server's process.
    """

    protocol_version: int
    server_version: str
    process_id: int


@dataclass(frozen=True)
class InvalidToolCallEvent:
    """A tool call whose arguments never became a JSON object: the answer was cut, or the model erred. It
    must not be executed.

    raw_arguments: The text as it came.
    message: What is wrong with it.
    """

    id: str
    name: str
    raw_arguments: str
    message: str
    type: Literal["invalid_tool_call"] = "invalid_tool_call"


@dataclass(frozen=True)
class ListAccessParams:
    """Which usage to list.

    days: How many days back, today included; 1 when absent.
    """

    days: int | None = None


@dataclass(frozen=True)
class ListAccessResult:
    """Who may use which model, and who did.

    rules: The remembered answers, by consumer.
    usage: Newest day first.
    damaged_usage_lines: How many damaged lines of the usage record were skipped, where there are any.
    """

    rules: list[AccessRule]
    usage: list[UsageOfDay]
    damaged_usage_lines: int | None = None


@dataclass(frozen=True)
class ListModelsParams:
    """Which models to list.

    refresh: Ask the providers again instead of answering from what is known.
    provider: Only this provider's.
    hidden: Also those that the provider lists and the configuration leaves out.
    """

    refresh: bool | None = None
    provider: str | None = None
    hidden: bool | None = None


@dataclass(frozen=True)
class ListModelsResult:
    """The models that can be asked.

    models: In the order of the configuration.
    default_model: Provider/model that answers when none is named.
    hidden: Models that providers list and the configuration leaves out, when they were asked for.
    """

    models: list[ModelInfo]
    hidden: list[ModelInfo]
    default_model: str | None = None


@dataclass(frozen=True)
class ListProvidersParams:
    """Which providers to list.

    known: Also the services that are known but not configured.
    refresh: Look again for local servers and ask the providers again.
    """

    known: bool | None = None
    refresh: bool | None = None


@dataclass(frozen=True)
class ListProvidersResult:
    """The providers, configured ones first."""

    providers: list[ProviderInfo]


@dataclass(frozen=True)
class ListToolsResult:
    """The tools that can be called.

    tools: As a chat takes them; empty when no editor with tools is there.
    """

    tools: list[ToolDefinition]


@dataclass(frozen=True)
class LogParams:
    """A line for the client's log.

    level: How bad it is.
    message: One line, without secrets and without content of conversations.
    """

    level: LogParamsLevel
    message: str


@dataclass(frozen=True)
class Message:
    """One turn of a conversation.

    role: Who speaks.
    parts: What is said, in order; may be empty.
    """

    role: Role | None = None
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class ModelCapabilities:
    """What a model can do.

    tools: It can call tools.
    vision: It takes images.
    files: It takes PDFs.
    reasoning: It can think before it answers.
    reasoning_efforts: The efforts it knows, weakest first; empty when it has no choice.
    structured_output: Its answers can be bound to a JSON Schema.
    streaming: Its answers come in pieces.
    """

    tools: bool
    vision: bool
    files: bool
    reasoning: bool
    reasoning_efforts: list[str]
    structured_output: bool
    streaming: bool


@dataclass(frozen=True)
class ModelInfo:
    """A model that can be asked.

    id: Provider/model, stable.
    provider: The configured name of the provider.
    model: The provider's id of the model.
    name: For a person.
    family: What the model is, for prompts tuned to it: the model's own id without the provider.
    limits: Token limits.
    capabilities: What it can do.
    pricing: What it costs, where known.
    warning: Why it may not work now (no key, not installed), for a person.
    sources: Where each fact was learned, by field: limits.contextTokens -> ollama /api/show.
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


@dataclass(frozen=True)
class ModelLimits:
    """Token limits.

    context_tokens: Prompt and answer together.
    max_input_tokens: The most a prompt may have.
    max_output_tokens: The most an answer may have.
    """

    context_tokens: int
    max_input_tokens: int
    max_output_tokens: int


@dataclass(frozen=True)
class NetworkSettings:
    """How to reach the world, as the client knows it. The environment (HTTPS_PROXY, NO_PROXY,
    NODE_EXTRA_CA_CERTS, …) counts where this says nothing.

    proxy: URL of an HTTP proxy; may hold a user and a password.
    no_proxy: Hosts that are reached directly: localhost, .example.com, 10.0.0.0/8.
    ca_files: PEM files with further certificate authorities.
    strict_tls: Whether certificates are checked; true unless the person says otherwise.
    """

    proxy: str | None = None
    no_proxy: list[str] = field(default_factory=list)
    ca_files: list[str] = field(default_factory=list)
    strict_tls: bool | None = None


@dataclass(frozen=True)
class NoticeEvent:
    """Something a person may want to know while waiting: a retry, a fallback, a model being loaded, a
    parameter left out.
    """

    topic: NoticeEventTopic
    message: str
    type: Literal["notice"] = "notice"


@dataclass(frozen=True)
class Pricing:
    """US dollars per million tokens.

    input: What is read.
    output: What is generated.
    cache_read: What is read from a cache.
    cache_write: What is written to a cache.
    """

    input: float
    output: float
    cache_read: float | None = None
    cache_write: float | None = None


@dataclass(frozen=True)
class Problem:
    """Something wrong with configuration.

    severity: Whether it stops something from working.
    message: What is wrong and what to do, in one sentence.
    file: The path of the file; absent for settings and the environment.
    line: From 1; 0 when not known.
    column: From 1; 0 when not known.
    setting: The setting or field: providers[2].api_base.
    """

    severity: ProblemSeverity
    message: str
    line: int
    column: int
    file: str | None = None
    setting: str | None = None


@dataclass(frozen=True)
class ProblemsParams:
    """All problems there are now."""

    problems: list[Problem]


@dataclass(frozen=True)
class ProgressParams:
    """One event of a running chat.

    token: The progressToken of the chat's params.
    value: The event.
    """

    token: str
    value: ChatEvent


@dataclass(frozen=True)
class ProviderInfo:
    """A service that answers for models.

    name: The configured name; the first half of a model's id.
    display_name: For a person.
    dialect: How it is spoken to: openai-chat, openai-responses, anthropic-messages, gemini, ollama-
        chat.
    api_base: The base URL; empty for the built-in echo, and where the person must give one.
    local: It runs on this machine.
    configured: It is in use, by configuration or because it was found running.
    enabled: It is not switched off.
    status: How it is.
    needs_key: It does not answer without a key.
    key_source: Which store its key comes from; absent when there is none.
    key_env: Names of the environment variables that may hold its key.
    model_count: How many of its models can be asked.
    documentation: A page about its API.
    source: Where it was configured: a file and line, VS Code settings, found running, built in.
    last_answer_at_ms: When it last answered a chat, or said what models it has, in milliseconds since
        1970; absent when it has not since the server started.
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


@dataclass(frozen=True)
class ProviderStateEvent:
    """Provider state for the assistant message that this answer becomes, see Part.ProviderState."""

    provider: str
    model: str
    data: Any
    type: Literal["provider_state"] = "provider_state"


@dataclass(frozen=True)
class ProviderStatePart:
    """Something the provider wants back unchanged in the next request: signatures, encrypted reasoning. It
    means nothing to anyone else and is left out of requests to another provider or model.

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
    """How a provider is.

    state: Ready, being asked, without a key, in error, or off.
    message: One line for a person: Ready · 12 models, Cannot reach localhost:11434.
    error: The last failure, with its remedy, when the state is error.
    """

    state: ProviderStatusState
    message: str
    error: ErrorInfo | None = None


@dataclass(frozen=True)
class ReasoningEvent:
    """A piece of the visible reasoning; never empty."""

    text: str
    type: Literal["reasoning"] = "reasoning"


@dataclass(frozen=True)
class ReasoningPart:
    """What the model thought, as far as the provider shows it."""

    text: str
    type: Literal["reasoning"] = "reasoning"


@dataclass(frozen=True)
class RefusalEvent:
    """A piece of a refusal that the provider keeps apart from the text."""

    text: str
    type: Literal["refusal"] = "refusal"


@dataclass(frozen=True)
class ResponseFormat:
    """JSON output.

    name: What the schema describes, for providers that want a name; answer when absent.
    schema: The JSON Schema the answer must fit; any JSON object when absent.
    """

    name: str
    schema: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RevokeAccessParams:
    """Whose remembered answers to forget.

    consumer: Whose.
    model: Only the answer about this provider/model; all answers when absent.
    """

    consumer: str
    model: str | None = None


@dataclass(frozen=True)
class SecretParams:
    """Whose key.

    provider: The configured name of the provider.
    store: Only this store.
    scope: Only this scope.
    """

    provider: str
    store: SecretStore | None = None
    scope: SecretScope | None = None


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
    """Where a provider's key is.

    provider: The configured name of the provider.
    answering: The place whose key is used; absent when there is none.
    tried: Every place in the order of the chain.
    """

    provider: str
    tried: list[SecretWhereResultTried]
    answering: str | None = None


@dataclass(frozen=True)
class SecretWhereResultTried:
    """A place that was looked at.

    store: Its kind.
    place: For a person: environment variable OPENAI_API_KEY.
    outcome: What was found there.
    message: Why it could not be read, when it could not.
    scope: For whom the key that was found there is kept; absent where that is not told apart.
    """

    store: SecretStore
    place: str
    outcome: SecretWhereResultOutcome
    message: str | None = None
    scope: SecretScope | None = None


@dataclass(frozen=True)
class ServerStatus:
    """How the server process is.

    server_version: The server's version.
    java_version: The version of the Java it runs on.
    process_id: The process, as the system numbers it.
    uptime_ms: Since when it runs, in milliseconds.
    memory_bytes: Memory the process holds, in bytes; where the system does not tell, the part of the
        heap in use.
    consumers: Who used models since the process started, the last one first.
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

    provider: The configured name of the provider; empty: the service that the key's prefix tells.
    value: The key itself; this is the only message that carries one to the server.
    store: Where to; the configured store for new keys when absent.
    scope: For whom; the person, everywhere, when absent.
    """

    provider: str
    value: str
    store: SecretStore | None = None
    scope: SecretScope | None = None


@dataclass(frozen=True)
class SettingsParams:
    """A client's settings, whole.

    user: The openLLM settings of the person, as one object: {"providers": […], …}.
    workspace: The openLLM settings of the workspace, in the same form.
    folders: Paths of the open folders.
    trusted: Whether the person trusts the workspace; settings and files of an untrusted one cannot name
        base URLs, headers or secrets.
    network: How to reach the world.
    groups: Providers that the person added in the client's own way, beside its settings (VS Code's Add
        Models), each in the form of providers; their keys are in the client's secret storage and
        nowhere else.
    user_file: Path of the JSON file in which user stands, where the client knows it: values in which a
        person wrote comments are changed there, since the client would write over them.
    workspace_file: The same for workspace.
    """

    user: dict[str, Any] = field(default_factory=dict)
    workspace: dict[str, Any] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    trusted: bool | None = None
    network: NetworkSettings | None = None
    groups: list[dict[str, Any]] = field(default_factory=list)
    user_file: str | None = None
    workspace_file: str | None = None


@dataclass(frozen=True)
class SettingsUpdateParams:
    """Settings the client shall write.

    level: The person's settings or the workspace's.
    settings: What to write; all of it, or nothing.
    """

    level: ConfigLevel
    settings: list[SettingsUpdateParamsSetting]


@dataclass(frozen=True)
class SettingsUpdateParamsSetting:
    """A setting.

    name: Without the prefix openLLM.: providers, secrets.keychain.
    value: Its new value, whole; absent removes it.
    """

    name: str
    value: Any | None = None


@dataclass(frozen=True)
class SettingsUpdateResult:
    """The settings were written.

    backup: A copy of the file as it was, where the client keeps one of its own.
    """

    backup: str | None = None


@dataclass(frozen=True)
class StatusParams:
    """A provider's new state."""

    provider: str
    status: ProviderStatus


@dataclass(frozen=True)
class TestSecretParams:
    """A key that is to be tried.

    provider: The configured name of the provider.
    model: The provider's model to ask; its cheapest when absent.
    """

    provider: str
    model: str | None = None


@dataclass(frozen=True)
class TestSecretResult:
    """What a provider said of its key.

    provider: The configured name of the provider.
    place: Where the key is; absent when there is none, which some providers do not mind.
    model: Provider/model that was asked; absent when the provider refused before, or has none.
    error: Why the provider does not answer with this key; absent when it does.
    """

    provider: str
    place: str | None = None
    model: str | None = None
    error: ErrorInfo | None = None


@dataclass(frozen=True)
class TextEvent:
    """A piece of the answer's text; never empty."""

    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class TextPart:
    """Plain text."""

    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class Timing:
    """How long a request took, in milliseconds from its start in the server.

    total_ms: To the end of the answer.
    first_token_ms: To the first text, reasoning or tool call; absent when there was none.
    """

    total_ms: int
    first_token_ms: int | None = None


@dataclass(frozen=True)
class ToolCallEvent:
    """A whole tool call.

    id: The provider's id, or one we made, unique in the answer.
    arguments: Always an object.
    """

    id: str
    name: str
    arguments: dict[str, Any]
    type: Literal["tool_call"] = "tool_call"


@dataclass(frozen=True)
class ToolCallPart:
    """A tool the model wants called.

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

    mode: Free, never, any one, or the one that name says.
    name: The tool that must be called, with mode tool.
    """

    mode: ToolChoiceMode | None = None
    name: str | None = None


@dataclass(frozen=True)
class ToolDefinition:
    """A tool the model may call.

    name: Letters, digits, _ and -; what a provider does not take is mapped on the way.
    description: What it does, for the model.
    input_schema: JSON Schema of the arguments; without one the tool takes none.
    """

    name: str
    description: str
    input_schema: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ToolResultPart:
    """What a tool answered.

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
    """Tokens of one request, as the provider counted them. Absent means not reported.

    input_tokens: The whole prompt, cached and cache-written tokens included.
    output_tokens: All that was generated, reasoning included.
    cached_input_tokens: The part of the input that was read from a cache.
    cache_write_tokens: The part of the input that was written to a cache.
    reasoning_tokens: The part of the output that was reasoning.
    """

    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_input_tokens: int | None = None
    cache_write_tokens: int | None = None
    reasoning_tokens: int | None = None


@dataclass(frozen=True)
class UsageOfDay:
    """How much one consumer used one model on one day.

    day: The local date in ISO 8601.
    consumer: Who used it.
    model: Provider/model.
    requests: Finished and failed ones.
    failures: Those of them that failed, refused and cancelled ones included.
    input_tokens: As far as the provider counted them.
    output_tokens: As far as the provider counted them.
    cost_usd: In US dollars, as far as prices are known.
    """

    day: str
    consumer: str
    model: str
    requests: int
    failures: int
    input_tokens: int
    output_tokens: int
    cost_usd: float


# Something that happens while a model answers. The end of the answer is the ChatResult, not an event.
ChatEvent = (
    TextEvent | ReasoningEvent | RefusalEvent | ToolCallEvent | InvalidToolCallEvent | ProviderStateEvent | NoticeEvent
)

# A piece of a message.
Part = TextPart | ImagePart | FilePart | ReasoningPart | ToolCallPart | ToolResultPart | ProviderStatePart
