package dev.openllm.server.config.schema;

import static dev.openllm.server.config.schema.Field.Reach.OWN_FILE;
import static dev.openllm.server.config.schema.Field.Reach.PERSON;
import static dev.openllm.server.config.schema.Field.Reach.TRUSTED;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Field.Reach;
import dev.openllm.server.config.schema.Shape.Format;
import java.util.List;
import java.util.Optional;

/** The one table of everything that can be configured. Reading, editing and the published JSON Schema follow it. */
public final class ConfigSchema {

    private static final Shape TEXT = new Shape.Text(Format.ANY);
    private static final Shape FLAG = new Shape.Flag();
    private static final Shape WHOLE = new Shape.Whole(0);
    private static final Shape COUNT = new Shape.Whole(1);
    private static final Shape WORDS = listing(new Shape.Text(Format.NOT_BLANK));
    private static final Shape QUIRKS = new Shape.Texts(Format.ANY, Format.ANY);

    /** The word that stands for every model of a provider. */
    static final String ALL = "all";

    static final Shape.Group MODEL = new Shape.Group(
            Optional.of("id"),
            List.of(
                    field("id", TEXT, TRUSTED, "The provider's id of the model."),
                    field("name", TEXT, TRUSTED, "The name shown to people."),
                    field("baseModel", TEXT, TRUSTED, "The model whose limits and abilities hold for this one."),
                    field("contextTokens", COUNT, TRUSTED, "How many tokens fit into prompt and answer together."),
                    field("outputTokens", COUNT, TRUSTED, "The most tokens an answer may have."),
                    field("tools", FLAG, TRUSTED, "Whether it can call tools."),
                    field("vision", FLAG, TRUSTED, "Whether it takes images."),
                    field("files", FLAG, TRUSTED, "Whether it takes PDF files."),
                    field("reasoning", FLAG, TRUSTED, "Whether it can think before it answers."),
                    field(
                            "streaming",
                            FLAG,
                            TRUSTED,
                            "Whether its answers come in pieces; false for whole answers only."),
                    field(
                            "structuredOutput",
                            FLAG,
                            TRUSTED,
                            "Whether its provider enforces a JSON Schema for the response; when off, the model is only"
                                    + " instructed."),
                    field("reasoningEffort", TEXT, TRUSTED, "How much it thinks when the caller does not say."),
                    field(
                                    "fallbacks",
                                    listing(new Shape.Text(Format.MODEL)),
                                    TRUSTED,
                                    "Models that answer when this one cannot, as provider/model.")
                            .failingClosed(),
                    field("quirks", QUIRKS, TRUSTED, "What is different with it, by the names of its dialect.")
                            .failingClosed()));

    static final Shape.Group PROVIDER = new Shape.Group(
            Optional.of("name"),
            List.of(
                    field(
                                    "name",
                                    new Shape.Text(Format.NAME),
                                    TRUSTED,
                                    "A known service, or your own name for any server. The first half of its models'"
                                            + " ids.")
                            .alias("id"),
                    field("enabled", FLAG, TRUSTED, "Whether it is used.").failingClosed(),
                    field("displayName", TEXT, TRUSTED, "The name shown to people."),
                    field(
                                    "preset",
                                    new Shape.Text(Format.NOT_BLANK),
                                    TRUSTED,
                                    "The known service it is, when that is not its name.")
                            .failingClosed(),
                    field(
                                    "dialect",
                                    new Shape.Choice(List.of(
                                            "openai-chat",
                                            "openai-responses",
                                            "anthropic-messages",
                                            "gemini",
                                            "ollama-chat")),
                                    TRUSTED,
                                    "How it is spoken to.")
                            .failingClosed(),
                    field("apiBase", new Shape.Text(Format.URL), TRUSTED, "Its base URL.")
                            .failingClosed(),
                    field(
                                    "apiKeyEnv",
                                    new Shape.Text(Format.VARIABLE),
                                    TRUSTED,
                                    "The environment variable with its key.")
                            .failingClosed(),
                    field(
                                    "apiKeyCommand",
                                    new Shape.Listing(new Shape.Text(Format.NOT_BLANK), Optional.empty(), false),
                                    OWN_FILE,
                                    "A program and its arguments, run without a shell; the first line that it prints is"
                                            + " the API key. Read only in ~/.config/openllm/config.yaml.")
                            .failingClosed(),
                    field(
                                    "headers",
                                    new Shape.Texts(Format.HEADER_NAME, Format.HEADER_VALUE),
                                    TRUSTED,
                                    "Headers sent with each request.")
                            .failingClosed(),
                    field(
                            "models",
                            new Shape.Listing(MODEL, Optional.of(ALL), true),
                            TRUSTED,
                            "The models to offer: ids, objects with what you know of them, or all."),
                    field(
                                    "include",
                                    new Shape.Listing(new Shape.Text(Format.NOT_BLANK), Optional.empty(), false),
                                    TRUSTED,
                                    "Only models that fit one of these patterns; * matches any text.")
                            .failingClosed(),
                    field("exclude", WORDS, TRUSTED, "No models that fit one of these patterns; * matches any text.")
                            .failingClosed(),
                    field("quirks", QUIRKS, TRUSTED, "What is different with it, by the names of its dialect.")
                            .failingClosed(),
                    field(
                                    "maxParallel",
                                    COUNT,
                                    TRUSTED,
                                    "The maximum number of requests that it processes at the same time; further ones"
                                            + " wait in order of arrival.")
                            .failingClosed(),
                    refused(
                            "apiKey",
                            UserText.of("API keys are not read from configuration. Remove the key and run"
                                            + " 'open-llm secrets set', or name an environment variable with"
                                            + " api_key_env.")
                                    .inVsCode("API keys are not read from configuration. Remove the key and run the"
                                            + " command Open LLM: Set Key, or name an environment variable with"
                                            + " api_key_env."))));

