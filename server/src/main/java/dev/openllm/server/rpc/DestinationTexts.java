package dev.openllm.server.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.edit.DestinationChange;
import dev.openllm.server.provider.endpoint.BuiltInProvider;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import java.util.List;
import java.util.Optional;

/**
 * Describes changes to the destinations to which data is sent, one change per line. Default addresses are included.
 * Because the values are received from another program, they are displayed so that no value can look like an additional
 * line or reveal an API key.
 */
final class DestinationTexts {

    /**
     * The maximum length of a displayed value, in characters. A URL with the longest possible host name is shorter, so
     * the host is never truncated.
     */
    private static final int MAX_LENGTH = 300;

    private DestinationTexts() {}

    static List<UserText> of(List<DestinationChange> changes) {
        return changes.stream().map(change -> describe(change, changes)).toList();
    }

    private static UserText describe(DestinationChange change, List<DestinationChange> all) {
        if (change.isOfProvider("name") && change.before().isEmpty()) {
            String name = provider(change);
            boolean hasAddress = all.stream()
                    .anyMatch(other -> other.isOfProvider("apiBase")
                            && other.path().get(1).equals(change.path().get(1)));
            return address(change.path().get(1))
                    .filter(_ -> !hasAddress)
                    .map(base -> UserText.of("Add provider {0}: {1}", name, base))
                    .orElseGet(() -> UserText.of("Add provider {0}", name));
        }
        if (change.isOfProvider("name") && change.after().isEmpty()) {
            return UserText.of("Remove provider {0}", provider(change));
        }
        return UserText.of(
                "{0}: {1} → {2}",
                sanitize(change.key()), describeValue(change, change.before()), describeValue(change, change.after()));
    }

    private static UserText describeValue(DestinationChange change, Optional<JsonNode> value) {
        if (change.path().contains("headers") || change.isOfProvider("apiKeyCommand")) {
            return value.isPresent() ? UserText.of("(hidden)") : UserText.of("not set");
        }
        if (value.isEmpty()) {
            return Optional.of(change)
                    .filter(one -> one.isOfProvider("apiBase"))
                    .flatMap(one -> address(one.path().get(1)))
                    .map(base -> UserText.of("{0} (default)", base))
                    .orElseGet(() -> UserText.of("not set"));
        }
        String text = sanitize(
                value.get().isTextual() ? value.get().asText() : value.get().toString());
        return change.isOfProvider("preset")
                ? address(value.get().asText())
                        .map(base -> UserText.verbatim(text + " (" + base + ")"))
                        .orElseGet(() -> UserText.verbatim(text))
                : UserText.verbatim(text);
    }

    private static Optional<String> address(String provider) {
        return BuiltInProviders.all().find(provider).flatMap(BuiltInProvider::apiBase);
    }

    private static String provider(DestinationChange change) {
        return sanitize(change.path().get(1));
    }

    /**
     * Returns the value on a single line of limited length. Control and formatting characters are replaced, and the
     * user name and password in a URL are hidden.
     */
    private static String sanitize(String text) {
        String sanitized = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD")
                .replaceAll("(^|//)[^/@\\s\"]*@", "$1•••@");
        return sanitized.length() > MAX_LENGTH ? sanitized.substring(0, MAX_LENGTH) + "…" : sanitized;
    }
}
