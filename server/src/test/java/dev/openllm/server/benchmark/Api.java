package dev.openllm.server.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The five chat APIs. Each defines its client requests and its provider responses. A response contains {@value #CHUNKS}
 * chunks of text, whether it is streamed or not: a mock that sends everything as one chunk would hide the cost of
 * reading a stream.
 */
enum Api {
    CHAT("openai-chat", "/v1") {
        @Override
        String body(String model, boolean stream, String content, String tools) {
            return "{\"model\":\"" + model + "\",\"stream\":" + stream
                    + ",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]" + tools(tools) + "}";
        }

        @Override
        String path(String model, boolean stream) {
            return "/v1/chat/completions";
        }

        @Override
        String unstreamed(String text) {
            return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                    + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":64,"
                    + "\"total_tokens\":73}}";
        }

        @Override
        String chunk(String text) {
            return data(chunkOf("{\"content\":\"" + text + "\"}", "null", ""));
        }

        @Override
        String end(String text) {
            return data(chunkOf(
                            "{}",
                            "\"stop\"",
                            ",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":64,\"total_tokens\":73}"))
                    + "data: [DONE]\n\n";
        }

        private String chunkOf(String delta, String reason, String extraFields) {
            return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":["
                    + "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]" + extraFields + "}";
        }
    },

    RESPONSES("openai-responses", "/v1") {
        @Override
        String body(String model, boolean stream, String content, String tools) {
            return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"input\":" + content + "}";
        }

        @Override
        String path(String model, boolean stream) {
            return "/v1/responses";
        }

        @Override
        String unstreamed(String text) {
            return response("completed", "[" + item("completed", part(text)) + "]");
        }

        @Override
        String streamStart() {
            return event("response.created", "\"response\":" + response("in_progress", "[]"))
                    + event("response.output_item.added", "\"output_index\":0,\"item\":" + item("in_progress", ""))
                    + event(
                            "response.content_part.added",
                            "\"item_id\":\"i1\",\"output_index\":0,\"content_index\":0,\"part\":" + part(""));
        }

        @Override
        String chunk(String text) {
            return event(
                    "response.output_text.delta",
                    "\"item_id\":\"i1\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + text + "\"");
        }

        @Override
        String end(String text) {
            return event(
                            "response.output_text.done",
                            "\"item_id\":\"i1\",\"output_index\":0,\"content_index\":0,\"text\":\"" + text + "\"")
                    + event("response.output_item.done", "\"output_index\":0,\"item\":" + item("completed", part(text)))
                    + event(
                            "response.completed",
                            "\"response\":" + response("completed", "[" + item("completed", part(text)) + "]"));
        }

        private String event(String type, String fields) {
            return "event: " + type + "\n" + data("{\"type\":\"" + type + "\",\"sequence_number\":1," + fields + "}");
        }

        private String response(String status, String output) {
            return "{\"id\":\"r1\",\"object\":\"response\",\"created_at\":1,\"status\":\"" + status
                    + "\",\"model\":\"m\",\"output\":" + output
                    + ",\"usage\":{\"input_tokens\":9,\"output_tokens\":64,\"total_tokens\":73}}";
        }

        private String item(String status, String content) {
            return "{\"id\":\"i1\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"" + status
                    + "\",\"content\":[" + content + "]}";
        }

        private String part(String text) {
            return "{\"type\":\"output_text\",\"text\":\"" + text + "\",\"annotations\":[]}";
        }
    },

    MESSAGES("anthropic-messages", "/v1") {
        @Override
        String body(String model, boolean stream, String content, String tools) {
            return "{\"model\":\"" + model + "\",\"stream\":" + stream
                    + ",\"max_tokens\":1000,\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}";
        }

        @Override
        String path(String model, boolean stream) {
            return "/v1/messages";
        }

        @Override
        String unstreamed(String text) {
            return message("[{\"type\":\"text\",\"text\":\"" + text + "\"}]", "\"end_turn\"");
        }

        @Override
        String streamStart() {
            return event("message_start", "\"message\":" + message("[]", "null"))
                    + event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
        }

        @Override
        String chunk(String text) {
            return event(
                    "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
        }

        @Override
        String end(String text) {
            return event("content_block_stop", "\"index\":0")
                    + event(
                            "message_delta",
                            "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                                    + "\"usage\":{\"output_tokens\":64}")
                    + "event: message_stop\n" + data("{\"type\":\"message_stop\"}");
        }

        private String event(String type, String fields) {
            return "event: " + type + "\n" + data("{\"type\":\"" + type + "\"," + fields + "}");
        }

        private String message(String content, String reason) {
            return "{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":" + content
                    + ",\"stop_reason\":" + reason
                    + ",\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":64}}";
        }
    },

    GEMINI("gemini", "/v1beta") {
        @Override
        String body(String model, boolean stream, String content, String tools) {
            return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":" + content + "}]}]}";
        }

        @Override
        String path(String model, boolean stream) {
            String name = model.replace("/", "%2F");
            return "/v1beta/models/" + name + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
        }

        @Override
        String unstreamed(String text) {
            return content(text, ",\"finishReason\":\"STOP\"");
        }

        @Override
        String chunk(String text) {
            return data(content(text, ""));
        }

        @Override
        String end(String text) {
            return data(content("", ",\"finishReason\":\"STOP\""));
        }

        private String content(String text, String reason) {
            return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text + "\"}],\"role\":\"model\"}" + reason
                    + ",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":64,"
                    + "\"totalTokenCount\":73},\"modelVersion\":\"m\",\"responseId\":\"g1\"}";
        }
    },

    OLLAMA("ollama-chat", "") {
        @Override
        String body(String model, boolean stream, String content, String tools) {
            return "{\"model\":\"" + model + "\",\"stream\":" + stream
                    + ",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}";
        }

        @Override
        String path(String model, boolean stream) {
            return "/api/chat";
        }

        @Override
        String unstreamed(String text) {
            return line(text, true);
        }

        @Override
        String chunk(String text) {
            return line(text, false) + "\n";
        }

        @Override
        String end(String text) {
            return line("", true) + "\n";
        }

        @Override
        String streamType() {
            return "application/x-ndjson";
        }

        private String line(String text, boolean done) {
            return "{\"model\":\"m\",\"created_at\":\"2026-11-29T10:15:00Z\",\"message\":{\"role\":\"assistant\","
                    + "\"content\":\"" + text + "\"},\"done\":" + done
                    + (done ? ",\"done_reason\":\"stop\",\"prompt_eval_count\":9,\"eval_count\":64" : "") + "}";
        }
    };

    static final int CHUNKS = 64;

    static final String QUESTION = "\"How long is the way?\"";

    private final String dialect;
    private final String basePath;

    Api(String dialect, String basePath) {
        this.dialect = dialect;
        this.basePath = basePath;
    }

    /** Returns the dialect name, which in lowercase is also the label of the API in tables. */
    String dialect() {
        return dialect;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the name of the provider that uses this API. The name {@code gemini} is avoided because the built-in
     * provider of that name requires an API key.
     */
    String provider() {
        return this == GEMINI ? "gemini-mock" : label();
    }

    /** Returns the path at the end of the provider's base URL. */
    String basePath() {
        return basePath;
    }

    abstract String path(String model, boolean stream);

    /**
     * Returns the body of a request.
     *
     * @param content the content of the message, as a JSON string
     * @param tools the tools as a JSON array, or an empty string
     */
    abstract String body(String model, boolean stream, String content, String tools);

    /** Returns the body of an unstreamed response that contains the text. */
    abstract String unstreamed(String text);

    /** Returns the events that precede the text of a streamed response. */
    String streamStart() {
        return "";
    }

    abstract String chunk(String text);

    /** Returns the events that follow the text of a streamed response. */
    abstract String end(String text);

    String streamType() {
        return "text/event-stream";
    }

    byte[] request(String host, String headers, String model, boolean stream) {
        return request(host, headers, path(model, stream), body(model, stream, QUESTION, ""));
    }

    static byte[] request(String host, String headers, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers
                        + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(bytes, 0, message, head.length, bytes.length);
        return message;
    }

    private static String data(String json) {
        return "data: " + json + "\n\n";
    }

    private static String tools(String tools) {
        return tools.isEmpty() ? "" : ",\"tools\":" + tools;
    }
}
