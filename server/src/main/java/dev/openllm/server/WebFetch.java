package dev.openllm.server;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.session.WebDocuments;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches a document from an address that the user specified. The size of the document, the duration of the download,
 * and the number of redirects are limited. A redirect must not lead from HTTPS to HTTP or from a public address to a
 * private network.
 */
record WebFetch(HttpSender http) implements WebDocuments {

    private static final int MAX_BYTES = 8 << 20;
    private static final long MAX_NANOS = 60_000_000_000L;
    private static final int MAX_REDIRECTS = 5;
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    /** Matches the host names and IP addresses of this machine and of private networks. */
    private static final Pattern LOCAL_HOST = Pattern.compile(
            "localhost|.*\\.localhost|.*\\.local|.*\\.internal"
                + "|0\\..*|127\\..*|10\\..*|169\\.254\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|\\[.*\\]|[0-9a-fx]+");

    @Override
    public Document fetch(URI address) {
        URI current = address;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            try (HttpAnswer response = http.send(new HttpCall(
                    "GET",
                    current,
                    Map.of("User-Agent", HttpCall.USER_AGENT, "Accept", "text/*, application/json, image/*, */*;q=0.5"),
                    Optional.empty(),
                    TimeLimits.QUERY))) {
                Optional<URI> next = redirect(response, current);
                if (next.isEmpty()) {
                    return document(response, current);
                }
                current = next.get();
            }
        }
        throw fetchError(address, "it redirects too many times", "Specify the address of the document itself.");
    }

    private static Optional<URI> redirect(HttpAnswer response, URI from) {
        boolean isRedirect = response.status() >= 301 && response.status() <= 308 && response.status() != 304;
        String location = response.headers().getOrDefault("location", "");
        if (!isRedirect || location.isBlank()) {
            return Optional.empty();
        }
        URI to;
        try {
            to = from.resolve(location.strip());
        } catch (IllegalArgumentException malformed) {
            throw fetchError(from, "it redirects to an invalid address", "Specify the address of the document itself.");
        }
        boolean isSchemeAllowed =
                "https".equals(to.getScheme()) || "http".equals(to.getScheme()) && "http".equals(from.getScheme());
        if (!isSchemeAllowed || to.getHost() == null || to.getRawUserInfo() != null) {
            throw fetchError(
                    from,
                    "it redirects to an address that does not use HTTP",
                    "Specify the address of the document itself.");
        }
        if (isLocal(to) && !isLocal(from)) {
            throw fetchError(
                    from, "it redirects to a private network", "Specify that address directly if you trust it.");
        }
        return Optional.of(to);
    }

    static boolean isLocal(URI address) {
        return LOCAL_HOST
                .matcher(address.getHost().toLowerCase(java.util.Locale.ROOT))
                .matches();
    }

    private static Document document(HttpAnswer response, URI address) {
        if (response.status() != 200) {
            throw fetchError(
                    address,
                    "the server responded with status " + response.status(),
                    "Open the address in a browser to see why.");
        }
        Matcher charset = CHARSET.matcher(response.headers().getOrDefault("content-type", ""));
        return new Document(
                address,
                response.contentType(),
                charset.find() ? charset.group(1) : "UTF-8",
                readBody(response, address));
    }

    private static byte[] readBody(HttpAnswer response, URI address) {
        long deadline = System.nanoTime() + MAX_NANOS;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[16 << 10];
        try (InputStream in = response.body()) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                bytes.write(block, 0, count);
                if (bytes.size() > MAX_BYTES) {
                    throw fetchError(
                            address,
                            "it is larger than 8 MB",
                            "Download the document, and attach a part of it as a file.");
                }
                if (System.nanoTime() > deadline) {
                    throw fetchError(
                            address,
                            "it takes longer than one minute",
                            "Download the document, and attach it as a file.");
                }
            }
        } catch (IOException broken) {
            throw fetchError(address, "the connection was lost", "Try again.");
        }
        return bytes.toByteArray();
    }

    /** Returns an error whose message omits the query of the address, because the query can contain an API key. */
    private static OpenLlmException fetchError(URI address, String reason, String hint) {
        return new OpenLlmException(
                ErrorKind.NETWORK,
                "Cannot fetch " + address.getScheme() + "://" + address.getHost() + address.getPath() + ": " + reason
                        + ".",
                hint);
    }
}
