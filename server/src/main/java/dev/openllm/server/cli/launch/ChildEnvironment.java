package dev.openllm.server.cli.launch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment of a launched tool: the user's environment variables, except those that would select a different
 * provider.
 */
final class ChildEnvironment {

    /** The prefixes of environment variables that select a provider and its API key in tools. */
    static final List<String> REMOVED_PREFIXES = List.of(
            "ANTHROPIC_",
            "CLAUDE_CODE_USE_",
            "OPENAI_",
            "GEMINI_",
            "GOOGLE_",
            "COPILOT_PROVIDER_",
            "COPILOT_MODEL",
            "OPENLLM_GATEWAY_");

    private static final String LOOPBACK_HOSTS = "127.0.0.1,localhost";

    private ChildEnvironment() {}

    /** Returns the names of the variables that are removed from an environment. */
    static List<String> removedFrom(Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(name -> REMOVED_PREFIXES.stream().anyMatch(name.toUpperCase(Locale.ROOT)::startsWith))
                .sorted()
                .toList();
    }

    static Map<String, String> of(Map<String, String> inherited, Map<String, String> added) {
        Map<String, String> environment = new TreeMap<>(inherited);
        removedFrom(inherited).forEach(environment::remove);
        environment.putAll(proxyExceptions(inherited));
        environment.putAll(added);
        return environment;
    }

    /**
     * Returns the environment variables that list the hosts to access without a proxy. The loopback addresses are added
     * to the inherited hosts, because requests to the gateway must not be sent through a proxy.
     */
    static Map<String, String> proxyExceptions(Map<String, String> inherited) {
        return Stream.of("NO_PROXY", "no_proxy")
                .collect(Collectors.toMap(
                        name -> name,
                        name -> Stream.of(inherited.getOrDefault(name, ""), LOOPBACK_HOSTS)
                                .filter(part -> !part.isBlank())
                                .collect(Collectors.joining(","))));
    }
}
