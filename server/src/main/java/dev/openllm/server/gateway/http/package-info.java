/** The HTTP/1.1 server of the gateway. It knows no API and depends on no other package of {@code gateway}. */
package dev.openllm.server.gateway.http;
