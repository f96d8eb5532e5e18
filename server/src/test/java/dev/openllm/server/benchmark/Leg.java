package dev.openllm.server.benchmark;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * One way from client to provider.
 *
 * @param prefix what precedes the name of a model, such as {@code chat/}
 * @param headers further headers, each with its line end
 * @param process what is between client and provider
 */
record Leg(String name, int port, String prefix, String headers, Optional<ProcessTree> process)
        implements AutoCloseable {

    private static final Set<String> PEERS = Set.of("LiteLLM", "Portkey", "GoModel");

    static Leg direct(int port) {
        return new Leg("direct", port, "", "", Optional.empty());
    }

    /** Returns whether this is a gateway of others, which may fail. */
    boolean peer() {
        return PEERS.contains(name);
    }

    /** The same way with other models. */
    Leg of(Api provider) {
        return prefix.isEmpty() ? this : new Leg(name, port, provider.provider() + "/", headers, process);
    }

    byte[] request(Api api, String model, boolean stream) {
        return api.request("127.0.0.1:" + port, headers, prefix + model, stream);
    }

    byte[] request(Api api, String model, String content, String tools) {
        return Api.request(
                "127.0.0.1:" + port,
                headers,
                api.path(prefix + model, false),
                api.body(prefix + model, false, content, tools));
    }

    LoadClient connect() throws IOException {
        return new LoadClient(port);
    }

    double cpuMicros() {
        return process.map(ProcessTree::cpuMicros).orElse(Double.NaN);
    }

    @Override
    public void close() {
        process.map(ProcessTree::root).ifPresent(root -> {
            root.descendants().forEach(ProcessHandle::destroyForcibly);
            root.destroyForcibly();
            root.onExit().join();
        });
    }
}
