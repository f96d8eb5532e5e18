package dev.openllm.server.gateway.http;

import java.util.Map;

/**
 * A request from a client.
 *
 * @param path the path without the query
 * @param query the query parameters
 * @param headers the header values by lowercase header name; the values of a repeated header are joined with commas
 * @param keepAlive whether the connection can be used for another request after this one
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

    HttpRequest withBody(byte[] newBody) {
        return new HttpRequest(method, path, query, headers, newBody, keepAlive, chunked);
    }

    /** Returns a copy of the request with a different path. */
    public HttpRequest withPath(String otherPath) {
        return otherPath.equals(path)
                ? this
                : new HttpRequest(method, otherPath, query, headers, body, keepAlive, chunked);
    }

    /** Returns a copy of the request without the specified query parameter. */
    public HttpRequest withoutParameter(String parameter) {
        Query remaining = query.without(parameter);
        return remaining == query ? this : new HttpRequest(method, path, remaining, headers, body, keepAlive, chunked);
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
