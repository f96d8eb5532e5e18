package dev.openllm.server.rpc.jsonrpc;

/** What the messages that one side of a connection receives are read as. */
public interface MethodTypes {

    /** The class of the params of a method that the other side calls; null where it takes none or is not known. */
    Class<?> params(String method);

    /** The class of the result of a method that this side called; null where it is not known. */
    Class<?> result(String method);
}
