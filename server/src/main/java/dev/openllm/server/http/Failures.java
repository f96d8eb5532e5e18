package dev.openllm.server.http;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
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

/**
 * Converts exceptions from the JDK to errors for the user. The message of an exception about a header is never
 * included, because it can contain an API key.
 */
public final class Failures {

    private Failures() {}

    public static OpenLlmException of(Throwable failed, Target target, TimeLimits limits) {
        if (failed instanceof OpenLlmException known) {
            return known;
        }
        if (failed instanceof HttpConnectTimeoutException) {
            return timeout(
                    UserText.of(
                            "Cannot reach {0}: the connection was not established within {1}.",
                            reached(target), words(limits.connect())),
                    UserText.of(
                            "Check the address, and check whether a firewall, VPN, or proxy blocks the connection."));
        }
        if (failed instanceof HttpTimeoutException) {
            return timeout(
                    UserText.of(
                            "{0} did not start to respond within {1}.", target.address(), words(limits.firstByte())),
                    UserText.of("Try again. A local model may still be loading."));
        }
        if (cause(failed, UnresolvedAddressException.class).isPresent()
                || cause(failed, UnknownHostException.class).isPresent()) {
            return network(
                    UserText.of("Cannot reach {0}: the host name cannot be resolved.", reached(target)),
                    UserText.of("Check the address for typos, and check your network or VPN connection."));
        }
        if (cause(failed, ConnectException.class).isPresent()) {
            return network(
                    UserText.of("Cannot reach {0}: the connection was refused.", reached(target)),
                    target.proxy().isPresent()
                            ? UserText.of("Check the proxy address in http.proxy, HTTPS_PROXY, or HTTP_PROXY.")
                            : UserText.of(
                                    "Check that the server is running and that the host and port of the base URL are"
                                            + " correct."));
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
                    UserText.of("The proxy {0} refused a connection to {1}.", reachedProxy(target), target.address()),
                    UserText.of("Ask the proxy administrator to allow the host, or exclude the host from the proxy."));
        }
        return network(
                UserText.of("The connection to {0} was lost before the response was complete.", target.address()),
                UserText.of("Try again. If the problem persists, check the provider's log."));
    }

    private static OpenLlmException notHttp(NotHttp.Sent sent, Target target) {
        return switch (sent) {
            case NOTHING ->
                network(
                        UserText.of("{0} closed the connection without a response.", target.address()),
                        UserText.of(
                                "Try again. If the problem persists, check that this port uses HTTP and not HTTPS, and "
                                        + "check the provider's log."));
            case TLS ->
                network(
                        UserText.of("{0} uses TLS, but the base URL starts with http://.", target.address()),
                        UserText.of("Use https:// instead of http:// in the base URL."));
            case HTTP2 ->
                network(
                        UserText.of("{0} supports only HTTP/2.", target.address()),
                        UserText.of("Use the server's https:// address, or enable HTTP/1.1 on the server."));
            case OTHER ->
                network(
                        UserText.of("{0} does not use HTTP.", target.address()),
                        UserText.of("Check the port of the base URL. A different kind of server is listening there."));
        };
    }

    /**
     * Returns the error for a TLS handshake that was not completed in time.
     *
     * @param limit the time limit for the handshake
     */
    public static OpenLlmException handshake(Target target, Duration limit) {
        return timeout(
                UserText.of("The TLS handshake with {0} was not completed within {1}.", target.address(), words(limit)),
                UserText.of(
                        "Check that this port uses HTTPS, and check whether a firewall, VPN, or proxy interferes."));
    }

    private static OpenLlmException tls(SSLException failed, Target target) {
        if (cause(failed, CertificateExpiredException.class).isPresent()) {
            return network(
                    UserText.of("The certificate of {0} has expired.", target.address()),
                    UserText.of("Check this computer's clock. If it is correct, ask the server administrator to renew "
                            + "the certificate."));
        }
        if (cause(failed, CertificateNotYetValidException.class).isPresent()) {
            return network(
                    UserText.of("The certificate of {0} is not valid yet.", target.address()),
                    UserText.of("Check this computer's clock."));
        }
        if (cause(failed, CertPathBuilderException.class).isPresent()) {
            UserText message = UserText.of(
                    "The certificate of {0} was issued by an authority that this computer does not trust.",
                    target.address());
            UserText hint = UserText.of(
                    "If you trust this authority, add its certificate file (PEM) to openLLM.network.caFiles,"
                            + " SSL_CERT_FILE, or NODE_EXTRA_CA_CERTS.");
            return new OpenLlmException(
                    ErrorInfo.of(ErrorKind.NETWORK, message).withHint(hint).withCode(ErrorInfo.UNTRUSTED_CERTIFICATE));
        }
        String words = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("subject alternative") || words.contains("no name matching")) {
            return network(
                    UserText.of("The certificate of {0} was issued for another host name.", target.address()),
                    UserText.of("Use the host name that the certificate was issued for."));
        }
        if (words.contains("not an ssl/tls") || words.contains("plaintext")) {
            return network(
                    UserText.of("{0} does not use TLS.", target.address()),
                    UserText.of("Use http:// instead of https:// in the base URL."));
        }
        return network(
                UserText.of("Cannot establish a secure connection to {0}.", target.address()),
                UserText.of("Check that the base URL's port uses HTTPS, and check whether a proxy or firewall "
                        + "interferes."));
    }

    /**
     * Returns the error for a header that cannot be sent.
     *
     * @param header the name of the header; the value is not reported, because it can be an API key
     */
    public static OpenLlmException unsendable(String header) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of(
                        "The header {0} cannot be sent: its name is reserved, or its value contains characters that"
                                + " HTTP does not allow.",
                        header),
                UserText.of("Check the API key or header for a line break or a non-ASCII character, and enter the "
                        + "value again."));
    }

    public static OpenLlmException cancelled() {
        return new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
    }

    public static OpenLlmException silent(Target target, Duration limit) {
        return timeout(
                UserText.of("{0} sent no data for {1}, so the request was stopped.", target.address(), words(limit)),
                UserText.of("Try again. If the problem persists, check the provider's log."));
    }

    public static OpenLlmException proxyWantsPassword(Target target) {
        return network(
                UserText.of("The proxy {0} requires a user name and password.", reachedProxy(target)),
                UserText.of("Add the user name and password to the proxy address: http://user:password@host:port."));
    }

    private static UserText reached(Target target) {
        return target.proxy().isPresent()
                ? UserText.of("the proxy {0}", reachedProxy(target))
                : UserText.verbatim(target.address());
    }

    private static String reachedProxy(Target target) {
        return target.proxy().map(Proxies.HttpProxy::address).orElse("");
    }

    private static OpenLlmException network(UserText message, UserText hint) {
        return new OpenLlmException(ErrorKind.NETWORK, message, hint);
    }

    private static OpenLlmException timeout(UserText message, UserText hint) {
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
