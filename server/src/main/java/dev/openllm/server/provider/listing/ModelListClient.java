package dev.openllm.server.provider.listing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.Dialect.ModelPage;
import dev.openllm.server.dialect.ListedModel;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.Addresses;
import dev.openllm.server.provider.endpoint.Endpoint;
import dev.openllm.server.provider.endpoint.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests the model list of an endpoint, page by page. */
public final class ModelListClient {

    /**
     * The maximum number of pages. It exceeds the page count of any provider and prevents an endless loop if pages form
     * a cycle.
     */
    private static final int MAX_PAGES = 50;

    /** The maximum size of a model list: 32 MiB. A larger response cannot be a model list. */
    private static final int MAX_BODY_BYTES = 32 * 1024 * 1024;

    private final RequestSigner signer;
    private final HttpSender http;

    public ModelListClient(RequestSigner signer, HttpSender http) {
        this.signer = signer;
        this.http = http;
    }

    /**
     * Requests the model list. Blocks until the list is complete.
     *
     * @throws OpenLlmException if the endpoint cannot be reached or returns no list
     */
    ModelList fetch(Endpoint endpoint, TimeLimits limits) {
        List<ListedModel> models = new ArrayList<>();
        Optional<String> token = Optional.empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            ModelPage result = endpoint.dialect()
                    .readModels(requestJson(endpoint, endpoint.dialect().listModels(token), limits));
            result.models().stream().filter(model -> !isPattern(model.id())).forEach(models::add);
            if (result.next().isEmpty() || result.next().equals(token)) {
                break;
            }
            token = result.next();
        }
        return new ModelList(models, UserText.of("model list of {0}", endpoint.displayName()));
    }

    /**
     * Returns whether a listed ID is a pattern. Gateways list {@code provider/*} to represent all models of a provider.
     * No model has that name.
     */
    private static boolean isPattern(String id) {
        return id.contains("*");
    }

    /**
     * Returns whether a program is listening at an address.
     *
     * @throws OpenLlmException if a policy forbids the connection
     */
    public boolean isListening(URI address, Duration timeout) {
        return http.isListening(address, timeout);
    }

    /** Sends a request to an endpoint and returns the JSON of the response. */
    public JsonNode requestJson(Endpoint endpoint, WireRequest request, TimeLimits limits) {
        HttpCall call = signer.prepare(endpoint, request, limits);
        try {
            return requestJson(endpoint, call);
        } catch (OpenLlmException refused) {
            if (refused.info().status().orElse(0) == 401 && signer.renewKey(endpoint, call)) {
                return requestJson(endpoint, signer.prepare(endpoint, request, limits));
            }
            throw refused;
        }
    }

    private JsonNode requestJson(Endpoint endpoint, HttpCall call) {
        try (HttpAnswer response = http.send(call)) {
            String body = new String(response.body().readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8);
            if (response.status() / 100 != 2) {
                ErrorInfo error = endpoint.dialect().readError(response.status(), response.headers(), body);
                throw new OpenLlmException(signer.explain(
                        endpoint, error.withProvider(endpoint.name()).withStatus(response.status())));
            }
            JsonNode parsed = Wire.JSON.readTree(body);
            if (!parsed.isObject() && !parsed.isArray()) {
                throw noListError(endpoint);
            }
            return parsed;
        } catch (JsonProcessingException notJson) {
            throw noListError(endpoint);
        } catch (IOException broken) {
            throw new OpenLlmException(
                    ErrorInfo.of(ErrorKind.NETWORK, UserText.of("The connection to {0} was lost.", host(endpoint)))
                            .withProvider(endpoint.name()),
                    broken);
        }
    }

    private static OpenLlmException noListError(Endpoint endpoint) {
        return new OpenLlmException(
                ErrorInfo.of(ErrorKind.BAD_RESPONSE, UserText.of("{0} did not return a model list.", host(endpoint)))
                        .withProvider(endpoint.name())
                        .withHint(UserText.of(
                                "Check the base URL {0}. It should be the URL of the API, which often ends in /v1.",
                                endpoint.apiBase())));
    }

    private static String host(Endpoint endpoint) {
        return Addresses.toDisplayName(endpoint.apiBase());
    }
}
