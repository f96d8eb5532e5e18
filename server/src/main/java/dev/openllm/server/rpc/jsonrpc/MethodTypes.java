package dev.openllm.server.rpc.jsonrpc;

/** The types of the messages that one side of a connection receives. */
public interface MethodTypes {

    /**
     * Returns the params class of a method that the other side calls, or null if the method has no params or is
     * unknown.
     */
    Class<?> params(String method);

    /** Returns the result class of a method that this side called, or null if the method is unknown. */
    Class<?> result(String method);
}
