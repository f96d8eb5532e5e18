package dev.openllm.server.cli.add;

import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Determines whether a provider argument is a URL, and derives a provider name from the host of the URL. */
final class UrlNames {

    /**
     * The host name labels that describe the purpose of a host instead of its owner. These labels are not used as
     * names.
     */
    private static final Set<String> COMMON_LABELS =
            Set.of("www", "api", "llm", "ai", "gateway", "gw", "proxy", "models", "inference", "chat", "openai");

    private UrlNames() {}

    /** Returns whether an argument is a URL. Provider names do not contain dots, slashes, or colons. */
    static boolean isUrl(String text) {
        return text.contains("://")
                || text.contains("/")
                || text.contains(":")
                || text.contains(".")
                || text.equals("localhost");
    }

    /**
     * Parses a URL that the user entered and adds a missing scheme.
     *
     * @throws UsageError if the text is not a valid URL or contains a user name or a password
     */
    static URI parse(String text) {
        String withScheme = text.contains("://") ? text : (isLocal(text) ? "http://" : "https://") + text;
        try {
            URI uri = new URI(withScheme);
            if (uri.getRawUserInfo() != null) {
                throw new UsageError(
                        "The URL contains a username or password. Remove it, and enter the API key when prompted.");
            }
            if (uri.getHost() != null && uri.getScheme().matches("(?i)https?")) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // The exception below reports the invalid URL.
        }
        throw new UsageError(
                Terminal.sanitize(text) + " is not a valid URL. Specify a URL such as https://llm.example.com/v1.");
    }

    private static boolean isLocal(String text) {
        String host = text.replaceFirst("[:/].*$", "");
        return !host.contains(".") || host.matches("[0-9.]+") || host.endsWith(".local") || host.endsWith(".internal");
    }

    /** Returns a name for a server if the user did not specify one. The name differs from all existing names. */
    static String of(URI url, String kind, Collection<String> takenNames) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean hasNoName = host.matches("[0-9.]+|\\[.*|localhost");
        String name = hasNoName ? kind : ofHost(host);
        String candidate = name;
        for (int i = 2; takenNames.contains(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    private static String ofHost(String host) {
        List<String> labels = Arrays.asList(host.split("\\."));
        return labels.stream()
                .limit(Math.max(1, labels.size() - 1L))
                .filter(label -> !COMMON_LABELS.contains(label))
                .findFirst()
                .orElse(labels.getFirst())
                .replaceAll("[^a-z0-9-]", "-");
    }
}
