package dev.openllm.server.embedding;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.embedding.EmbeddingQuirk;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.provider.endpoint.Endpoint;
import java.net.URI;
import java.util.Objects;

/**
 * The endpoint to which embedding requests for a model are sent. If a quirk specifies a path for embeddings, this
 * endpoint has a different path than the provider's other endpoints.
 */
final class EmbeddingEndpoint {

    private EmbeddingEndpoint() {}

    /**
     * Returns the endpoint for embedding requests to a model.
     *
     * @throws OpenLlmException of kind {@code config} if the path in the quirk is invalid or leads outside the
     *     provider's origin
     */
    static Endpoint of(ResolvedModel.Remote model) {
        Endpoint endpoint = model.endpoint();
        String path = model.quirks().value(EmbeddingQuirk.BASE, "");
        if (path.isEmpty()) {
            return endpoint;
        }
        URI base = endpoint.apiBase();
        try {
            URI resolved = URI.create(base + "/").resolve(path).normalize();
            if (Objects.equals(resolved.getScheme(), base.getScheme())
                    && Objects.equals(resolved.getRawAuthority(), base.getRawAuthority())) {
                return endpoint.withApiBase(withoutParentSegments(resolved));
            }
        } catch (IllegalArgumentException malformed) {
            // The exception below reports the invalid path.
        }
        throw new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of(
                        "The value of the `{0}` quirk for {1} is not a valid path.",
                        EmbeddingQuirk.BASE, endpoint.name()),
                UserText.of("Set the quirk to a path relative to the base URL, such as ../v2."));
    }

    /**
     * Removes leading {@code /..} segments, which remain if the base URL has fewer segments than expected. The
     * resulting path is relative to the root of the server.
     */
    private static URI withoutParentSegments(URI uri) {
        String path = uri.getRawPath();
        while (path.startsWith("/../")) {
            path = path.substring("/..".length());
        }
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path);
    }
}
