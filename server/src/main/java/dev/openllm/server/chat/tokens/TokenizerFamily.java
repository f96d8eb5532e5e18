package dev.openllm.server.chat.tokens;

import dev.openllm.protocol.model.ModelInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A group of models whose tokens are counted in the same way. The numbers are derived from recorded usage and are
 * refined by calibration.
 *
 * @param models the pattern that matches the model IDs
 * @param encoding the OpenAI encoding, if known
 * @param tokensPerPretoken the factor by which the {@link Pretokenizer} estimate is multiplied, used if the encoding is unknown
 * @param perMessage the overhead of the model's template per message, in tokens
 * @param base the overhead per prompt, in tokens
 * @param toolsBase the overhead if any tools are offered, in tokens
 * @param toolFactor the factor by which the token count of a tool's JSON is multiplied, because templates represent a
 *     tool at different lengths
 * @param images the method by which images are counted
 * @param perPage the number of tokens per PDF page
 */
record TokenizerFamily(
        Pattern models,
        Optional<String> encoding,
        double tokensPerPretoken,
        double perMessage,
        double base,
        double toolsBase,
        double toolFactor,
        ImageTokens images,
        int perPage) {

    private static final String MISTRAL =
            ".*(?:mistral|ministral|magistral|mixtral|codestral|devstral|pixtral|voxtral).*";

    /**
     * The cache of tokenizer families, keyed by model ID. The cache prevents the patterns from being matched again for
     * each request.
     */
    private static final Map<String, TokenizerFamily> CACHE = new ConcurrentHashMap<>();

    private static final int MAX_CACHED = 1_000;

    /** All families, in the order in which their patterns are matched against a model ID. */
    private static final List<TokenizerFamily> ALL = List.of(
            exact("gpt-oss.*", "o200k_base", 2, 70, 5, 1.2, ImageTokens.OPENAI_TILES),
            exact(
                    "gpt-4\\.1-(?:mini|nano).*|o4-mini.*|gpt-5(?:\\.\\d)?-(?:mini|nano).*",
                    "o200k_base",
                    4.5,
                    1,
                    12,
                    0.95,
                    ImageTokens.OPENAI_PATCHES),
            exact(
                    "gpt-4o.*|chatgpt.*|gpt-4\\.[15].*|gpt-[5-9].*|o[1-9](?:-.*)?|codex.*",
                    "o200k_base",
                    4.5,
                    1,
                    14,
                    0.55,
                    ImageTokens.OPENAI_TILES),
            exact("gpt-4.*|gpt-3\\.5.*|gpt-35.*", "cl100k_base", 4.5, 1, 14, 0.55, ImageTokens.OPENAI_TILES),
            estimated(".*claude.*", 1.02, 4, 5, 450, 1.0, ImageTokens.BY_AREA, 2_250),
            estimated(".*(?:gemini|gemma).*", 0.95, 0.5, 2, 5, 0.95, ImageTokens.GEMINI, 258),
            estimated(MISTRAL, 1.15, 0.5, 4, 10, 1.4, ImageTokens.BY_AREA, 1_500),
            estimated(".*grok.*", 0.95, 36, 110, 110, 0.95, ImageTokens.OPENAI_TILES, 1_500),
            estimated(".*deepseek.*", 1.1, 4.4, 0, 250, 1.15, ImageTokens.BY_AREA, 1_500),
            estimated(".*(?:qwen|qwq).*", 0.88, 1, 10, 95, 0.95, ImageTokens.BY_AREA, 1_500),
            estimated(".*glm.*", 1.0, 4, 3, 100, 1.3, ImageTokens.BY_AREA, 1_500),
            estimated(".*kimi.*", 1.05, 5, 0, 15, 1.2, ImageTokens.BY_AREA, 1_500),
            estimated(".*llama.*", 1.2, 4, 25, 130, 1.0, ImageTokens.BY_AREA, 1_500),
            estimated(".*", 1.05, 4, 4, 60, 1.0, ImageTokens.BY_AREA, 1_500));

    private static TokenizerFamily exact(
            String models,
            String encoding,
            double perMessage,
            double base,
            double toolsBase,
            double toolFactor,
            ImageTokens images) {
        return new TokenizerFamily(
                Pattern.compile(models),
                Optional.of(encoding),
                1,
                perMessage,
                base,
                toolsBase,
                toolFactor,
                images,
                1_500);
    }

    private static TokenizerFamily estimated(
            String models,
            double tokensPerPretoken,
            double perMessage,
            double base,
            double toolsBase,
            double toolFactor,
            ImageTokens images,
            int perPage) {
        return new TokenizerFamily(
                Pattern.compile(models),
                Optional.empty(),
                tokensPerPretoken,
                perMessage,
                base,
                toolsBase,
                toolFactor,
                images,
                perPage);
    }

    /**
     * Returns the family of a model. The family is determined from the model ID that the provider uses, without the
     * part before the last slash.
     */
    static TokenizerFamily of(ModelInfo model) {
        TokenizerFamily cached = CACHE.get(model.model());
        if (cached == null) {
            cached = of(model.model().toLowerCase(Locale.ROOT));
            if (CACHE.size() < MAX_CACHED) {
                CACHE.put(model.model(), cached);
            }
        }
        return cached;
    }

    private static TokenizerFamily of(String id) {
        String own = id.substring(id.lastIndexOf('/') + 1);
        return ALL.stream()
                .filter(tokenizerFamily -> tokenizerFamily.models().matcher(own).matches())
                .findFirst()
                .orElseThrow();
    }
}
