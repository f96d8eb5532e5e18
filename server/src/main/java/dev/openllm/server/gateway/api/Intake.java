package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A record of the parts of a request that are omitted because {@link Tolerance} permits their omission. The client is
 * notified in a response header, and the user is notified in the log. Not thread-safe.
 */
public final class Intake {

    /**
     * The maximum length, in characters, of a name in a notice. Names are taken from the request, so their length must
     * be limited before they are sent in a header.
     */
    private static final int MAX_NAME_LENGTH = 64;

    private static final int MAX_HEADER_LENGTH = 1500;

    /** The provider dialects that correspond to the gateway APIs, keyed by API name. */
    private static final Map<String, String> DIALECTS = Map.of(
            "chat", "openai-chat",
            "completions", "openai-chat",
            "fim", "openai-chat",
            "responses", "openai-responses",
            "messages", "anthropic-messages",
            "ollama", "ollama-chat",
            "gemini", "gemini",
            "embeddings", "openai-chat",
            "ollama-embed", "ollama-chat",
            "gemini-embed", "gemini");

    private final String api;
    private final String consumer;
    private final Set<String> notices = new LinkedHashSet<>();
    private final Map<String, JsonNode> forwarded = new LinkedHashMap<>();

    /**
     * @param api the name that {@link Tolerance} uses for the API, such as {@code chat}, {@code responses}, {@code
     *     messages}, {@code ollama}, or {@code gemini}
     * @param consumer the consumer that sent the request; the stored data of a consumer is not visible to other
     *     consumers
     */
    public Intake(String api, String consumer) {
        this.api = api;
        this.consumer = consumer;
    }

    public String consumer() {
        return consumer;
    }

    /**
     * Omits a tool, item, or block according to the rules in {@link Tolerance}.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code invalid_request} if no rule permits this
     */
    public void omit(String kind, String name) {
        Tolerance.Rule rule = Tolerance.of(api, kind, name)
                .orElseThrow(() -> Fields.invalid("The " + kind + " \"" + name + "\" is not supported."));
        if (rule.effect() == Tolerance.Effect.NOTICE) {
            addNotice("The " + kind + " \"" + sanitize(name) + "\" was omitted: " + rule.reason() + ".");
        }
    }

    /** Omits or forwards all fields of the request that are set but that the API implementation does not read. */
    public void omitFields(JsonNode body, Set<String> supported) {
        body.properties().stream()
                .filter(field -> !supported.contains(field.getKey()) && isSet(field.getKey(), field.getValue()))
                .forEach(field -> omitField(field.getKey(), field.getValue()));
    }

    private void omitField(String name, JsonNode value) {
        if (!isForwarded("field", name)) {
            omit("field", name);
            return;
        }
        forwarded.put(name, value);
        addNotice("The field \"" + sanitize(name) + "\" is sent only to providers that use this API.");
    }

    /** Forwards a field to providers that use the client's API, without adding a notice. */
    public void forward(String name, JsonNode value) {
        forwarded.put(name, value);
    }

    /**
     * Omits the unread fields of a nested object, except for the fields that can be forwarded.
     *
     * @return the unread fields that can be forwarded to providers that use the client's API
     */
    public ObjectNode omitOptions(JsonNode options, Set<String> supported) {
        ObjectNode forwardable = JsonNodeFactory.instance.objectNode();
        options.properties().stream()
                .filter(option -> !supported.contains(option.getKey())
                        && !option.getValue().isNull())
                .forEach(option -> {
                    String name = option.getKey();
                    if (isForwarded("option", name)) {
                        forwardable.set(name, option.getValue());
                        addNotice("The option \"" + sanitize(name) + "\" is sent only to providers that use this API.");
                    } else if (isSet(option.getKey(), option.getValue())) {
                        omit("option", name);
                    }
                });
        return forwardable;
    }

