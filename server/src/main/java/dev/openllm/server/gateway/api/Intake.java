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
 * Collects what is left out of one request, as {@link Tolerance} allows. The client is notified by a header, its user
 * by the log. Used by one thread.
 */
public final class Intake {

    /** Names come from the request: a header may contain neither line ends nor anything that a proxy might reject. */
    private static final int LONGEST_NAME = 64;

    private static final int LONGEST_HEADER = 1500;

    /** The dialect that corresponds to an API. */
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
     * @param api as in {@link Tolerance}: {@code chat}, {@code responses}, {@code messages}, {@code ollama} or {@code
     *     gemini}
     * @param consumer the consumer; what one stored is not visible to another
     */
    public Intake(String api, String consumer) {
        this.api = api;
        this.consumer = consumer;
    }

    public String consumer() {
        return consumer;
    }

    /**
     * Leaves out a tool, an item or a block, as the table specifies.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException when the table does not allow it
     */
    public void leaveOut(String kind, String name) {
        Tolerance.Rule rule = Tolerance.of(api, kind, name)
                .orElseThrow(() -> Fields.invalid("The " + kind + " \"" + name + "\" is not supported."));
        if (rule.effect() == Tolerance.Effect.NOTICE) {
            notice("The " + kind + " \"" + plain(name) + "\" was omitted: " + rule.reason() + ".");
        }
    }

    /** Leaves out all fields of the request that are set and not read, or forwards them. */
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

    /** Forwards a field that does not change the response. */
    public void forward(String name, JsonNode value) {
        forwarded.put(name, value);
    }

    /**
     * Leaves out all fields of an inner object that are not read.
     *
     * @return those that can be sent to providers of the client's API
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

    /** The fields to forward, in the form of {@link dev.openllm.protocol.chat.ChatOptions#dialectFields}. */
    public Map<String, Map<String, JsonNode>> dialectFields() {
        return forwarded.isEmpty() ? Map.of() : Map.of(DIALECTS.get(api), Map.copyOf(forwarded));
    }

    /**
     * Leaves out the fields of a part of the request that are set and not read.
     *
     * @param part its name in the table: {@code image_url}
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

    /** The same for a tool, whose other fields are sent to providers with the client's API. */
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

    /** Reports that reasoning is sent back only to the provider that signed it. */
    public void unsignedReasoning() {
        notice("Reasoning without the signature of its provider reaches only models whose API accepts it.");
    }

    /** Clients send defaults with every request; those change nothing. */
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

    /** All notices as one header value; empty when there are none. */
    public String header() {
        String all = notices.stream().map(Intake::ascii).collect(Collectors.joining(" "));
        return all.length() <= LONGEST_HEADER ? all : all.substring(0, LONGEST_HEADER - 3) + "...";
    }

    /** A name that is safe to show anywhere. */
    static String plain(String name) {
        String shown = name.replaceAll("[^A-Za-z0-9_.:/-]", "?");
        return shown.length() <= LONGEST_NAME ? shown : shown.substring(0, LONGEST_NAME);
    }

    private static String ascii(String sentence) {
        return sentence.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
