package dev.openllm.server.config.schema;

import static dev.openllm.server.config.schema.Field.Reach.PERSON;
import static dev.openllm.server.config.schema.Field.Reach.TRUSTED;

import dev.openllm.server.config.schema.Field.InVsCode;
import dev.openllm.server.config.schema.Field.Reach;
import dev.openllm.server.config.schema.Shape.Format;
import java.util.List;
import java.util.Optional;

/**
 * The table of all configuration fields. The reader, the editor, the published JSON Schema, and the VS Code settings
 * are based on this table.
 */
public final class ConfigSchema {

    private static final Shape FLAG = new Shape.Flag();
    private static final Shape WHOLE = new Shape.WholeNumber(0, Integer.MAX_VALUE);
    private static final Shape COUNT = new Shape.WholeNumber(1, Integer.MAX_VALUE);
    private static final Shape STRINGS = Shape.Listing.of(new Shape.Text(Format.NOT_BLANK));

    public static final Shape.Group ROOT = new Shape.Group(
            Optional.empty(),
            List.of(
                    field(
                                    "defaultModel",
                                    new Shape.Text(Format.MODEL),
                                    TRUSTED,
                                    "The model to use when a request does not specify one, as `provider/model`.")
                            .failingClosed(),
                    field(
                                    "aliases",
                                    new Shape.Texts(Format.ANY, Format.MODEL),
                                    TRUSTED,
                                    "Model aliases for programs that use fixed model names, such as"
                                            + " `{\"claude-haiku-*\": \"ollama/qwen3\"}`. `*` matches any text. A"
                                            + " configured model takes precedence over an alias.")
                            .failingClosed(),
                    field("providers", Shape.Listing.of(ProviderSchema.PROVIDER), TRUSTED, "The providers to use.")
                            .withVsCode(InVsCode.described(
                                    "The providers whose models are offered. For a built-in provider, `name`"
                                            + " is enough (`openai`, `anthropic`, `gemini`, `mistral`,"
                                            + " `openrouter`, `ollama`, …); for any other provider, also set"
                                            + " `dialect` and `apiBase`. Do not enter API keys here. To store an"
                                            + " API key, run the **Open LLM: Set Key** command.")),
                    group(
                            "config",
                            "The sources of the configuration.",
                            field(
                                            "source",
                                            new Shape.Choice(
                                                    List.of("both", "vscode", "native"),
                                                    List.of(
                                                            "VS Code settings and configuration files (YAML); the"
                                                                    + " files take precedence.",
                                                            "VS Code settings only.",
                                                            "Configuration files (YAML) only. The command line and"
                                                                    + " Python and Node.js programs also use these"
                                                                    + " files.")),
                                            TRUSTED,
                                            "Where providers and models are configured.")
                                    .defaultValue("both")
                                    .failingClosed(),
                            field(
                                            "nativeLevel",
                                            new Shape.Choice(
                                                    List.of("both", "user", "workspace"),
                                                    List.of(
                                                            "Both files; the workspace's file takes precedence.",
                                                            "Your own file only.",
                                                            "The workspace's file only.")),
                                            TRUSTED,
                                            "Which configuration files are read: your own"
                                                + " `~/.config/openllm/config.yaml`, the `.config/openllm/config.yaml`"
                                                + " that a workspace shares with its team, or both.")
                                    .defaultValue("both")
                                    .failingClosed()),
                    group(
                            "network",
                            "Network access. Environment variables apply to values that are not set here.",
                            field("proxy", new Shape.Text(Format.PROXY), PERSON, "The URL of an HTTP proxy.")
                                    .withVsCode(InVsCode.VS_CODE_SETTING)
                                    .failingClosed(),
                            field("noProxy", STRINGS, PERSON, "Hosts to connect to without the proxy.")
                                    .withVsCode(InVsCode.VS_CODE_SETTING)
                                    .failingClosed(),
                            field(
                                            "caFiles",
                                            STRINGS,
                                            PERSON,
                                            "PEM files that contain CA certificates to trust in addition to those of"
                                                    + " the operating system.")
                                    .withVsCode(InVsCode.described(
                                                    "PEM files that contain CA certificates to trust in addition to"
                                                        + " those of the operating system. The VS Code settings"
                                                        + " `#http.proxy#`, `#http.noProxy#`, and"
                                                        + " `#http.proxyStrictSSL#` control the proxy and certificate"
                                                        + " checks.")
                                            .perMachine())
                                    .failingClosed(),
                            field("strictTls", FLAG, PERSON, "Whether TLS certificates are verified.")
                                    .defaultValue("true")
                                    .withVsCode(InVsCode.VS_CODE_SETTING)
                                    .failingClosed()),
                    group(
                            "secrets",
                            "Where API keys are stored.",
                            field(
                                    "store",
                                    new Shape.Choice(
                                            List.of("vscode", "keychain", "dotenv"),
                                            List.of(
                                                    "VS Code secret storage. Only VS Code can access it.",
                                                    "The operating system's keychain; the command line and Python and"
                                                            + " Node.js programs can also access it.",
                                                    "The file `~/.config/openllm/.env`, readable only by you.")),
                                    PERSON,
                                    "Where new API keys are stored."),
                            field(
                                            "environment",
                                            FLAG,
                                            TRUSTED,
                                            "Look for API keys in environment variables, such as `OPENAI_API_KEY`."
                                                    + " Environment variables are checked before all other sources.")
                                    .defaultValue("true")
                                    .failingClosed(),
                            field("vscode", FLAG, TRUSTED, "Look for API keys in the VS Code secret storage.")
                                    .defaultValue("true")
                                    .failingClosed(),
                            field("keychain", FLAG, TRUSTED, "Look for API keys in the operating system's keychain.")
                                    .defaultValue("true")
                                    .failingClosed(),
                            field(
                                            "dotenv",
                                            FLAG,
                                            TRUSTED,
                                            "Look for API keys in `.env` files: `~/.config/openllm/.env` and, in a"
                                                    + " trusted workspace, the workspace's `.env` file.")
                                    .defaultValue("true")
                                    .failingClosed()),
                    group(
                            "discovery",
                            "Detection of model servers on this machine.",
                            field(
                                            "enabled",
                                            FLAG,
                                            TRUSTED,
                                            "Detect local providers on their default ports: Ollama, llamafile,"
                                                    + " llama.cpp, LM Studio, and vLLM.")
                                    .defaultValue("true")
                                    .failingClosed()),
                    group(
                            "catalog",
                            "Facts about models.",
                            field(
                                            "refresh",
                                            FLAG,
                                            PERSON,
                                            "Fetch current model limits, capabilities, and prices from models.dev once"
                                                    + " a day. No information about you is sent. When off, the data"
                                                    + " bundled with this version is used.")
                                    .defaultValue("false")),
                    group(
                            "policies",
                            "How requests are made.",
                            field(
                                            "retries",
                                            WHOLE,
                                            TRUSTED,
                                            "Maximum number of retries if the provider is overloaded, a rate limit"
                                                + " resets soon, or the connection is lost. A request is retried only"
                                                + " before its response begins.")
                                    .defaultValue("2"),
                            field(
                                            "connectSeconds",
                                            COUNT,
                                            TRUSTED,
                                            "Maximum time to wait for a connection to a provider, in seconds.")
                                    .defaultValue("10"),
                            field(
                                            "firstByteSeconds",
                                            COUNT,
                                            TRUSTED,
                                            "Maximum time to wait for a response to begin, in seconds. A model on a"
                                                + " slow machine can take several minutes to process a long prompt.")
                                    .defaultValue("300"),
                            field(
                                            "silenceSeconds",
                                            COUNT,
                                            TRUSTED,
                                            "Maximum pause within a response, in seconds, before the response is"
                                                    + " considered lost.")
                                    .defaultValue("120"),
                            field(
                                            "allowedHosts",
                                            new Shape.Listing(new Shape.Text(Format.HOST), Optional.empty(), false),
                                            PERSON,
                                            "Hosts that requests can be sent to, such as `llm.example.com`,"
                                                + " `*.example.com`, or `localhost:11434`. Requests to other hosts are"
                                                + " blocked. An administrator's policy also applies.")
                                    .withVsCode(InVsCode.DEFAULT.perMachine())
                                    .failingClosed()),
                    group(
                            "access",
                            "Which programs may use which models.",
                            field(
                                            "default",
                                            new Shape.Choice(
                                                    List.of("keys", "ask", "allow", "deny"),
                                                    List.of(
                                                            "Ask only if the model uses one of your API keys.",
                                                            "Always ask.",
                                                            "Allow without asking.",
                                                            "Deny without asking.")),
                                            PERSON,
                                            "What happens when an extension uses a model for the first time. VS Code"
                                                    + " Chat never needs permission.")
                                    .defaultValue("keys")
                                    .failingClosed(),
                            field(
                                            "tokensPerDay",
                                            WHOLE,
                                            PERSON,
                                            "Maximum number of tokens per day for each extension or program, including"
                                                    + " prompts and responses. 0 means no limit.")
                                    .defaultValue("0")
                                    .failingClosed(),
                            field(
                                            "dollarsPerDay",
                                            new Shape.Decimal(),
                                            PERSON,
                                            "Maximum cost per day, in US dollars, for each extension or program."
                                                + " Requests whose cost is unknown are not counted. 0 means no limit.")
                                    .defaultValue("0")
                                    .failingClosed(),
                            field(
                                            "totalTokensPerDay",
                                            WHOLE,
                                            PERSON,
                                            "Maximum number of tokens per day for all extensions and programs"
                                                    + " combined, including the command line. Prompts and responses are"
                                                    + " counted. 0 means no limit.")
                                    .defaultValue("0")
                                    .failingClosed(),
                            field(
                                            "totalDollarsPerDay",
                                            new Shape.Decimal(),
                                            PERSON,
                                            "Maximum cost per day, in US dollars, for all extensions and programs"
                                                    + " combined, including the command line. Requests whose cost is"
                                                    + " unknown are not counted. 0 means no limit.")
                                    .defaultValue("0")
                                    .failingClosed(),
                            field(
                                            "audit",
                                            FLAG,
                                            PERSON,
                                            "Record on this machine which extension or program used which model, with"
                                                    + " tokens and cost but without content. The **Open LLM: Status**"
                                                    + " command and `open-llm usage` show the record.")
                                    .defaultValue("true")),
                    group(
                            "chat",
                            "Chats of the command line.",
                            field(
                                            "history",
                                            FLAG,
                                            PERSON,
                                            "Store interactive command-line chats and their input history in private"
                                                + " files on this machine. To read or delete the chats, run `open-llm"
                                                + " log`. The Chat view is not affected.")
                                    .defaultValue("true")),
                    group(
                            "completion",
                            "Completion of documents at the cursor.",
                            field(
                                            "model",
                                            new Shape.Text(Format.MODEL),
                                            PERSON,
                                            "The model for inline completions, as `provider/model`, such as"
                                                    + " `mistral/codestral-latest` or `ollama/qwen2.5-coder:1.5b`. The"
                                                    + " text around the cursor is sent to the model's provider. When"
                                                    + " empty, inline completions are turned off.")
                                    .failingClosed()),
                    group(
                            "rpc",
                            "WebSocket connections from other programs on this machine.",
                            field(
                                            "enabled",
                                            FLAG,
                                            PERSON,
                                            "Let other programs on this machine connect. They never receive an API key."
                                                    + " The default depends on the client that starts the server.")
                                    .withVsCode(InVsCode.described(
                                            "Let the command line and Python and Node.js programs on this machine use"
                                                    + " the models available in this VS Code window while it is open."
                                                    + " These programs never receive an API key."))
                                    .failingClosed()),
                    group(
                            "gateway",
                            "The same models over HTTP on this machine.",
                            field(
                                            "enabled",
                                            FLAG,
                                            PERSON,
                                            "Let programs on this machine use the models through APIs that are"
                                                    + " compatible with those of OpenAI, Anthropic, Gemini, and Ollama."
                                                    + " The programs must send the gateway token from"
                                                    + " `~/.config/openllm/gateway.token` as their API key.")
                                    .defaultValue("false")
                                    .withVsCode(InVsCode.described(
                                            "Let programs on this machine use the models through APIs that are"
                                                    + " compatible with those of OpenAI, Anthropic, Gemini, and"
                                                    + " Ollama while this VS Code window is open. The programs must"
                                                    + " send the gateway token from `~/.config/openllm/gateway.token`"
                                                    + " as their API key.")),
                            field(
                                            "port",
                                            new Shape.WholeNumber(0, 65_535),
                                            PERSON,
                                            "The port of the gateway. 0 selects a free port, which is shown in the"
                                                    + " log.")
                                    .defaultValue("0"),
                            field(
                                    "allowedOrigins",
                                    Shape.Listing.of(new Shape.Text(Format.ORIGIN)),
                                    PERSON,
                                    "Origins of web pages and desktop apps that can use the gateway, exactly as"
                                            + " browsers send them, such as `app://obsidian.md` or"
                                            + " `http://localhost:3000`. None by default."),
                            field(
                                    "allowedHosts",
                                    Shape.Listing.of(new Shape.Text(Format.HOST_NAME)),
                                    PERSON,
                                    "Additional host names under which the gateway accepts requests, such as"
                                            + " `host.docker.internal`. None by default."))));

    private ConfigSchema() {}

    private static Field field(String name, Shape shape, Reach reach, String markdown) {
        return new Field(name, shape, reach, markdown, Optional.empty());
    }

    private static Field group(String name, String markdown, Field... fields) {
        return field(name, new Shape.Group(Optional.empty(), List.of(fields)), TRUSTED, markdown);
    }
}
