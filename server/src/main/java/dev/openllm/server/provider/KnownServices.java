package dev.openllm.server.provider;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The services that are known, read from {@code known-services.jsonc} beside this class when first wanted. */
final class KnownServices {

    private final Map<String, KnownService> byName = new HashMap<>();
    private final Map<String, KnownService> byOrigin = new HashMap<>();
    private final List<KnownService> all = new ArrayList<>();

    private KnownServices(JsonNode services) {
        services.forEach(node -> add(read(node)));
    }

    private static final class Holder {
        private static final KnownServices ALL = load();
    }

    static KnownServices all() {
        return Holder.ALL;
    }

    /** In the order of the file. */
    List<KnownService> list() {
        return List.copyOf(all);
    }

    /** The service of an id or alias. */
    Optional<KnownService> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The service on the internet that answers at an address. */
    Optional<KnownService> at(URI uri) {
        return Optional.ofNullable(byOrigin.get(Addresses.origin(uri)));
    }

    private void add(KnownService service) {
        all.add(service);
        byName.put(service.id(), service);
        service.aliases().forEach(alias -> byName.put(alias, service));
        service.apiBase()
                .filter(base -> !base.contains("$") && !service.local())
                .ifPresent(base -> byOrigin.putIfAbsent(Addresses.origin(URI.create(base)), service));
    }

    private static KnownServices load() {
        // Comments carry the source of a quirk, so they must be allowed where the quirk stands.
        ObjectReader reader = Wire.JSON.reader().with(JsonReadFeature.ALLOW_JAVA_COMMENTS.mappedFeature());
        try (InputStream in = KnownServices.class.getResourceAsStream("known-services.jsonc")) {
            return new KnownServices(reader.readTree(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static KnownService read(JsonNode node) {
        String key = node.path("key").asText("required");
        return new KnownService(
                node.path("id").asText(),
                texts(node.path("aliases")),
                node.path("name").asText(),
                node.path("dialect").asText("openai-chat"),
                text(node.path("reasoningDialect")),
                text(node.path("apiBase")),
                key.equals("none") ? "none" : node.path("auth").asText("bearer"),
                key.equals("required"),
                texts(node.path("keyEnv")),
                map(node.path("headers")),
                KnownService.Models.valueOf(node.path("models").asText("list").toUpperCase(Locale.ROOT)),
                node.path("found").asBoolean(false),
                map(node.path("quirks")),
                text(node.path("documentation")));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.fields().forEachRemaining(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }
}
