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
    private static final int LONGEST_NAME = 64;

    private static final int LONGEST_HEADER = 1500;

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
    public void leaveOut(String kind, String name) {
        Tolerance.Rule rule = Tolerance.of(api, kind, name)
                .orElseThrow(() -> Fields.invalid("The " + kind + " \"" + name + "\" is not supported."));
        if (rule.effect() == Tolerance.Effect.NOTICE) {
            notice("The " + kind + " \"" + plain(name) + "\" was omitted: " + rule.reason() + ".");
        }
    }

    /** Omits or forwards all fields of the request that are set but that the API implementation does not read. */
    public void leaveOutFields(JsonNode body, Set<String> read) {
        body.properties().stream()
                .filter(field -> !read.contains(field.getKey()) && isSet(field.getKey(), field.getValue()))
                .forEach(field -> leaveOutField(field.getKey(), field.getValue()));
    }

    private void leaveOutField(String name, JsonNode value) {
        if (!isForwarded("field", name)) {
            leaveOut("field", name);
            return;
        }
        forwarded.put(name, value);
        notice("The field \"" + plain(name) + "\" is sent only to providers that use this API.");
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
    public ObjectNode leaveOutOptions(JsonNode options, Set<String> read) {
        ObjectNode forwardable = JsonNodeFactory.instance.objectNode();
        options.properties().stream()
                .filter(option ->
                        !read.contains(option.getKey()) && !option.getValue().isNull())
                .forEach(option -> {
                    String name = option.getKey();
                    if (isForwarded("option", name)) {
                        forwardable.set(name, option.getValue());
                        notice("The option \"" + plain(name) + "\" is sent only to providers that use this API.");
                    } else if (isSet(option.getKey(), option.getValue())) {
                        leaveOut("option", name);
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
    public void leaveOutOf(String part, JsonNode object, Set<String> read) {
        object.properties().stream()
                .filter(field -> !read.contains(field.getKey()) && isSet(field.getKey(), field.getValue()))
                .forEach(field -> leaveOutOf(part, field.getKey()));
    }

    private void leaveOutOf(String part, String name) {
        Tolerance.Rule rule = Tolerance.of(api, part, name).orElse(Tolerance.NOWHERE);
        if (rule.effect() != Tolerance.Effect.NONE) {
            notice("The field \"" + plain(name) + "\" of " + part + " was omitted: " + rule.reason() + ".");
        }
    }

    /**
     * Returns the fields of a tool that are set but not read. They can be sent to providers that use the client's API.
     */
    public Map<String, Map<String, JsonNode>> forwardOf(JsonNode tool, Set<String> read) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        tool.properties().stream()
                .filter(field -> !read.contains(field.getKey()) && isSet(field.getKey(), field.getValue()))
                .forEach(field -> {
                    fields.put(field.getKey(), field.getValue());
                    notice("The field \"" + plain(field.getKey())
                            + "\" of tools is sent only to providers that use this API.");
                });
        return fields.isEmpty() ? Map.of() : Map.of(DIALECTS.get(api), Map.copyOf(fields));
    }

    /**
     * Adds a notice that reasoning without a provider's signature is sent only to models whose API accepts such
     * reasoning.
     */
    public void unsignedReasoning() {
        notice("Reasoning without the provider's signature is sent only to models whose API accepts it.");
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

    public void notice(String sentence) {
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
        String all = notices.stream().map(Intake::ascii).collect(Collectors.joining(" "));
        return all.length() <= LONGEST_HEADER ? all : all.substring(0, LONGEST_HEADER - 3) + "...";
    }

    /**
     * Replaces all characters in a name except ASCII letters, digits, and {@code _ . : / -}, and limits the length of
     * the name, so the name can be displayed safely in headers and logs.
     */
    static String plain(String name) {
        String shown = name.replaceAll("[^A-Za-z0-9_.:/-]", "?");
        return shown.length() <= LONGEST_NAME ? shown : shown.substring(0, LONGEST_NAME);
    }

    private static String ascii(String sentence) {
        return sentence.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
