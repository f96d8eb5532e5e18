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
    private static final Set<String> IN_PLACE = Set.of("ollama", "llamafile", "azure", "azure-cognitive-services");

    private final Check check;
    private final List<ProviderInfo> providers;
    private final Optional<String> wantedName;

    /**
     * @param providers all configured and built-in providers
     * @param wantedName the provider name that the user specified
     */
    Recognition(Check check, List<ProviderInfo> providers, Optional<String> wantedName) {
        this.check = check;
        this.providers = providers;
        this.wantedName = wantedName;
    }

    /**
     * Identifies the provider at a URL.
     *
     * @param dialect the API dialect that the user specified; if empty, the dialect is detected
     * @throws OpenLlmException if no server at the URL responds like a provider
     */
    NewProvider of(URI url, Optional<String> dialect, Optional<String> key) {
        Optional<ProviderInfo> known = providers.stream()
                .filter(info -> !info.apiBase().contains("$") && !info.apiBase().isBlank())
                .filter(info -> origin(URI.create(info.apiBase())).equals(origin(url)))
                .filter(info -> !info.local() || info.configured() && !isFound(info))
                .findFirst();
        if (known.isPresent() && wantedName.isEmpty() && (!known.get().configured() || sameAddress(known.get(), url))) {
            return NewProvider.builtIn(known.get());
        }
        if (url.getHost().toLowerCase(Locale.ROOT).matches(".*\\.(openai|cognitiveservices)\\.azure\\.(com|us|cn)")) {
            String azure = url.getHost().contains(".openai.") ? "azure" : "azure-cognitive-services";
            boolean bare = url.getPath() == null || url.getPath().length() < 2;
            NewProvider resource = server(url, "azure", Optional.of(azure), Optional.empty(), true);
            return resource.withApiBase(bare ? origin(url) + "/openai/v1" : url.toString());
        }
        return dialect.map(api -> server(url, "server", Optional.empty(), Optional.of(api), false))
                .orElseGet(() -> probed(url, key));
    }

    private NewProvider probed(URI url, Optional<String> key) {
        List<NewProvider> candidates = new ArrayList<>();
        candidates.add(server(url, "ollama", Optional.empty(), Optional.of("ollama-chat"), false));
        candidates.add(server(url, "server", Optional.empty(), Optional.of("openai-chat"), false));
        // The API key header that Anthropic defines is tried before the standard header.
        candidates.add(server(url, "server", Optional.of("anthropic"), Optional.empty(), false));
        candidates.add(server(url, "server", Optional.empty(), Optional.of("anthropic-messages"), false));
        String path = url.getPath() == null ? "" : url.getPath();
        if (path.length() > 1 && !path.matches(".*/v\\d.*")) {
            String versioned = url.toString().replaceFirst("/$", "") + "/v1";
            candidates.add(server(url, "server", Optional.empty(), Optional.of("openai-chat"), false)
                    .withApiBase(versioned));
        }
        List<NewProvider> named = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            named.add(candidates.get(i).withName("candidate-" + i));
        }
        Map<String, Check.Answer> answers = check.ask(named, key);
        for (int i = 0; i < named.size(); i++) {
            Check.Answer answer = answers.get(named.get(i).name());
            if (answer.ready() && !answer.models().isEmpty()) {
                return recognized(url, candidates.get(i), answer);
            }
        }
        ErrorInfo openAi = answers.get(named.get(1).name()).error();
        if (openAi.kind() == ErrorKind.NETWORK || openAi.kind() == ErrorKind.TIMEOUT) {
            throw new OpenLlmException(openAi); // without an API key, the other candidates were not checked
        }
        for (int i = 1; i < named.size(); i++) { // starts at 1 because Ollama does not require an API key
            if (answers.get(named.get(i).name()).wantsKey()) {
                return candidates.get(i).needingKey(true);
            }
        }
        throw new OpenLlmException(
                ErrorInfo.of(openAi.kind(), "No model list was found at " + url + ": " + openAi.message())
                        .withHint("Check the URL path, which often ends with /v1. To add the provider anyway, specify "
                                + "its API with --dialect and a model with --model."));
    }

    /** Detects llama.cpp and llamafile, which are treated as one provider, by their {@code /props} endpoint. */
    private NewProvider recognized(URI url, NewProvider candidate, Check.Answer answer) {
        boolean llamaCpp = answer.models().stream()
                .flatMap(model -> model.sources().values().stream())
                .anyMatch(source -> source.endsWith("/props"));
        return llamaCpp ? server(url, "llamafile", Optional.of("llamafile"), Optional.empty(), false) : candidate;
    }

    private NewProvider server(
            URI url, String kind, Optional<String> preset, Optional<String> dialect, boolean needsKey) {
        Set<String> taken = providers.stream()
                .filter(info -> info.configured() && !isFound(info) || !IN_PLACE.contains(info.name()))
                .map(ProviderInfo::name)
                .collect(Collectors.toSet());
        String name = wantedName.orElseGet(() -> UrlNames.of(url, kind, taken));
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

    private static boolean isFound(ProviderInfo info) {
        return info.source().orElse("").equals("found running");
    }

    private static boolean sameAddress(ProviderInfo info, URI url) {
        return info.apiBase().replaceFirst("/v1/?$", "").equals(url.toString().replaceFirst("(/v1)?/?$", ""));
    }

    private static String origin(URI url) {
        boolean standard = url.getPort() < 0 || url.getPort() == ("https".equals(url.getScheme()) ? 443 : 80);
        return (url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT)
                + (standard ? "" : ":" + url.getPort());
    }
}
