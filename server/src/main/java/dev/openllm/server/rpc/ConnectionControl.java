package dev.openllm.server.rpc;

/** The actions that a client can perform on its connection. */
public interface ConnectionControl {

    /**
     * The connection control for a client in this process. Its methods do nothing, because there is no connection to
     * end.
     */
    ConnectionControl NONE = new ConnectionControl() {
        @Override
        public void endWith(long processId) {}

        @Override
        public void end() {}
    };

    /** Ends the connection when the process with the specified ID ends. */
    void endWith(long processId);

    /** Ends the connection immediately. */
    void end();
}
