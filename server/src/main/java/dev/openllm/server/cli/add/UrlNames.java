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

/** What a user entered as a provider: whether it is a URL, and a name for its host. */
final class UrlNames {

    /** First parts of host names that describe the host's purpose, not its owner. */
    private static final Set<String> COMMON =
            Set.of("www", "api", "llm", "ai", "gateway", "gw", "proxy", "models", "inference", "chat", "openai");

    private UrlNames() {}

    /** Names of providers have no dots, slashes or colons. */
    static boolean isUrl(String text) {
        return text.contains("://")
                || text.contains("/")
                || text.contains(":")
                || text.contains(".")
                || text.equals("localhost");
    }

    /** @throws UsageError when it is not a valid web address, or contains a user name or password */
    static URI parse(String text) {
        String complete = text.contains("://") ? text : (isNearby(text) ? "http://" : "https://") + text;
        try {
            URI uri = new URI(complete);
            if (uri.getRawUserInfo() != null) {
                throw new UsageError(
                        "The URL contains a user name or password. Leave it out and enter the key when asked.");
            }
            if (uri.getHost() != null && uri.getScheme().matches("(?i)https?")) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // Handled below.
        }
        throw new UsageError(
                Terminal.harmless(text) + " is not a web address. Write it like https://llm.example.com/v1.");
    }

    private static boolean isNearby(String text) {
        String host = text.replaceFirst("[:/].*$", "");
        return !host.contains(".") || host.matches("[0-9.]+") || host.endsWith(".local") || host.endsWith(".internal");
    }

    /** A name for an unnamed server, different from existing ones. */
    static String of(URI url, String kind, Collection<String> taken) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean unnamed = host.matches("[0-9.]+|\\[.*|localhost");
        String name = unnamed ? kind : ofHost(host);
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private static String ofHost(String host) {
        List<String> labels = Arrays.asList(host.split("\\."));
        return labels.stream()
                .limit(Math.max(1, labels.size() - 1L))
                .filter(label -> !COMMON.contains(label))
                .findFirst()
                .orElse(labels.getFirst())
                .replaceAll("[^a-z0-9-]", "-");
    }
}
