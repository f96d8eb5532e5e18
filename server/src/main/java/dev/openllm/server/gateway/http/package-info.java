/**
 * The HTTP/1.1 server of the gateway. This package is independent of the APIs and does not depend on any other package
 * of {@code gateway}.
 */
package dev.openllm.server.gateway.http;
