package dev.openllm.server.rpc.jsonrpc;

/** The types of the messages that one side of a connection receives. */
public interface MethodTypes {

    /** The class of the params of a method that the other side calls; null if it has none or is unknown. */
    Class<?> params(String method);

    /** The class of the result of a method that this side called; null if it is unknown. */
    Class<?> result(String method);
}
