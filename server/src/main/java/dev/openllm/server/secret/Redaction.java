package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks API keys in text that leaves the process, such as logs and errors. Masks every key that the process has used
 * and every string that has the format of a key. Masking is fast enough to be applied to each line.
 */
public final class Redaction {

    private static final String MASK = "•••";
    /**
     * The minimum length, in characters, of a value that is masked. Masking shorter values would also mask ordinary
     * words.
     */
    private static final int MIN_LENGTH = 6;
    /**
     * The maximum number of values that are remembered for masking. The limit restricts memory use if API keys are
     * renewed frequently.
     */
    private static final int MAX_VALUES = 2_000;

    private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();

    /** Matches API keys that have a recognizable prefix. */
    private static final Pattern KEY_PATTERN = Pattern.compile(
            "\\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{12,}+" // OpenAI, Anthropic, OpenRouter, DeepSeek, Stripe-like
                    + "|\\bAIza[A-Za-z0-9_-]{20,}+" // Google
                    + "|\\b(?:gsk|hf|xai|pplx|nvapi|ghp|gho|ghu|ghs|ghr|github_pat|r8|fw|csk|tgp)[-_][A-Za-z0-9_-]{12,}+"
                    + "|\\bAKIA[A-Z0-9]{12,}+" // AWS
                    + "|\\beyJ[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{10,}+(?:\\.[A-Za-z0-9_-]*+)?"); // JWT

    /**
     * Matches an API key that follows a label such as {@code Bearer}. The label is captured so that it can be retained.
     */
    private static final Pattern LABELED_KEY_PATTERN =
            Pattern.compile("(?i)(\\b(?:bearer|basic)\\s{1,4}+)[A-Za-z0-9._~+/=-]{6,}+"
                    + "|(\\b(?:x-api-key|x-goog-api-key|api-key|api_key|apikey|access_token|client_secret)"
                    + "[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?)(?!(?:bearer|basic)\\b)[^\\s\"'&,;}]{4,}+"
                    + "|([?&](?:key|token|secret|password|sig)=)[^\\s\"'&#]++"
                    + "|(://)[^\\s/@\"']{1,256}+(?=@)");

    private static final int MAX_MASKED_LENGTH = 20_000;
    private static final int MAX_DISPLAY_LENGTH = 2_000;

    /**
     * Matches all control and format characters except line feeds, tabs, and the joiners that are used in scripts and
     * emoji.
     */
    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t\u200c\u200d]]");

    private Redaction() {}

    /** Registers a value to be masked in all text from now on. {@link Secret} calls this method for every API key. */
    public static void register(String value) {
        if (value.length() >= MIN_LENGTH && SECRETS.size() < MAX_VALUES) {
            SECRETS.add(value);
        }
    }

    /**
     * Returns the error with all API keys masked. Some providers quote the request, including the key, in their errors.
     */
    public static ErrorInfo redact(ErrorInfo error) {
        UserText message = error.text().map(Redaction::forDisplay);
        Optional<UserText> hint = error.hintText().map(text -> text.map(Redaction::forDisplay));
        return new ErrorInfo(
                error.kind(),
                message.english(),
                hint.map(UserText::english),
                error.provider(),
                error.model(),
                error.status(),
                error.code().map(Redaction::forDisplay),
                error.requestId().map(Redaction::forDisplay),
                error.retryAfterMs(),
                message.template(),
                hint.flatMap(UserText::template));
    }

    /**
     * Returns the text for display: with API keys masked, limited in length, and without characters that control a
     * terminal or the text direction. A provider can send arbitrary characters.
     */
    private static String forDisplay(String text) {
        // The text is truncated a second time after masking, so that the first truncation cannot leave part of an API
        // key unmasked.
        String masked = redact(text.length() > MAX_MASKED_LENGTH ? text.substring(0, MAX_MASKED_LENGTH) : text);
        String printable = CONTROL_CHARACTERS.matcher(masked).replaceAll("");
        return printable.length() > MAX_DISPLAY_LENGTH ? printable.substring(0, MAX_DISPLAY_LENGTH) + "…" : printable;
    }

    /** Returns the text with all API keys masked. */
    public static String redact(String text) {
        String masked = text;
        for (String value : SECRETS) {
            masked = masked.replace(value, MASK);
        }
        masked = KEY_PATTERN.matcher(masked).replaceAll(MASK);
        return LABELED_KEY_PATTERN.matcher(masked).replaceAll(match -> {
            StringBuilder replacement = new StringBuilder();
            for (int group = 1; group <= match.groupCount(); group++) {
                if (match.group(group) != null) {
                    replacement.append(match.group(group));
                }
            }
            return Matcher.quoteReplacement(replacement.append(MASK).toString());
        });
    }
}
