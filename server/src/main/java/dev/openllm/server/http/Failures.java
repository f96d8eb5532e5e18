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

    public static OpenLlmException of(Throwable exception, Target target, TimeLimits limits) {
        if (exception instanceof OpenLlmException known) {
            return known;
        }
        if (exception instanceof HttpConnectTimeoutException) {
            return timeoutError(
                    UserText.of(
                            "Cannot reach {0}: the connection was not established within {1}.",
                            peerAddress(target), formatDuration(limits.connect())),
                    UserText.of(
                            "Check the address, and check whether a firewall, VPN, or proxy blocks the connection."));
        }
        if (exception instanceof HttpTimeoutException) {
            return timeoutError(
                    UserText.of(
                            "{0} did not start to respond within {1}.",
                            target.address(), formatDuration(limits.firstByte())),
                    UserText.of("Try again. A local model may still be loading."));
        }
        if (findCause(exception, UnresolvedAddressException.class).isPresent()
                || findCause(exception, UnknownHostException.class).isPresent()) {
            return networkError(
                    UserText.of("Cannot reach {0}: the host name cannot be resolved.", peerAddress(target)),
                    UserText.of("Check the address for typos, and check your network or VPN connection."));
        }
        if (findCause(exception, ConnectException.class).isPresent()) {
            return networkError(
                    UserText.of("Cannot reach {0}: the connection was refused.", peerAddress(target)),
                    target.proxy().isPresent()
                            ? UserText.of("Check the proxy address in http.proxy, HTTPS_PROXY, or HTTP_PROXY.")
                            : UserText.of(
                                    "Check that the server is running and that the host and port of the base URL are"
                                            + " correct."));
        }
        Optional<SSLException> tls = findCause(exception, SSLException.class);
        if (tls.isPresent()) {
            return tlsError(tls.get(), target);
        }
        Optional<NotHttp> notHttp = findCause(exception, NotHttp.class);
        if (notHttp.isPresent()) {
            return notHttpError(notHttp.get().sent(), target);
        }
        if (String.valueOf(exception.getMessage()).startsWith("Tunnel failed")) {
            return networkError(
                    UserText.of("The proxy {0} refused a connection to {1}.", proxyAddress(target), target.address()),
                    UserText.of("Ask the proxy administrator to allow the host, or exclude the host from the proxy."));
        }
        return networkError(
                UserText.of("The connection to {0} was lost before the response was complete.", target.address()),
                UserText.of("Try again. If the problem persists, check the provider's log."));
    }

    private static OpenLlmException notHttpError(NotHttp.Sent sent, Target target) {
        return switch (sent) {
            case NOTHING ->
                networkError(
                        UserText.of("{0} closed the connection without a response.", target.address()),
                        UserText.of(
                                "Try again. If the problem persists, check that this port uses HTTP and not HTTPS, and "
                                        + "check the provider's log."));
            case TLS ->
                networkError(
                        UserText.of("{0} uses TLS, but the base URL starts with http://.", target.address()),
                        UserText.of("Use https:// instead of http:// in the base URL."));
            case HTTP2 ->
                networkError(
                        UserText.of("{0} supports only HTTP/2.", target.address()),
                        UserText.of("Use the server's https:// address, or enable HTTP/1.1 on the server."));
            case OTHER ->
                networkError(
                        UserText.of("{0} does not use HTTP.", target.address()),
                        UserText.of("Check the port of the base URL. A different kind of server is listening there."));
        };
    }

    /**
     * Returns the error for a TLS handshake that was not completed in time.
     *
     * @param limit the time limit for the handshake
     */
    public static OpenLlmException handshakeTimeout(Target target, Duration limit) {
        return timeoutError(
                UserText.of(
                        "The TLS handshake with {0} was not completed within {1}.",
                        target.address(), formatDuration(limit)),
                UserText.of(
                        "Check that this port uses HTTPS, and check whether a firewall, VPN, or proxy interferes."));
    }

    private static OpenLlmException tlsError(SSLException exception, Target target) {
        if (findCause(exception, CertificateExpiredException.class).isPresent()) {
            return networkError(
                    UserText.of("The certificate of {0} has expired.", target.address()),
                    UserText.of("Check this computer's clock. If it is correct, ask the server administrator to renew "
                            + "the certificate."));
        }
        if (findCause(exception, CertificateNotYetValidException.class).isPresent()) {
            return networkError(
                    UserText.of("The certificate of {0} is not valid yet.", target.address()),
                    UserText.of("Check this computer's clock."));
        }
        if (findCause(exception, CertPathBuilderException.class).isPresent()) {
            UserText message = UserText.of(
                    "The certificate of {0} was issued by an authority that this computer does not trust.",
                    target.address());
            UserText hint = UserText.of(
                    "If you trust this authority, add its certificate file (PEM) to openLLM.network.caFiles,"
                            + " SSL_CERT_FILE, or NODE_EXTRA_CA_CERTS.");
            return new OpenLlmException(
                    ErrorInfo.of(ErrorKind.NETWORK, message).withHint(hint).withCode(ErrorInfo.UNTRUSTED_CERTIFICATE));
        }
        String details = String.valueOf(exception.getMessage()).toLowerCase(Locale.ROOT);
        if (details.contains("subject alternative") || details.contains("no name matching")) {
            return networkError(
                    UserText.of("The certificate of {0} was issued for another host name.", target.address()),
                    UserText.of("Use the host name that the certificate was issued for."));
        }
        if (details.contains("not an ssl/tls") || details.contains("plaintext")) {
            return networkError(
                    UserText.of("{0} does not use TLS.", target.address()),
                    UserText.of("Use http:// instead of https:// in the base URL."));
        }
        return networkError(
                UserText.of("Cannot establish a secure connection to {0}.", target.address()),
                UserText.of("Check that the base URL's port uses HTTPS, and check whether a proxy or firewall "
                        + "interferes."));
    }

    /**
     * Returns the error for a header that cannot be sent.
     *
     * @param header the name of the header; the value is not reported, because it can be an API key
     */
    public static OpenLlmException invalidHeader(String header) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of(
                        "The header {0} cannot be sent: its name is reserved, or its value contains characters that"
                                + " HTTP does not allow.",
                        header),
                UserText.of("Check the API key or header for a line break or a non-ASCII character, and enter the "
                        + "value again."));
    }

    public static OpenLlmException canceled() {
        return new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
    }

    public static OpenLlmException silenceTimeout(Target target, Duration limit) {
        return timeoutError(
                UserText.of(
                        "{0} sent no data for {1}, so the request was stopped.",
                        target.address(), formatDuration(limit)),
                UserText.of("Try again. If the problem persists, check the provider's log."));
    }

    public static OpenLlmException proxyAuthenticationRequired(Target target) {
        return networkError(
                UserText.of("The proxy {0} requires a user name and password.", proxyAddress(target)),
                UserText.of("Add the user name and password to the proxy address: http://user:password@host:port."));
    }

    private static UserText peerAddress(Target target) {
        return target.proxy().isPresent()
                ? UserText.of("the proxy {0}", proxyAddress(target))
                : UserText.verbatim(target.address());
    }

    private static String proxyAddress(Target target) {
        return target.proxy().map(Proxies.HttpProxy::address).orElse("");
    }

    private static OpenLlmException networkError(UserText message, UserText hint) {
        return new OpenLlmException(ErrorKind.NETWORK, message, hint);
    }

    private static OpenLlmException timeoutError(UserText message, UserText hint) {
        return new OpenLlmException(ErrorKind.TIMEOUT, message, hint);
    }

    private static <T extends Throwable> Optional<T> findCause(Throwable exception, Class<T> type) {
        Throwable current = exception;
        for (int depth = 0; current != null && depth < 10; depth++) {
            if (type.isInstance(current)) {
                return Optional.of(type.cast(current));
            }
            current = current.getCause();
        }
        return Optional.empty();
    }

    private static String formatDuration(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
