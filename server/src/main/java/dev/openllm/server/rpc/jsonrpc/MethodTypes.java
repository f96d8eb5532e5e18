package dev.openllm.server.rpc.jsonrpc;

/** The types of the messages that one side of a connection receives. */
public interface MethodTypes {

    /**
     * Returns the class of the params of a method that the other side calls; null if the method has no params or is
     * unknown.
     */
    Class<?> params(String method);

    /** Returns the class of the result of a method that this side called; null if the method is unknown. */
    Class<?> result(String method);
}
