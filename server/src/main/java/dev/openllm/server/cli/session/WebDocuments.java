package dev.openllm.server.cli.session;

import java.net.URI;

/** Fetches documents that a user specifies by URL, with the configured proxy and certificates. */
@FunctionalInterface
public interface WebDocuments {

    /**
     * Fetches a document.
     *
     * @param address the address, whose scheme is {@code http} or {@code https}
     * @throws dev.openllm.protocol.error.OpenLlmException if the document cannot be fetched or is too large
     */
    Document fetch(URI address);

    /**
     * A fetched document.
     *
     * @param mediaType the media type in lowercase and without parameters; empty if the server did not send one
     * @param charset the character set specified by the server, or UTF-8 if not specified
     */
    record Document(URI address, String mediaType, String charset, byte[] bytes) {}
}