    private boolean isForwarded(String kind, String name) {
        return Tolerance.of(api, kind, name)
                .filter(rule -> rule.effect() == Tolerance.Effect.FORWARD)
                .isPresent();
    }

    /**
     * Returns the fields to be forwarded, in the format of {@link dev.openllm.protocol.chat.ChatOptions#dialectFields}.
     */
    public Map<String, Map<String, JsonNode>> dialectFields() {
        return forwarded.isEmpty() ? Map.of() : Map.of(DIALECTS.get(api), Map.copyOf(forwarded));
    }

    /**
     * Omits the fields of a part of the request that are set but not read.
     *
     * @param part the name that {@link Tolerance} uses for the part, such as {@code image_url}
     */
    public void omitFieldsOf(String part, JsonNode object, Set<String> supported) {
        object.properties().stream()
                .filter(field -> !supported.contains(field.getKey()) && isSet(field.getKey(), field.getValue()))
                .forEach(field -> omitFieldsOf(part, field.getKey()));
    }

    private void omitFieldsOf(String part, String name) {
        Tolerance.Rule rule = Tolerance.of(api, part, name).orElse(Tolerance.DEFAULT_FIELD_RULE);
        if (rule.effect() != Tolerance.Effect.NONE) {
            addNotice("The field \"" + sanitize(name) + "\" of " + part + " was omitted: " + rule.reason() + ".");
        }
    }

    /**
     * Returns the fields of a tool that are set but not read. They can be sent to providers that use the client's API.
     */
    public Map<String, Map<String, JsonNode>> forwardToolFields(JsonNode tool, Set<String> supported) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        tool.properties().stream()
                .filter(field -> !supported.contains(field.getKey()) && isSet(field.getKey(), field.getValue()))
                .forEach(field -> {
                    fields.put(field.getKey(), field.getValue());
                    addNotice("The field \"" + sanitize(field.getKey())
                            + "\" of tools is sent only to providers that use this API.");
                });
        return fields.isEmpty() ? Map.of() : Map.of(DIALECTS.get(api), Map.copyOf(fields));
    }

    /**
     * Adds a notice that reasoning without a provider's signature is sent only to models whose API accepts such
     * reasoning.
     */
    public void addUnsignedReasoningNotice() {
        addNotice("Reasoning without the provider's signature is sent only to models whose API accepts it.");
    }

    /**
     * Returns whether a field has an effect. A field with its default value has no effect, and clients send such fields
     * with every request.
     */
    private static boolean isSet(String name, JsonNode value) {
        return !value.isNull()
                && !(value.isContainerNode() && value.isEmpty())
                && !(value.isBoolean() && !value.booleanValue())
                && !(value.isNumber() && value.doubleValue() == 0)
                && (!value.asText().equals("auto") || name.equals("truncation"))
                && !(value.path("enabled").isBoolean() && !value.path("enabled").booleanValue())
                && !value.asText().equals("default")
                && !value.asText().equals("disabled");
    }

    public void addNotice(String sentence) {
        notices.add(sentence);
    }

    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** Returns all notices as a single header value, or an empty result if there are none. */
    public String header() {
        if (notices.isEmpty()) {
            return "";
        }
        String all = notices.stream().map(Intake::toAscii).collect(Collectors.joining(" "));
        return all.length() <= MAX_HEADER_LENGTH ? all : all.substring(0, MAX_HEADER_LENGTH - 3) + "...";
    }

    /**
     * Replaces all characters in a name except ASCII letters, digits, and {@code _ . : / -}, and limits the length of
     * the name, so the name can be displayed safely in headers and logs.
     */
    static String sanitize(String name) {
        String sanitized = name.replaceAll("[^A-Za-z0-9_.:/-]", "?");
        return sanitized.length() <= MAX_NAME_LENGTH ? sanitized : sanitized.substring(0, MAX_NAME_LENGTH);
    }

    private static String toAscii(String sentence) {
        return sentence.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
