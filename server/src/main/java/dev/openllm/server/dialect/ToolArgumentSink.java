package dev.openllm.server.dialect;

/** Receives the arguments of tool calls as they arrive. */
@FunctionalInterface
public interface ToolArgumentSink {

    /** For callers that wait for complete calls. */
    ToolArgumentSink NONE = (callId, name, fragment) -> {};

    void accept(String callId, String name, String fragment);
}
