package dev.openllm.server.benchmark;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A path from the client to the provider.
 *
 * @param modelPrefix the string that precedes the model name, such as {@code chat/}
 * @param headers additional headers, each with its line ending
 * @param process the process between the client and the provider
 */
record Leg(String name, int port, String modelPrefix, String headers, Optional<ProcessTree> process)
        implements AutoCloseable {

    private static final Set<String> PEERS = Set.of("LiteLLM", "Portkey", "GoModel");

    static Leg direct(int port) {
        return new Leg("direct", port, "", "", Optional.empty());
    }

    /** Returns whether this is another gateway, which is allowed to fail. */
    boolean isPeer() {
        return PEERS.contains(name);
    }

    /** Returns a leg that takes the same path to the models of another provider. */
    Leg forProvider(Api provider) {
        return modelPrefix.isEmpty() ? this : new Leg(name, port, provider.provider() + "/", headers, process);
    }

    byte[] request(Api api, String model, boolean stream) {
        return api.request("127.0.0.1:" + port, headers, modelPrefix + model, stream);
    }

    byte[] request(Api api, String model, String content, String tools) {
        return Api.request(
                "127.0.0.1:" + port,
                headers,
                api.path(modelPrefix + model, false),
                api.body(modelPrefix + model, false, content, tools));
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
