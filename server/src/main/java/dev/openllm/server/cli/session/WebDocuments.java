package dev.openllm.server.cli.session;

import java.net.URI;

/** Fetches documents that a user specifies by URL. The configured proxy and certificate authorities are used. */
@FunctionalInterface
public interface WebDocuments {

    /**
     * Fetches a document.
     *
     * @param address the URL, whose scheme is {@code http} or {@code https}
     * @throws dev.openllm.protocol.error.OpenLlmException if the document cannot be fetched or is too large
     */
    Document fetch(URI address);

    /**
     * A fetched document.
     *
     * @param mediaType the media type in lowercase and without parameters; empty if the server did not send a media
     *     type
     * @param charset the character set that the server specified, or UTF-8 if it did not specify a character set
     */
    record Document(URI address, String mediaType, String charset, byte[] bytes) {}
}
