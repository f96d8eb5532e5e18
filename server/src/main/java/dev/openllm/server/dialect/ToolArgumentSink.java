package dev.openllm.server.dialect;

/** A receiver of tool call arguments as they arrive. */
@FunctionalInterface
public interface ToolArgumentSink {

    /** A sink that ignores the arguments, for callers that wait for complete calls. */
    ToolArgumentSink NONE = (callId, name, fragment) -> {};

    void accept(String callId, String name, String fragment);
}
