package dev.openllm.server.http;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What the JDK's exceptions mean, in words for a person. Never repeats an exception's own words about headers. */
public final class Failures {

    private Failures() {}

    public static OpenLlmException of(Throwable failed, Target target, TimeLimits limits) {
        if (failed instanceof OpenLlmException known) {
            return known;
        }
        if (failed instanceof HttpConnectTimeoutException) {
            return timeout(
                    "Cannot reach " + reached(target) + ": no connection within " + words(limits.connect()) + ".",
                    "Check the address, and whether a firewall, VPN or proxy is in between.");
        }
        if (failed instanceof HttpTimeoutException) {
            return timeout(
                    target.address() + " did not begin to answer within " + words(limits.firstByte()) + ".",
                    "Try again; a local model may still be loading.");
        }
        if (cause(failed, UnresolvedAddressException.class).isPresent()
                || cause(failed, UnknownHostException.class).isPresent()) {
            return network(
                    "Cannot reach " + reached(target) + ": there is no such host.",
                    "Check the address for a typing error, and your network or VPN connection.");
        }
        if (cause(failed, ConnectException.class).isPresent()) {
            return network(
                    "Cannot reach " + reached(target) + ": the connection was refused.",
                    target.proxy().isPresent()
                            ? "Check the proxy's address in http.proxy, HTTPS_PROXY or HTTP_PROXY."
                            : "Check that the server is running, and the host and port of the base URL.");
        }
        Optional<SSLException> tls = cause(failed, SSLException.class);
        if (tls.isPresent()) {
            return tls(tls.get(), target);
        }
        Optional<NotHttp> notHttp = cause(failed, NotHttp.class);
        if (notHttp.isPresent()) {
            return notHttp(notHttp.get().sent(), target);
        }
        if (String.valueOf(failed.getMessage()).startsWith("Tunnel failed")) {
            return network(
                    "The proxy " + reachedProxy(target) + " refused a connection to " + target.address() + ".",
                    "Ask who runs the proxy to allow it, or add the host to the hosts reached without a proxy.");
        }
        return network(
                "The connection to " + target.address() + " broke before the answer was complete.",
                "Try again; if it stays so, look at the server's own log.");
    }

    private static OpenLlmException notHttp(NotHttp.Sent sent, Target target) {
        return switch (sent) {
            case NOTHING ->
                network(
                        target.address() + " closed the connection without a response.",
                        "Try again. If the problem persists, check that this port speaks http and not https, and the"
                                + " server's log.");
            case TLS ->
                network(
                        target.address() + " speaks TLS, and the base URL begins with http://.",
                        "Write the base URL with https:// instead of http://.");
            case HTTP2 ->
                network(
                        target.address() + " speaks HTTP/2 only.",
                        "Use its https:// address, or enable HTTP/1.1 on the server.");
            case OTHER ->
                network(
                        target.address() + " does not speak HTTP.",
                        "Check the port of the base URL: a server of another kind is listening there.");
        };
    }

    /** @param limit how long the handshake was waited for */
    public static OpenLlmException handshake(Target target, Duration limit) {
        return timeout(
                "The TLS handshake with " + target.address() + " was not completed within " + words(limit) + ".",
                "Check that this port speaks https, and whether a firewall, VPN or proxy is in between.");
    }

    private static OpenLlmException tls(SSLException failed, Target target) {
        if (cause(failed, CertificateExpiredException.class).isPresent()) {
            return network(
                    "The certificate of " + target.address() + " has expired.",
                    "Ask who runs the server to renew it, and check this computer's clock.");
        }
        if (cause(failed, CertificateNotYetValidException.class).isPresent()) {
            return network(
                    "The certificate of " + target.address() + " is not valid yet.", "Check this computer's clock.");
        }
        if (cause(failed, CertPathBuilderException.class).isPresent()) {
            return network(
                    "The certificate of " + target.address() + " was issued by an authority that is not trusted here.",
                    "If it is your company's or your own, name its certificate file (PEM) in openLLM.network.caFiles,"
                            + " SSL_CERT_FILE or NODE_EXTRA_CA_CERTS.");
        }
        String words = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("subject alternative") || words.contains("no name matching")) {
            return network(
                    "The certificate of " + target.address() + " is for another host name.",
                    "Use the host name that the certificate was issued for.");
        }
        if (words.contains("not an ssl/tls") || words.contains("plaintext")) {
            return network(
                    target.address() + " does not speak TLS.", "Write the base URL with http:// instead of https://.");
        }
        return network(
                "No secure connection to " + target.address() + " could be made.",
                "Check that the base URL's port speaks https, and whether a proxy or firewall is in between.");
    }

    /** @param header the name alone: the value may be a key */
    public static OpenLlmException unsendable(String header) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "The header " + header + " cannot be sent: its name is reserved, or its value holds characters"
                        + " that HTTP does not allow.",
                "Look for a line break or a letter outside ASCII in the key or header, and enter it again.");
    }

    public static OpenLlmException cancelled() {
        return new OpenLlmException(ErrorKind.CANCELLED, "The request was cancelled.");
    }

    public static OpenLlmException silent(Target target, Duration limit) {
        return timeout(
                target.address() + " sent nothing for " + words(limit) + ", so the answer was given up.",
                "Try again; if it stays so, look at the server's own log.");
    }

    public static OpenLlmException proxyWantsPassword(Target target) {
        return network(
                "The proxy " + reachedProxy(target) + " wants a user name and a password.",
                "Write them into its address: http://user:password@host:port.");
    }

    private static String reached(Target target) {
        return target.proxy().isPresent() ? "the proxy " + reachedProxy(target) : target.address();
    }

    private static String reachedProxy(Target target) {
        return target.proxy().map(Proxies.HttpProxy::address).orElse("");
    }

    private static OpenLlmException network(String message, String hint) {
        return new OpenLlmException(ErrorKind.NETWORK, message, hint);
    }

    private static OpenLlmException timeout(String message, String hint) {
        return new OpenLlmException(ErrorKind.TIMEOUT, message, hint);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failed, Class<T> type) {
        Throwable at = failed;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    private static String words(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
