package dev.openllm.server.rpc;

/** The actions that a client can perform on its connection. */
public interface ConnectionControl {

    /** The control for a client in this process, which has no connection that could be ended. */
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
