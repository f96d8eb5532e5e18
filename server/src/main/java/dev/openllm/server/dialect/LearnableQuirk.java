package dev.openllm.server.dialect;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A quirk that a provider's rejection of a request reveals about the provider or model.
 *
 * @param pattern the pattern to find anywhere in the provider's message
 * @param quirk the name of the quirk with which the same request might succeed
 * @param value the value of the quirk
 */
public record LearnableQuirk(Pattern pattern, String quirk, String value) {

    /**
     * Creates a learnable quirk.
     *
     * @param regex the regular expression to find in the provider's message, ignoring case
     * @param quirk the name of the quirk
     * @param value the value of the quirk
     */
    public static LearnableQuirk of(String regex, String quirk, String value) {
        return new LearnableQuirk(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), quirk, value);
    }

    /**
     * Returns the first matching quirk if the provider rejected the request as invalid; otherwise, an empty result. See
     * {@link Dialect#learn}.
     */
    public static Optional<Quirks> learn(ErrorInfo refusal, List<LearnableQuirk> quirks) {
        return refusal.kind() == ErrorKind.INVALID_REQUEST ? learn(refusal.message(), quirks) : Optional.empty();
    }

    /** Returns the first quirk that matches a message, regardless of the kind of error. */
    public static Optional<Quirks> learn(String message, List<LearnableQuirk> quirks) {
        return quirks.stream()
                .filter(quirk -> quirk.pattern().matcher(message).find())
                .findFirst()
                .map(quirk -> Quirks.NONE.with(quirk.quirk(), quirk.value()));
    }
}
