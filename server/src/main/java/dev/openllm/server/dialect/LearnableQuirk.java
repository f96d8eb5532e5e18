package dev.openllm.server.dialect;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The quirk that a certain refusal reveals about a provider or model.
 *
 * @param words matched anywhere in the provider's message
 * @param quirk the quirk with which the same request may succeed
 */
public record LearnableQuirk(Pattern words, String quirk, String value) {

    /** @param words a regular expression; case is ignored */
    public static LearnableQuirk of(String words, String quirk, String value) {
        return new LearnableQuirk(Pattern.compile(words, Pattern.CASE_INSENSITIVE), quirk, value);
    }

    /** The first matching quirk, see {@link Dialect#learn}. */
    public static Optional<Quirks> learn(ErrorInfo refusal, List<LearnableQuirk> lessons) {
        return refusal.kind() == ErrorKind.INVALID_REQUEST ? learn(refusal.message(), lessons) : Optional.empty();
    }

    /** The first quirk that matches a message, whatever kind of failure it reports. */
    public static Optional<Quirks> learn(String message, List<LearnableQuirk> lessons) {
        return lessons.stream()
                .filter(quirk -> quirk.words().matcher(message).find())
                .findFirst()
                .map(quirk -> Quirks.NONE.with(quirk.quirk(), quirk.value()));
    }
}
