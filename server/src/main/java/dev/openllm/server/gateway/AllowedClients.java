package dev.openllm.server.gateway;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.Config;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The origins of web pages that may send requests to the gateway, and the host names, other than those of this machine,
 * to which requests can be addressed. The user configures both sets; by default, they are empty.
 *
 * @param origins the allowed origins in the format that browsers send, including any port
 * @param hosts the allowed host names in lowercase; a name without a port is allowed both with the gateway's own port
 *     and without a port
 */
public record AllowedClients(Set<String> origins, Set<String> hosts) {

    public static final AllowedClients NONE = new AllowedClients(Set.of(), Set.of());

    private static final String ORIGINS = "gateway.allowedOrigins";
    private static final String HOSTS = "gateway.allowedHosts";

    public AllowedClients {
        origins = Set.copyOf(origins);
        hosts = Set.copyOf(hosts);
    }

    /**
     * Returns the origins and host names that the configuration allows.
     *
     * @throws OpenLlmException of kind {@code config} if an entry is invalid
     */
    public static AllowedClients of(Config config) {
        firstError(config).ifPresent(problem -> {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The gateway cannot start because of an error in " + location(problem) + ": " + problem.message(),
                    "Correct the error and start the gateway again.");
        });
        return new AllowedClients(items(config.settings(), ORIGINS), items(config.settings(), HOSTS));
    }

    /**
     * Returns a supplier of the origins and host names that the current configuration allows. While any entry is
     * invalid, only the host names of this machine are allowed.
     */
    public static Supplier<AllowedClients> supplier(Supplier<Config> config) {
        record Known(Config config, AllowedClients allowed) {}
        AtomicReference<Known> last = new AtomicReference<>(new Known(Config.EMPTY, NONE));
        return () -> {
            Config current = config.get();
            Known cached = last.get();
            if (cached.config() != current) {
                cached = new Known(current, firstError(current).isPresent() ? NONE : of(current));
                last.set(cached);
            }
            return cached.allowed();
        };
    }

    private static Optional<Problem> firstError(Config config) {
        return config.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .filter(problem -> problem.setting()
                        .filter(AllowedClients::isClientSetting)
                        .isPresent())
                .findFirst();
    }

    private static boolean isClientSetting(String setting) {
        String path = setting.replace("_", "").toLowerCase(Locale.ROOT);
        return path.equals("gateway")
                || path.startsWith(ORIGINS.toLowerCase(Locale.ROOT))
                || path.startsWith(HOSTS.toLowerCase(Locale.ROOT));
    }

    private static String location(Problem problem) {
        return problem.file()
                .map(file -> problem.line() > 0 ? "line " + problem.line() + " of " + file : file)
                .orElse("the VS Code user settings");
    }

    /** Returns the entries of a comma-separated setting. An entry cannot contain a comma. */
    private static Set<String> items(Map<String, String> settings, String name) {
        return Arrays.stream(settings.getOrDefault(name, "").split(","))
                .filter(item -> !item.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean allowsHost(String host, int port) {
        String portSuffix = ":" + port;
        return hosts.contains(host)
                || host.endsWith(portSuffix) && hosts.contains(host.substring(0, host.length() - portSuffix.length()));
    }
}
