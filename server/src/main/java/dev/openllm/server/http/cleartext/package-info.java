/** An HTTP/1.1 client for connections without TLS. This package may depend on {@code http}. */
package dev.openllm.server.http.cleartext;
