/**
 * The HTTP/1.1 server that the gateway uses. This package is independent of the APIs and does not depend on any other
 * package of {@code gateway}.
 */
package dev.openllm.server.gateway.http;
