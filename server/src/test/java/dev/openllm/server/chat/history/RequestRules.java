package dev.openllm.server.chat.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What providers document about the conversations they take, and answer 400 to when it does not hold. */
final class RequestRules {

    private static final Set<String> ANTHROPIC_IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private final List<String> broken = new ArrayList<>();

    private RequestRules() {}

    /** The rules of the dialect that a request breaks, a line each. */
    static List<String> brokenBy(String dialect, JsonNode body) {
        RequestRules rules = new RequestRules();
        switch (dialect) {
            case "anthropic-messages" -> rules.anthropic(body);
            case "gemini" -> rules.gemini(body.path("contents"));
            case "ollama-chat" -> rules.ollama(body.path("messages"));
            case "openai-chat" -> rules.openAiChat(body.path("messages"));
            case "openai-responses" -> rules.openAiResponses(body.path("input"));
            default -> throw new IllegalArgumentException(dialect);
        }
        return rules.broken;
    }

    private void require(boolean holds, String rule, JsonNode where) {
        if (!holds) {
            broken.add(rule + ": " + where);
        }
    }

    private void anthropic(JsonNode body) {
        require(body.path("max_tokens").asInt() > 0, "max_tokens is required", body);
        require(body.findValues("cache_control").size() <= 4, "at most 4 cache breakpoints", body);
        alternate(body.path("messages"), "assistant");
        Set<String> open = Set.of();
        for (JsonNode message : body.path("messages")) {
            Set<String> answered = new HashSet<>();
            Set<String> called = new HashSet<>();
            boolean resultsOver = false;
            boolean thoughtsOver = false;
            require(!message.path("content").isEmpty(), "content is not empty", message);
            for (JsonNode block : message.path("content")) {
                String type = block.path("type").asText();
                boolean thinking = type.endsWith("thinking");
                boolean result = type.equals("tool_result");
                require(!result || !resultsOver, "results come first", message);
                require(!thinking || !thoughtsOver, "thinking comes first", message);
                require(!thinking || !block.has("cache_control"), "thinking is not cached", block);
                require(!type.equals("text") || !block.path("text").asText().isBlank(), "text is not blank", block);
                require(
                        !type.equals("image") || message.path("role").asText().equals("user"),
                        "only users send images",
                        block);
                require(
                        !type.equals("image") || ANTHROPIC_IMAGES.contains(block.at("/source/media_type").asText()),
                        "image type",
                        block);
                if (type.equals("tool_use")) {
                    require(block.path("id").asText().matches("[a-zA-Z0-9_-]+"), "id of a call", block);
                    require(block.path("input").isObject(), "input is an object", block);
                    called.add(block.path("id").asText());
                }
                if (result) {
                    answered.add(block.path("tool_use_id").asText());
                }
                resultsOver |= !result;
                thoughtsOver |= !thinking;
            }
            require(answered.equals(open), "every call is answered in the next message", message);
            open = called;
        }
        require(open.isEmpty(), "every call is answered", body);
    }

    private void gemini(JsonNode contents) {
        alternate(contents, "model");
        List<String> open = List.of();
        for (JsonNode content : contents) {
            List<String> called = new ArrayList<>();
            List<String> answered = new ArrayList<>();
            require(!content.path("parts").isEmpty(), "parts are not empty", content);
            for (JsonNode part : content.path("parts")) {
                if (part.has("functionCall")) {
                    require(part.at("/functionCall/args").isObject(), "args are an object", part);
                    require(!called.isEmpty() || part.has("thoughtSignature"), "the first call is signed", part);
                    called.add(part.at("/functionCall/name").asText());
                }
                if (part.has("functionResponse")) {
                    require(part.at("/functionResponse/response").isObject(), "a response is an object", part);
                    answered.add(part.at("/functionResponse/name").asText());
                }
            }
            require(answered.equals(open), "every call is answered by name in the next turn", content);
            open = called;
        }
        require(open.isEmpty(), "every call is answered", contents);
    }

    private void ollama(JsonNode messages) {
        Set<String> known = new HashSet<>();
        for (JsonNode message : messages) {
            for (JsonNode call : message.path("tool_calls")) {
                require(call.at("/function/arguments").isObject(), "arguments are an object", call);
                known.add(call.at("/function/name").asText());
            }
            boolean tool = message.path("role").asText().equals("tool");
            require(message.path("content").isTextual(), "content is text", message);
            require(!tool || known.contains(message.path("tool_name").asText()), "a result names its tool", message);
            require(!tool || !message.has("images"), "no images in results", message);
            message.path("images").forEach(image -> require(!image.asText().startsWith("data:"), "raw base64", image));
        }
    }

    private void openAiChat(JsonNode messages) {
        List<String> open = new ArrayList<>();
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            if (role.equals("tool")) {
                require(open.remove(message.path("tool_call_id").asText()), "a result follows its call", message);
                require(!message.toString().contains("image_url"), "no images in results", message);
                continue;
            }
            require(open.isEmpty(), "every call is answered at once", message);
            for (JsonNode call : message.path("tool_calls")) {
                require(isObject(call.at("/function/arguments").asText()), "arguments are JSON text", call);
                require(call.path("id").asText().length() <= 64, "ids have 64 characters at most", call);
                open.add(call.path("id").asText());
            }
            boolean says = message.path("content").isTextual() || !message.path("content").isEmpty();
            require(says || !message.path("tool_calls").isEmpty(), "a message says something", message);
        }
        require(open.isEmpty(), "every call is answered", messages);
    }

    private void openAiResponses(JsonNode input) {
        List<String> open = new ArrayList<>();
        for (JsonNode item : input) {
            String callId = item.path("call_id").asText();
            switch (item.path("type").asText()) {
                case "function_call" -> {
                    require(isObject(item.path("arguments").asText()), "arguments are JSON text", item);
                    require(callId.length() <= 64, "ids have 64 characters at most", item);
                    open.add(callId);
                }
                case "function_call_output" -> require(open.remove(callId), "a result follows its call", item);
                default -> {}
            }
        }
        require(open.isEmpty(), "every call is answered", input);
    }

    private void alternate(JsonNode turns, String assistant) {
        String expected = "user";
        for (JsonNode turn : turns) {
            require(turn.path("role").asText().equals(expected), "roles alternate, the user first", turn);
            expected = expected.equals("user") ? assistant : "user";
        }
    }

    private static boolean isObject(String json) {
        try {
            return Wire.JSON.readTree(json).isObject();
        } catch (JsonProcessingException broken) {
            return false;
        }
    }
}