    public static final Shape.Group ROOT = new Shape.Group(
            Optional.empty(),
            List.of(
                    field(
                                    "defaultModel",
                                    new Shape.Text(Format.MODEL),
                                    TRUSTED,
                                    "The model that answers when none is named, as provider/model.")
                            .failingClosed(),
                    field(
                                    "aliases",
                                    new Shape.Texts(Format.ANY, Format.MODEL),
                                    TRUSTED,
                                    "Other names for models, as provider/model, for programs that bring their own; *"
                                            + " stands for any text. An alias never hides a configured model.")
                            .failingClosed(),
                    field("providers", listing(PROVIDER), TRUSTED, "The services and servers to use."),
                    group(
                            "config",
                            "Where configuration is read from.",
                            field(
                                            "source",
                                            new Shape.Choice(List.of("both", "vscode", "native")),
                                            TRUSTED,
                                            "VS Code settings, the YAML files (native), or both with YAML winning;"
                                                    + " default both.")
                                    .failingClosed(),
                            field(
                                            "nativeLevel",
                                            new Shape.Choice(List.of("both", "user", "workspace")),
                                            TRUSTED,
                                            "Which YAML files are read; default both.")
                                    .failingClosed()),
                    group(
                            "network",
                            "How to reach the world; where this says nothing, the environment decides.",
                            field("proxy", new Shape.Text(Format.PROXY), PERSON, "The URL of an HTTP proxy.")
                                    .failingClosed(),
                            field("noProxy", WORDS, PERSON, "Hosts that are reached without the proxy.")
                                    .failingClosed(),
                            field("caFiles", WORDS, PERSON, "PEM files with further certificate authorities.")
                                    .failingClosed(),
                            field("strictTls", FLAG, PERSON, "Whether certificates are checked; default true.")
                                    .failingClosed()),
                    group(
                            "secrets",
                            "Where keys are looked for.",
                            field("environment", FLAG, TRUSTED, "Look in environment variables; default true.")
                                    .failingClosed(),
                            field("vscode", FLAG, TRUSTED, "Look in VS Code's secret storage; default true.")
                                    .failingClosed(),
                            field("keychain", FLAG, TRUSTED, "Look in the system's keychain; default true.")
                                    .failingClosed(),
                            field("dotenv", FLAG, TRUSTED, "Look in .env files; default true.")
                                    .failingClosed(),
                            field(
                                    "store",
                                    new Shape.Choice(List.of("vscode", "keychain", "dotenv")),
                                    PERSON,
                                    "Where new keys go.")),
                    group(
                            "discovery",
                            "Finding servers on this machine.",
                            field(
                                            "enabled",
                                            FLAG,
                                            TRUSTED,
                                            "Look for local servers on their usual ports; default true.")
                                    .failingClosed()),
                    group(
                            "catalog",
                            "What is known of models.",
                            field("refresh", FLAG, PERSON, "Fetch newer facts from models.dev; default false.")),
                    group(
                            "policies",
                            "How requests are made.",
                            field(
                                    "retries",
                                    WHOLE,
                                    TRUSTED,
                                    "How often a request is tried again before its first byte; default 2."),
                            field("connectSeconds", COUNT, TRUSTED, "How long to wait for a connection; default 10."),
                            field(
                                    "firstByteSeconds",
                                    COUNT,
                                    TRUSTED,
                                    "How long to wait for an answer to begin; default 300."),
                            field("silenceSeconds", COUNT, TRUSTED, "How long an answer may pause; default 120."),
                            field(
                                            "allowedHosts",
                                            new Shape.Listing(new Shape.Text(Format.HOST), Optional.empty(), false),
                                            PERSON,
                                            "The only hosts that requests may go to, such as llm.example.com,"
                                                + " *.example.com or localhost:11434. An administrator's policy always"
                                                + " applies as well.")
                                    .failingClosed()),
                    group(
                            "access",
                            "Which programs may use which models.",
                            field(
                                            "default",
                                            new Shape.Choice(List.of("keys", "ask", "allow", "deny")),
                                            PERSON,
                                            "What happens when an extension uses a model for the first time: keys (the"
                                                    + " default) asks where a key of yours is spent, ask always asks.")
                                    .failingClosed(),
                            field(
                                            "tokensPerDay",
                                            WHOLE,
                                            PERSON,
                                            "The most tokens a program may use in a day; 0 is no limit.")
                                    .failingClosed(),
                            field(
                                            "dollarsPerDay",
                                            new Shape.Decimal(),
                                            PERSON,
                                            "The most US dollars a program may spend in a day; 0 is no limit.")
                                    .failingClosed(),
                            field(
                                            "totalTokensPerDay",
                                            WHOLE,
                                            PERSON,
                                            "The maximum number of tokens per day for all clients together, the command"
                                                    + " line included; 0 means no limit.")
                                    .failingClosed(),
                            field(
                                            "totalDollarsPerDay",
                                            new Shape.Decimal(),
                                            PERSON,
                                            "The maximum cost per day in US dollars for all clients together, the"
                                                    + " command line included; 0 means no limit.")
                                    .failingClosed(),
                            field("audit", FLAG, PERSON, "Keep a local record of who used which model; default true.")),
                    group(
                            "chat",
                            "Chats of the command line.",
                            field(
                                    "history",
                                    FLAG,
                                    PERSON,
                                    "Store interactive chats and entered lines on this machine; default true.")),
                    group(
                            "rpc",
                            "Answering other programs over a WebSocket on this machine.",
                            field("enabled", FLAG, PERSON, "Whether to; default as the client decides.")
                                    .failingClosed()),
                    group(
                            "gateway",
                            "Answering OpenAI's and Anthropic's APIs on this machine.",
                            field("enabled", FLAG, PERSON, "Whether to; default false."),
                            field("port", WHOLE, PERSON, "The port; 0 picks a free one."),
                            field(
                                    "allowedOrigins",
                                    listing(new Shape.Text(Format.ORIGIN)),
                                    PERSON,
                                    "Web origins whose pages and desktop apps may use the gateway, as in"
                                            + " app://obsidian.md or http://localhost:3000; default none."),
                            field(
                                    "allowedHosts",
                                    listing(new Shape.Text(Format.HOST_NAME)),
                                    PERSON,
                                    "Further host names under which the gateway accepts requests, as in"
                                            + " host.docker.internal; default none."))));

    private ConfigSchema() {}

    private static Field field(String name, Shape shape, Reach reach, String description) {
        return new Field(name, List.of(), shape, reach, false, description, Optional.empty());
    }

    private static Field group(String name, String description, Field... fields) {
        return field(name, new Shape.Group(Optional.empty(), List.of(fields)), TRUSTED, description);
    }

    private static Field refused(String name, UserText refusal) {
        return new Field(name, List.of(), TEXT, TRUSTED, false, "Not read.", Optional.of(refusal));
    }

    private static Shape listing(Shape item) {
        return new Shape.Listing(item, Optional.empty(), true);
    }
}
