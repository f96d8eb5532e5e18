package dev.openllm.server.rpc;

/** What a client can do with its connection. */
public interface ConnectionControl {

    /** For a client in this process: there is no connection to end. */
    ConnectionControl NONE = new ConnectionControl() {
        @Override
        public void endWith(long processId) {}

        @Override
        public void end() {}
    };

    /** Ends the connection when the process ends. */
    void endWith(long processId);

    /** Ends the connection now. */
    void end();
}
