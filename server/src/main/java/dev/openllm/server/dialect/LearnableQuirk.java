package dev.openllm.server.dialect;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a refusal in certain words teaches about a provider or model.
 *
 * @param words found anywhere in the provider's message
 * @param quirk the quirk under which the same request may pass
 */
public record LearnableQuirk(Pattern words, String quirk, String value) {

    /** @param words a regular expression; upper and lower case are the same */
    public static LearnableQuirk of(String words, String quirk, String value) {
        return new LearnableQuirk(Pattern.compile(words, Pattern.CASE_INSENSITIVE), quirk, value);
    }

    /** The first lesson that fits, see {@link Dialect#learn}. */
    public static Optional<Quirks> learn(ErrorInfo refusal, List<LearnableQuirk> lessons) {
        return refusal.kind() == ErrorKind.INVALID_REQUEST ? learn(refusal.message(), lessons) : Optional.empty();
    }

    /** The first lesson that fits a message, whatever kind of failure it reports. */
    public static Optional<Quirks> learn(String message, List<LearnableQuirk> lessons) {
        return lessons.stream()
                .filter(quirk -> quirk.words().matcher(message).find())
                .findFirst()
                .map(quirk -> Quirks.NONE.with(quirk.quirk(), quirk.value()));
    }
}
