package dev.openllm.server.config.schema;

import static dev.openllm.server.config.schema.Field.Reach.OWN_FILE;
import static dev.openllm.server.config.schema.Field.Reach.TRUSTED;

import dev.openllm.protocol.chat.ReasoningEffort;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Shape.Format;
import java.util.List;
import java.util.Optional;

/** The part of {@link ConfigSchema} that describes providers and their models. */
final class ProviderSchema {

    private static final Shape TEXT = new Shape.Text(Format.ANY);
    private static final Shape FLAG = new Shape.Flag();
    private static final Shape COUNT = new Shape.WholeNumber(1, Integer.MAX_VALUE);
    private static final Shape QUIRKS = new Shape.Texts(Format.ANY, Format.ANY);

    /** The keyword that selects all models of a provider. */
    private static final String ALL = "all";

    private static final Shape EFFORT = new Shape.Text(Format.ANY, ReasoningEffort.levels());

    /** VS Code also offers all of these dialects when the user adds a provider. */
    static final Shape.Choice DIALECT = new Shape.Choice(
            List.of("openai-chat", "openai-responses", "anthropic-messages", "gemini", "ollama-chat"),
            List.of(
                    "OpenAI Chat Completions and compatible APIs",
                    "OpenAI Responses",
                    "Anthropic Messages",
                    "Google Gemini",
                    "Ollama"));

    static final Shape.Group MODEL = new Shape.Group(
            Optional.of("id"),
            List.of(
                    field("id", TEXT, "The provider's ID for the model."),
                    field("name", TEXT, "Display name of the model."),
                    field(
                            "baseModel",
                            TEXT,
                            "The model whose limits and capabilities apply to this model. For an Azure deployment, "
                                    + "specify the deployed model."),
                    field(
                            "contextTokens",
                            COUNT,
                            "Size of the context window: the maximum number of tokens in the prompt and the "
                                    + "response combined."),
                    field("outputTokens", COUNT, "Maximum number of tokens in a response."),
                    field("tools", FLAG, "Whether the model supports tool calls."),
                    field("vision", FLAG, "Whether the model accepts images."),
                    field("files", FLAG, "Whether the model accepts PDF files."),
                    field("reasoning", FLAG, "Whether the model supports reasoning."),
                    field("streaming", FLAG, "Whether the model supports streaming."),
                    field(
                            "structuredOutput",
                            FLAG,
                            "Whether the provider enforces a JSON Schema for the response. When off, the model is "
                                    + "only instructed to follow the schema."),
                    field("reasoningEffort", EFFORT, "Default reasoning effort."),
                    field(
                                    "fallbacks",
                                    Shape.Listing.of(new Shape.Text(Format.MODEL)),
                                    "Models to use instead when this one is unavailable, as `provider/model`.")
                            .failingClosed(),
                    quirks()));

    static final Shape.Group PROVIDER = new Shape.Group(
            Optional.of("name"),
            List.of(
                    field(
                                    "name",
                                    new Shape.Text(Format.NAME),
                                    "The name of a built-in provider, or a name of your choice for any other provider."
                                            + " It is the first part of the IDs of the provider's models.")
                            .alias("id"),
                    field("enabled", FLAG, "Whether the provider is used.")
                            .defaultValue("true")
                            .failingClosed(),
                    field("displayName", TEXT, "Display name of the provider."),
                    field(
                                    "preset",
                                    new Shape.Text(Format.NOT_BLANK),
                                    "The built-in provider whose settings apply if `name` is not the name of a"
                                            + " built-in provider.")
                            .failingClosed(),
                    field("dialect", DIALECT, "The API that the provider supports.")
                            .failingClosed(),
                    field(
                                    "apiBase",
                                    new Shape.Text(Format.URL),
                                    "Base URL, such as `https://llm.example.com/v1`. An API key is sent only to the"
                                            + " host it was stored for.")
                            .failingClosed(),
                    field(
                                    "apiKeyEnv",
                                    new Shape.Text(Format.VARIABLE),
                                    "The environment variable that contains the API key.")
                            .failingClosed(),
                    new Field(
                                    "apiKeyCommand",
                                    patterns(),
                                    OWN_FILE,
                                    "A program and its arguments, run without a shell. The first line that it prints"
                                            + " is the API key. Read only from `~/.config/openllm/config.yaml`.",
                                    Optional.empty())
                            .failingClosed(),
                    field(
                                    "headers",
                                    new Shape.Texts(Format.HEADER_NAME, Format.HEADER_VALUE),
                                    "HTTP headers to send with each request. Do not enter API keys here.")
                            .failingClosed(),
                    field(
                            "models",
                            new Shape.Listing(MODEL, Optional.of(ALL), true),
                            "The models to offer: model IDs, objects with model properties, or `all`."),
                    field(
                                    "include",
                                    patterns(),
                                    "Offer only models that match one of these patterns; `*` matches any text.")
                            .failingClosed(),
                    field(
                                    "exclude",
                                    Shape.Listing.of(new Shape.Text(Format.NOT_BLANK)),
                                    "Hide models that match one of these patterns; `*` matches any text.")
                            .failingClosed(),
                    quirks(),
                    field(
                                    "maxParallel",
                                    COUNT,
                                    "Maximum number of concurrent requests to the provider. Additional requests are"
                                            + " queued and sent in order of arrival.")
                            .failingClosed(),
                    refused(
                            "apiKey",
                            UserText.of("API keys are not read from the configuration. Remove the key, and run"
                                            + " `open-llm secrets set`, or specify an environment variable with"
                                            + " api_key_env.")
                                    .inVsCode("API keys are not read from the configuration. Remove the key. Then run"
                                            + " the \"Open LLM: Set Key\" command, or use api_key_env to specify"
                                            + " an environment variable."))));

    private ProviderSchema() {}

    private static Field quirks() {
        return field("quirks", QUIRKS, "Compatibility overrides supported by the provider's dialect.")
                .failingClosed();
    }

    private static Shape patterns() {
        return new Shape.Listing(new Shape.Text(Format.NOT_BLANK), Optional.empty(), false);
    }

    private static Field field(String name, Shape shape, String markdown) {
        return new Field(name, shape, TRUSTED, markdown, Optional.empty());
    }

    private static Field refused(String name, UserText refusal) {
        return new Field(name, TEXT, TRUSTED, "Not read.", Optional.of(refusal));
    }
}
