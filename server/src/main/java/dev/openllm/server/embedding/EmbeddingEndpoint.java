package dev.openllm.server.embedding;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.embedding.EmbeddingQuirk;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.provider.endpoint.Endpoint;
import java.net.URI;
import java.util.Objects;

/** The endpoint for a model's embeddings: at another path of the provider, if a quirk specifies one. */
final class EmbeddingEndpoint {

    private EmbeddingEndpoint() {}

    /** @throws OpenLlmException of kind {@code config} if that path leaves the provider's own origin */
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
                return endpoint.withApiBase(withoutParents(resolved));
            }
        } catch (IllegalArgumentException malformed) {
            // reported below
        }
        throw new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of(
                        "The quirk {0} of {1} is not a path at the provider.", EmbeddingQuirk.BASE, endpoint.name()),
                UserText.of("Set the quirk to a path relative to the base URL, such as ../v2."));
    }

    /** For a base URL that is shorter than expected, the root is used. */
    private static URI withoutParents(URI uri) {
        String path = uri.getRawPath();
        while (path.startsWith("/../")) {
            path = path.substring("/..".length());
        }
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path);
    }
}
