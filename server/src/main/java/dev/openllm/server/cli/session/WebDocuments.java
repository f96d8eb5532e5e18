package dev.openllm.server.cli.session;

import java.net.URI;

/**
 * Fetches a document that a user named by its URL, through the configured proxy and with the configured certificates.
 */
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
     * A fetched document.
     *
     * @param mediaType in lowercase and without parameters; empty if the server sent none
     * @param charset as the server named it; UTF-8 if it did not
     */
    record Document(URI address, String mediaType, String charset, byte[] bytes) {}
}
