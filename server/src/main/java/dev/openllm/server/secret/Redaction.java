package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks keys in any text that leaves the process: every key it has seen, and everything in the form of one. For logs
 * and errors; cheap enough to be called for each line.
 */
public final class Redaction {

    private static final String MASK = "•••";
    /** Shorter values would mask ordinary words. */
    private static final int SHORTEST = 6;
    /** Bounds memory if keys are renewed all the time. */
    private static final int MOST = 2_000;

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    /** Keys with a recognizable prefix. */
    private static final Pattern SHAPES = Pattern.compile(
            "\\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{12,}+" // OpenAI, Anthropic, OpenRouter, DeepSeek, Stripe-like
                    + "|\\bAIza[A-Za-z0-9_-]{20,}+" // Google
                    + "|\\b(?:gsk|hf|xai|pplx|nvapi|ghp|gho|ghu|ghs|ghr|github_pat|r8|fw|csk|tgp)[-_][A-Za-z0-9_-]{12,}+"
                    + "|\\bAKIA[A-Z0-9]{12,}+" // AWS
                    + "|\\beyJ[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{10,}+(?:\\.[A-Za-z0-9_-]*+)?"); // JWT

    /** Text after a word that announces a key. The first group is kept. */
    private static final Pattern ANNOUNCED = Pattern.compile("(?i)(\\b(?:bearer|basic)\\s{1,4}+)[A-Za-z0-9._~+/=-]{6,}+"
            + "|(\\b(?:x-api-key|x-goog-api-key|api-key|api_key|apikey|access_token|client_secret)"
            + "[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?)(?!(?:bearer|basic)\\b)[^\\s\"'&,;}]{4,}+"
            + "|([?&](?:key|token|secret|password|sig)=)[^\\s\"'&#]++"
            + "|(://)[^\\s/@\"']{1,256}+(?=@)");

    private static final int MOST_MASKED = 20_000;
    private static final int MOST_SHOWN = 2_000;

    /** All control and format characters but line feeds, tabs and the joiners of scripts and emoji. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t\u200c\u200d]]");

    private Redaction() {}

    /** Masks this value from now on. {@link Secret} calls it for every key. */
    public static void remember(String value) {
        if (value.length() >= SHORTEST && SEEN.size() < MOST) {
            SEEN.add(value);
        }
    }

    /** The error without keys: some providers repeat a request in their errors. */
    public static ErrorInfo of(ErrorInfo error) {
        UserText message = error.text().map(Redaction::shown);
        Optional<UserText> hint = error.hintText().map(text -> text.map(Redaction::shown));
        return new ErrorInfo(
                error.kind(),
                message.english(),
                hint.map(UserText::english),
                error.provider(),
                error.model(),
                error.status(),
                error.code().map(Redaction::shown),
                error.requestId().map(Redaction::shown),
                error.retryAfterMs(),
                message.template(),
                hint.flatMap(UserText::template));
    }

    /**
     * The text without keys, short enough to show, and without characters that control a terminal or the direction of
     * text: a provider can send anything.
     */
    private static String shown(String text) {
        // Truncated again after masking, so that no half of a key is left at the first cut.
        String masked = of(text.length() > MOST_MASKED ? text.substring(0, MOST_MASKED) : text);
        String harmless = CONTROLS.matcher(masked).replaceAll("");
        return harmless.length() > MOST_SHOWN ? harmless.substring(0, MOST_SHOWN) + "…" : harmless;
    }

    /** The text without keys. */
    public static String of(String text) {
        String masked = text;
        for (String value : SEEN) {
            masked = masked.replace(value, MASK);
        }
        masked = SHAPES.matcher(masked).replaceAll(MASK);
        return ANNOUNCED.matcher(masked).replaceAll(found -> {
            StringBuilder kept = new StringBuilder();
            for (int group = 1; group <= found.groupCount(); group++) {
                if (found.group(group) != null) {
                    kept.append(found.group(group));
                }
            }
            return Matcher.quoteReplacement(kept.append(MASK).toString());
        });
    }
}
