package dev.openllm.server.dialect;

/** Takes the arguments of tool calls while they grow. */
@FunctionalInterface
public interface ToolArgumentSink {

    /** For those who wait for complete calls. */
    ToolArgumentSink NONE = (callId, name, fragment) -> {};

    void accept(String callId, String name, String fragment);
}
