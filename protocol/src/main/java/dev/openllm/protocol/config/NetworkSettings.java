package dev.openllm.protocol.config;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The client's network settings. If a setting is empty, the corresponding environment variable applies, such as {@code
 * HTTPS_PROXY}, {@code NO_PROXY}, or {@code NODE_EXTRA_CA_CERTS}.
 *
 * @param proxy the URL of an HTTP proxy, which can contain a user name and password
 * @param noProxy the hosts to connect to directly, such as {@code localhost}, {@code .example.com}, or {@code
 *     10.0.0.0/8}
 * @param caFiles the paths of PEM files with additional certificate authorities
 * @param strictTls whether certificates are verified; {@code true} unless the user turns verification off
 */
public record NetworkSettings(
        Optional<String> proxy, List<String> noProxy, List<String> caFiles, Optional<Boolean> strictTls) {

    /** Empty network settings, so the environment variables and the settings of the operating system apply. */
    public static final NetworkSettings SYSTEM =
            new NetworkSettings(Optional.empty(), List.of(), List.of(), Optional.empty());

    public NetworkSettings {
        noProxy = Wire.list(noProxy);
        caFiles = Wire.list(caFiles);
    }

    /**
     * Compares all components in the same way as the method that the compiler generates for a record. This method is
     * written manually because the AOT cache cannot store the generated one.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkSettings network
                && proxy.equals(network.proxy)
                && noProxy.equals(network.noProxy)
                && caFiles.equals(network.caFiles)
                && strictTls.equals(network.strictTls);
    }
}
