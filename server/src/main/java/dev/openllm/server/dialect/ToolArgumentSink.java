package dev.openllm.server.dialect;

/** A receiver for fragments of tool call arguments, which are passed on as they arrive. */
@FunctionalInterface
public interface ToolArgumentSink {

    /** A sink that ignores all fragments, for callers that wait for complete calls. */
    ToolArgumentSink NONE = (callId, name, fragment) -> {};

    void accept(String callId, String name, String fragment);
}
