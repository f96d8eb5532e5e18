package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretWhereResult.Outcome;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.secret.Lookup;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.Secrets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Converts a dialect's request to an HTTP call to an endpoint, with the address, headers, and API key. */
public final class RequestSigner implements ChatSigner {

    private final Secrets secrets;
    private final AzureTokens azure;
    private final Map<String, UserText> keySources = new ConcurrentHashMap<>();

    public RequestSigner(Secrets secrets, AzureTokens azure) {
        this.secrets = secrets;
        this.azure = azure;
    }

    /**
     * Creates the HTTP call for a request other than a chat request. The user is not asked to sign in for such a
     * request.
     */
    public HttpCall prepare(Endpoint endpoint, WireRequest request, TimeLimits limits) {
        return prepare(withFirstKey(endpoint), request, limits, false);
    }

    @Override
    public HttpCall prepareChat(Endpoint endpoint, WireRequest request, TimeLimits limits) {
        return prepare(endpoint, request, limits, true);
    }

    private HttpCall prepare(Endpoint endpoint, WireRequest request, TimeLimits limits, boolean interactive) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json");
        headers.putAll(request.headers());
        headers.putAll(endpoint.headers());
        endpoint.auth().ifPresent(auth -> addKey(endpoint, auth, headers, interactive));
        request.body().ifPresent(body -> headers.put("Content-Type", "application/json"));
        return new HttpCall(
                request.method(),
                address(endpoint, request),
                headers,
                request.body().map(BodyBytes::of),
                limits);
    }

    @Override
    public Endpoint withFirstKey(Endpoint endpoint) {
        SecretQuery key = endpoint.key();
        boolean chosen = endpoint.auth().isEmpty()
                || key.name().isPresent()
                || secrets.names(key).isEmpty()
                || secrets.find(key).isPresent();
        return chosen ? endpoint : firstAvailable(secrets.names(key), endpoint).orElse(endpoint);
    }

    @Override
    public Optional<Endpoint> withNextKey(Endpoint endpoint) {
        List<String> names = secrets.names(endpoint.key());
        int next = endpoint.key().name().map(names::indexOf).orElse(-1) + 1;
        return endpoint.auth().isEmpty()
                ? Optional.empty()
                : firstAvailable(names.subList(next, names.size()), endpoint);
    }

    private Optional<Endpoint> firstAvailable(List<String> names, Endpoint endpoint) {
        return names.stream()
                .map(endpoint.key()::withName)
                .filter(key -> secrets.find(key).isPresent())
                .findFirst()
                .map(endpoint::withKey);
    }

    @Override
    public boolean renewKey(Endpoint endpoint, HttpCall refused) {
        return endpoint.auth()
                .flatMap(auth -> Optional.ofNullable(refused.headers().get(auth.header()))
                        .filter(value -> value.startsWith(auth.prefix()))
                        .map(value -> value.substring(auth.prefix().length())))
                .filter(key -> !key.isEmpty() && secrets.renew(endpoint.key(), new Secret(key)))
                .isPresent();
    }

    /** Returns the source from which a provider's API key was obtained when the key was last used. */
    public Optional<UserText> keySource(String provider) {
        return Optional.ofNullable(keySources.get(provider));
    }

    /**
     * Returns whether a chat request would include an API key from a store, a key in a configured header, or a
     * Microsoft Entra ID token.
     */
    @Override
    public boolean usesKey(Endpoint endpoint) {
        return endpoint.headers().keySet().stream().anyMatch(RequestSigner::isCredential)
                || endpoint.auth().isPresent()
                        && (secrets.find(withFirstKey(endpoint).key()).isPresent()
                                || keySources.containsKey(endpoint.name())
                                || azure.canSignIn(endpoint));
    }

    /**
     * Returns the error that explains why a provider refused a request. If no API key was sent because the key is bound
     * to a different host, the provider's message does not mention this cause, so the error about the key is returned
     * instead.
     */
    @Override
    public ErrorInfo explain(Endpoint endpoint, ErrorInfo refusal) {
        boolean isKeyError = refusal.kind() == ErrorKind.AUTH || refusal.kind() == ErrorKind.PERMISSION;
        boolean keySent = keySources.containsKey(endpoint.name())
                || endpoint.headers().keySet().stream().anyMatch(RequestSigner::isCredential);
        return isKeyError && !keySent && endpoint.auth().isPresent()
                ? withheldKeyError(endpoint).orElse(refusal)
                : refusal;
    }

    /**
     * Returns the error for an available API key that is bound to a different host, or an empty result if there is no
     * such key.
     */
    private Optional<ErrorInfo> withheldKeyError(Endpoint endpoint) {
        return secrets.where(endpoint.key()).tried().stream()
                .filter(tried -> tried.outcome() == Outcome.OTHER_HOST)
                .findFirst()
                .map(tried -> MissingKey.otherHostError(endpoint, tried));
    }

    private void addKey(Endpoint endpoint, AuthScheme auth, Map<String, String> headers, boolean interactive) {
        Optional<Lookup.Found> found = secrets.find(endpoint.key());
        if (found.isEmpty()) {
            keySources.remove(endpoint.name());
            Optional<Lookup.Found> token = azure.token(endpoint, interactive);
            if (token.isPresent()) {
                keySources.put(endpoint.name(), token.get().location());
                headers.put("Authorization", "Bearer " + token.get().secret().reveal());
                return;
            }
            boolean canSignInLater = !interactive && azure.canSignIn(endpoint);
            if (!canSignInLater
                    && endpoint.needsKey()
                    && headers.keySet().stream().noneMatch(RequestSigner::isCredential)) {
                throw new OpenLlmException(withheldKeyError(endpoint).orElseGet(() -> MissingKey.error(endpoint)));
            }
            return;
        }
        UserText source = found.get().location();
        keySources.put(endpoint.name(), source);
        endpoint.headers().keySet().stream()
                .filter(RequestSigner::isCredential)
                .findFirst()
                .ifPresent(header -> {
                    throw new OpenLlmException(
                            ErrorKind.CONFIG,
                            UserText.of(
                                    "Provider {0} has both an API key ({1}) and the header {2}.",
                                    endpoint.name(), source, header),
                            UserText.of("Remove the header from the configuration, or delete the API key."));
                });
        String value = found.get().secret().reveal().strip();
        if (value.isEmpty() || !HeaderRules.isValue(value)) {
            throw new OpenLlmException(ErrorInfo.of(
                            ErrorKind.AUTH,
                            UserText.of(
                                    "The API key for {0} ({1}) is empty or contains invalid characters.",
                                    endpoint.name(), source))
                    .withProvider(endpoint.name())
                    .withHint(UserText.of("Store the API key again, without line breaks.")));
        }
        headers.put(auth.header(), auth.prefix() + value);
    }

    private static boolean isCredential(String header) {
        return HeaderRules.CREDENTIALS.contains(header.toLowerCase(java.util.Locale.ROOT));
    }

    private static URI address(Endpoint endpoint, WireRequest request) {
        Map<String, String> query = new TreeMap<>(endpoint.query());
        query.putAll(request.query());
        String queryString = query.isEmpty()
                ? ""
                : "?"
                        + query.entrySet().stream()
                                .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
                                .collect(Collectors.joining("&"));
        return URI.create(endpoint.apiBase() + encodePath(path(endpoint, request)) + queryString);
    }

    /**
     * Returns the path of a request. In the older Azure address style, the deployment name, which is the model name in
     * the request, precedes the operation in the path.
     */
    private static String path(Endpoint endpoint, WireRequest request) {
        String model = request.body().map(body -> body.path("model").asText("")).orElse("");
        return endpoint.quirks().has(AzureAddress.BY_DEPLOYMENT) && !model.isEmpty()
                ? "/deployments/" + model + request.path()
                : request.path();
    }

    /**
     * Percent-encodes the characters that are not allowed in a path. Model IDs are part of some paths and can contain
     * any characters that a user enters.
     */
    private static String encodePath(String path) {
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean allowed = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~!$&'()*+,;=:@/%".indexOf(c) >= 0);
            if (allowed) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
