package dev.openllm.server.cli.add;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ProviderInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Identifies the provider at a URL. Requests are sent only to the host of the URL. */
final class Recognition {

    /** The names of built-in providers that can also be used for the same kind of server at a different address. */
    private static final Set<String> REUSABLE_NAMES =
            Set.of("ollama", "llamafile", "azure", "azure-cognitive-services");

    private final Check check;
    private final List<ProviderInfo> providers;
    private final Optional<String> requestedName;

    /**
     * @param providers all configured and built-in providers
     * @param requestedName the provider name that the user specified
     */
    Recognition(Check check, List<ProviderInfo> providers, Optional<String> requestedName) {
        this.check = check;
        this.providers = providers;
        this.requestedName = requestedName;
    }

    /**
     * Identifies the provider at a URL.
     *
     * @param dialect the API dialect that the user specified; if empty, the dialect is detected
     * @throws OpenLlmException if no server at the URL responds like a provider
     */
    NewProvider recognize(URI url, Optional<String> dialect, Optional<String> key) {
        Optional<ProviderInfo> existing = providers.stream()
                .filter(info -> !info.apiBase().contains("$") && !info.apiBase().isBlank())
                .filter(info -> origin(URI.create(info.apiBase())).equals(origin(url)))
                .filter(info -> !info.local() || info.configured() && !isDetected(info))
                .findFirst();
        if (existing.isPresent()
                && requestedName.isEmpty()
                && (!existing.get().configured() || hasSameAddress(existing.get(), url))) {
            return NewProvider.builtIn(existing.get());
        }
        if (url.getHost().toLowerCase(Locale.ROOT).matches(".*\\.(openai|cognitiveservices)\\.azure\\.(com|us|cn)")) {
            String azure = url.getHost().contains(".openai.") ? "azure" : "azure-cognitive-services";
            boolean hasNoPath = url.getPath() == null || url.getPath().length() < 2;
            NewProvider resource = newProvider(url, "azure", Optional.of(azure), Optional.empty(), true);
            return resource.withApiBase(hasNoPath ? origin(url) + "/openai/v1" : url.toString());
        }
        return dialect.map(api -> newProvider(url, "server", Optional.empty(), Optional.of(api), false))
                .orElseGet(() -> probe(url, key));
    }

    private NewProvider probe(URI url, Optional<String> key) {
        List<NewProvider> candidates = new ArrayList<>();
        candidates.add(newProvider(url, "ollama", Optional.empty(), Optional.of("ollama-chat"), false));
        candidates.add(newProvider(url, "server", Optional.empty(), Optional.of("openai-chat"), false));
        // The API key header that Anthropic defines is tried before the standard header.
        candidates.add(newProvider(url, "server", Optional.of("anthropic"), Optional.empty(), false));
        candidates.add(newProvider(url, "server", Optional.empty(), Optional.of("anthropic-messages"), false));
        String path = url.getPath() == null ? "" : url.getPath();
        if (path.length() > 1 && !path.matches(".*/v\\d.*")) {
            String versioned = url.toString().replaceFirst("/$", "") + "/v1";
            candidates.add(newProvider(url, "server", Optional.empty(), Optional.of("openai-chat"), false)
                    .withApiBase(versioned));
        }
        List<NewProvider> numbered = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            numbered.add(candidates.get(i).withName("candidate-" + i));
        }
        Map<String, Check.Answer> results = check.run(numbered, key);
        for (int i = 0; i < numbered.size(); i++) {
            Check.Answer result = results.get(numbered.get(i).name());
            if (result.isReady() && !result.models().isEmpty()) {
                return detectLlamaCpp(url, candidates.get(i), result);
            }
        }
        ErrorInfo openAiError = results.get(numbered.get(1).name()).error();
        if (openAiError.kind() == ErrorKind.NETWORK || openAiError.kind() == ErrorKind.TIMEOUT) {
            throw new OpenLlmException(openAiError); // without an API key, the other candidates were not checked
        }
        for (int i = 1; i < numbered.size(); i++) { // starts at 1 because Ollama does not require an API key
            if (results.get(numbered.get(i).name()).needsKey()) {
                return candidates.get(i).withNeedsKey(true);
            }
        }
        throw new OpenLlmException(
                ErrorInfo.of(openAiError.kind(), "No model list was found at " + url + ": " + openAiError.message())
                        .withHint("Check the URL path, which often ends with /v1. To add the provider anyway, specify "
                                + "its API with --dialect and a model with --model."));
    }

    /** Detects llama.cpp and llamafile, which are treated as one provider, by their {@code /props} endpoint. */
    private NewProvider detectLlamaCpp(URI url, NewProvider candidate, Check.Answer result) {
        boolean isLlamaCpp = result.models().stream()
                .flatMap(model -> model.sources().values().stream())
                .anyMatch(source -> source.endsWith("/props"));
        return isLlamaCpp
                ? newProvider(url, "llamafile", Optional.of("llamafile"), Optional.empty(), false)
                : candidate;
    }

    private NewProvider newProvider(
            URI url, String kind, Optional<String> preset, Optional<String> dialect, boolean needsKey) {
        Set<String> takenNames = providers.stream()
                .filter(info -> info.configured() && !isDetected(info) || !REUSABLE_NAMES.contains(info.name()))
                .map(ProviderInfo::name)
                .collect(Collectors.toSet());
        String name = requestedName.orElseGet(() -> UrlNames.of(url, kind, takenNames));
        return new NewProvider(
                name,
                url.getAuthority(),
                preset,
                dialect,
                Optional.of(url.toString()),
                Optional.empty(),
                List.of(),
                needsKey,
                false);
    }

    private static boolean isDetected(ProviderInfo info) {
        return info.source().orElse("").equals("found running");
    }

    private static boolean hasSameAddress(ProviderInfo info, URI url) {
        return info.apiBase().replaceFirst("/v1/?$", "").equals(url.toString().replaceFirst("(/v1)?/?$", ""));
    }

    private static String origin(URI url) {
        boolean isDefaultPort = url.getPort() < 0 || url.getPort() == ("https".equals(url.getScheme()) ? 443 : 80);
        return (url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT)
                + (isDefaultPort ? "" : ":" + url.getPort());
    }
}
