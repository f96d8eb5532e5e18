package dev.openllm.server.gateway;

import dev.openllm.server.gateway.api.EventStream;

/** The APIs of the gateway. {@code GATEWAY} is the value for operations that do not belong to an API. */
enum Surface {
    GATEWAY("Gateway", EventStream.Format.EVENTS),
    OPENAI("OpenAI", EventStream.Format.EVENTS),
    ANTHROPIC("Anthropic", EventStream.Format.EVENTS),
    OLLAMA("Ollama", EventStream.Format.LINES),
    GEMINI("Gemini", EventStream.Format.EVENTS);

    private final String title;
    private final EventStream.Format streamFormat;

    Surface(String title, EventStream.Format streamFormat) {
        this.title = title;
        this.streamFormat = streamFormat;
    }

    String title() {
        return title;
    }

    /** Returns the default stream format of the API. */
    EventStream.Format streamFormat() {
        return streamFormat;
    }

    /**
     * Returns the API whose error format clients expect for the specified path, regardless of whether the path exists.
     */
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
