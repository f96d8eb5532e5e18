package dev.openllm.server.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Maps the path of a request to an operation. */
final class Paths {

    private static final List<String> VERSIONS = List.of("/v1", "/v1beta", "/v1alpha");
    private static final String MODEL = "{model}";

    /**
     * The operation that a request path identifies, and the argument in the path.
     *
     * @param argument the model or ID as written in the path; empty if the path contains no argument
     */
    record Match(Operation operation, String argument) {}

    private static final PathCache<List<Match>> MATCHES = new PathCache<>(Paths::compute);
    private static final PathCache<String> GOOGLE_PATHS = new PathCache<>(path -> compute(path, true));
    private static final PathCache<String> OTHER_PATHS = new PathCache<>(path -> compute(path, false));

    private Paths() {}

    /**
     * A cache for values that are computed from a request path. The number of entries is limited. The value for a path
     * never changes, and clients use only a few different paths. Thread-safe.
     */
    private record PathCache<T>(Function<String, T> compute, Map<String, T> cache) {

        private static final int MAX_ENTRIES = 256;
        private static final int MAX_PATH_LENGTH = 200;

        PathCache(Function<String, T> compute) {
            this(compute, new ConcurrentHashMap<>());
        }

        T get(String path) {
            T value = cache.get(path);
            if (value == null) {
                value = compute.apply(path);
                if (path.length() <= MAX_PATH_LENGTH && cache.size() < MAX_ENTRIES) {
                    cache.put(path, value);
                }
            }
            return value;
        }
    }

    /**
     * Returns the path with exactly one API version segment. The base URL that users enter in a client can contain the
     * version, omit it, or cause the client to repeat it. The stable version of the Gemini API is mapped to the beta
     * version because both versions accept the same requests.
     *
     * @param google whether the client uses the Gemini API, whose model list has the same path as the model list of the
     *     OpenAI API
     */
    static String canonical(String path, boolean google) {
        return google ? GOOGLE_PATHS.get(path) : OTHER_PATHS.get(path);
    }

    private static String compute(String path, boolean google) {
        String unversioned = path;
        boolean isBeta = false;
        for (Optional<String> version = version(unversioned); version.isPresent(); version = version(unversioned)) {
            unversioned = unversioned.substring(version.get().length());
            isBeta |= !version.get().equals("/v1");
        }
        if (isBeta || isGeminiCall(unversioned) || google && (unversioned + "/").startsWith("/models/")) {
            return "/v1beta" + unversioned;
        }
        String versioned = "/v1" + unversioned;
        return !matching(versioned).isEmpty()
                ? versioned
                : matching(unversioned).isEmpty() ? path : unversioned;
    }

    private static Optional<String> version(String path) {
        return VERSIONS.stream()
                .filter(version -> path.startsWith(version + "/"))
                .findFirst();
    }

    /**
     * Returns whether the path is a Gemini path that calls a model. Only such a path contains a colon and a method name
     * after the model.
     */
    private static boolean isGeminiCall(String unversioned) {
        return matching("/v1beta" + unversioned).stream()
                .anyMatch(match -> match.operation().path().contains("}:"));
    }

    /** Returns the operation for an HTTP method and a canonical path. */
    static Optional<Match> find(String method, String path) {
        return matching(path).stream()
                .filter(match -> match.operation().method().equals(method))
                .findFirst();
    }

    /**
     * Returns the HTTP methods that a path supports, in the format of the {@code Allow} header. Returns an empty result
     * if the path does not exist.
     */
    static String methods(String path) {
        return matching(path).stream().map(match -> match.operation().method()).collect(Collectors.joining(", "));
    }

    /**
     * Returns the operations whose path pattern matches the specified path. If several patterns match, only the pattern
     * with the most literal characters applies.
     */
    private static List<Match> matching(String path) {
        return MATCHES.get(path);
    }

    private static List<Match> compute(String path) {
        List<Match> all = Arrays.stream(Operation.values())
                .flatMap(operation -> match(operation, path).stream())
                .toList();
        int shortest =
                all.stream().mapToInt(match -> match.argument().length()).min().orElse(0);
        return all.stream()
                .filter(match -> match.argument().length() == shortest)
                .toList();
    }

    private static Optional<Match> match(Operation operation, String path) {
        String pattern = operation.path();
        int start = pattern.indexOf('{');
        if (start < 0) {
            return pattern.equals(path) ? Optional.of(new Match(operation, "")) : Optional.empty();
        }
        String before = pattern.substring(0, start);
        String after = pattern.substring(pattern.indexOf('}') + 1);
        int end = path.length() - after.length();
        if (!path.startsWith(before) || !path.endsWith(after) || end <= before.length()) {
            return Optional.empty();
        }
        String argument = path.substring(before.length(), end);
        // Only model names can contain slashes, so a pattern with any other parameter does not match an argument with a
        // slash.
        return pattern.contains(MODEL) || !argument.contains("/")
                ? Optional.of(new Match(operation, argument))
                : Optional.empty();
    }
}
