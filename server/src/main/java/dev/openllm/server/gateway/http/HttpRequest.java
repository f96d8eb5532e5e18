package dev.openllm.server.gateway.http;

import java.util.Map;

/**
 * A request as it arrived.
 *
 * @param path without the query
 * @param query what follows the path
 * @param headers names in lowercase; the values of repeated headers as one list
 * @param keepAlive whether the connection may serve another request after this one
 * @param chunked whether the client supports chunked responses (HTTP/1.1)
 */
public record HttpRequest(
        String method,
        String path,
        Query query,
        Map<String, String> headers,
        byte[] body,
        boolean keepAlive,
        boolean chunked) {

    HttpRequest withBody(byte[] read) {
        return new HttpRequest(method, path, query, headers, read, keepAlive, chunked);
    }

    /** The same request to another path. */
    public HttpRequest at(String otherPath) {
        return new HttpRequest(method, otherPath, query, headers, body, keepAlive, chunked);
    }

    /** The same request without a parameter of its query. */
    public HttpRequest without(String parameter) {
        return new HttpRequest(method, path, query.without(parameter), headers, body, keepAlive, chunked);
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
