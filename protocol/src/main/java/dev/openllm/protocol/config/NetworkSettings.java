package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The client's network settings. Where they are empty, the environment ({@code HTTPS_PROXY}, {@code NO_PROXY}, {@code
 * NODE_EXTRA_CA_CERTS}, …) applies.
 *
 * @param proxy the URL of an HTTP proxy, which can contain a user name and password
 * @param noProxy the hosts to connect to directly: {@code localhost}, {@code .example.com}, {@code 10.0.0.0/8}
 * @param caFiles the PEM files with additional certificate authorities
 * @param strictTls whether certificates are verified; {@code true} unless the user turns verification off
 */
public record NetworkSettings(
        Optional<String> proxy, List<String> noProxy, List<String> caFiles, Optional<Boolean> strictTls) {

    /** No network settings: the environment and the operating system apply. */
    public static final NetworkSettings SYSTEM =
            new NetworkSettings(Optional.empty(), List.of(), List.of(), Optional.empty());

    public NetworkSettings {
        noProxy = Wire.list(noProxy);
        caFiles = Wire.list(caFiles);
    }

    /** Equivalent to a record's generated method, written out because the AOT cache cannot store generated ones. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkSettings network
                && proxy.equals(network.proxy)
                && noProxy.equals(network.noProxy)
                && caFiles.equals(network.caFiles)
                && strictTls.equals(network.strictTls);
    }
}
