package dev.openllm.server.gateway;

import dev.openllm.server.gateway.api.EventStream;

/** The APIs of the gateway, and what belongs to no API. */
enum Surface {
    GATEWAY("Gateway", EventStream.Format.EVENTS),
    OPENAI("OpenAI", EventStream.Format.EVENTS),
    ANTHROPIC("Anthropic", EventStream.Format.EVENTS),
    OLLAMA("Ollama", EventStream.Format.LINES),
    GEMINI("Gemini", EventStream.Format.EVENTS);

    private final String title;
    private final EventStream.Format stream;

    Surface(String title, EventStream.Format stream) {
        this.title = title;
        this.stream = stream;
    }

    String title() {
        return title;
    }

    /** The usual format of its streams. */
    EventStream.Format stream() {
        return stream;
    }

    /** The API whose error format a client expects at a path, whether or not the path exists. */
    static Surface of(String path) {
        if (path.startsWith("/v1/messages")) {
            return ANTHROPIC;
        }
        if (path.startsWith("/api/") || path.equals("/")) {
            return OLLAMA;
        }
        return path.startsWith("/v1beta/") ? GEMINI : OPENAI;
    }
}
