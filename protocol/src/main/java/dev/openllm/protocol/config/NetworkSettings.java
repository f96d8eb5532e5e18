package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * How to reach the world, as the client knows it. The environment ({@code HTTPS_PROXY}, {@code NO_PROXY}, {@code
 * NODE_EXTRA_CA_CERTS}, …) counts where this says nothing.
 *
 * @param proxy URL of an HTTP proxy; may hold a user and a password
 * @param noProxy hosts that are reached directly: {@code localhost}, {@code .example.com}, {@code 10.0.0.0/8}
 * @param caFiles PEM files with further certificate authorities
 * @param strictTls whether certificates are checked; {@code true} unless the person says otherwise
 */
public record NetworkSettings(
        Optional<String> proxy, List<String> noProxy, List<String> caFiles, Optional<Boolean> strictTls) {

    /** Nothing said: the environment and the system decide. */
    public static final NetworkSettings SYSTEM =
            new NetworkSettings(Optional.empty(), List.of(), List.of(), Optional.empty());

    public NetworkSettings {
        noProxy = Wire.list(noProxy);
        caFiles = Wire.list(caFiles);
    }

    /** As a record's own; spelt out for the start, because the AOT cache cannot keep what a record's is made of. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkSettings network
                && proxy.equals(network.proxy)
                && noProxy.equals(network.noProxy)
                && caFiles.equals(network.caFiles)
                && strictTls.equals(network.strictTls);
    }
}
