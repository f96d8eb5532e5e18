package dev.openllm.server.cli.session;

import java.net.URI;

/** Fetches what a user named by its address, through the proxy and with the certificates that are configured. */
@FunctionalInterface
public interface WebDocuments {

    /**
     * Fetches a document.
     *
     * @param address of scheme {@code http} or {@code https}
     * @throws dev.openllm.protocol.error.OpenLlmException when it cannot be fetched, or is too large
     */
    Document fetch(URI address);

    /**
     * What an address returned.
     *
     * @param mediaType in lower case and without parameters; empty where the server named none
     * @param charset as the server named it; UTF-8 where it did not
     */
    record Document(URI address, String mediaType, String charset, byte[] bytes) {}
}
