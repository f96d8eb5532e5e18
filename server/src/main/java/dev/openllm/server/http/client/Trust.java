package dev.openllm.server.http.client;

import dev.openllm.protocol.config.NetworkSettings;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides whether the certificate of a server is trusted. Certificate stores are not loaded until the first certificate
 * is checked.
 */
final class Trust {

    private final X509ExtendedTrustManager trustManager;
    private final Supplier<X509ExtendedTrustManager> defaultStore;

    private Trust(X509ExtendedTrustManager trustManager, Supplier<X509ExtendedTrustManager> defaultStore) {
        this.trustManager = trustManager;
        this.defaultStore = defaultStore;
    }

    static Trust of(NetworkSettings settings, Map<String, String> environment, Consumer<String> warnings) {
        if (!settings.strictTls().orElse(true)) {
            warnings.accept("Server certificates are not verified because strict TLS is turned off in the "
                    + "settings. Anyone on the network path to a provider can read API keys and "
                    + "conversations.");
            X509ExtendedTrustManager acceptAll = new AnyServer();
            return new Trust(acceptAll, () -> acceptAll);
        }
        Supplier<X509ExtendedTrustManager> javaStore = new Once<>(CertificateStores::defaultTrustManager);
        Supplier<Optional<X509ExtendedTrustManager>> additionalStores =
                new Once<>(() -> CertificateStores.additionalTrustManager(settings.caFiles(), environment, warnings));
        return new Trust(new EitherStore(javaStore, additionalStores), javaStore);
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager}, null);
            return context;
        } catch (GeneralSecurityException unexpected) {
            throw new IllegalStateException("This Java has no TLS.", unexpected);
        }
    }

    /** Loads the certificate store that is checked first. */
    void load() {
        defaultStore.get();
    }

    /**
     * A trust manager that first checks the certificate store of Java. If that store does not trust a certificate, the
     * store of the platform and the configured files are checked.
     */
    private static final class EitherStore extends X509ExtendedTrustManager {

        private final Supplier<X509ExtendedTrustManager> defaultStore;
        private final Supplier<Optional<X509ExtendedTrustManager>> additionalStore;

        EitherStore(
                Supplier<X509ExtendedTrustManager> defaultStore,
                Supplier<Optional<X509ExtendedTrustManager>> additionalStore) {
            this.defaultStore = defaultStore;
            this.additionalStore = additionalStore;
        }

        private void check(Check check) throws CertificateException {
            try {
                check.verify(defaultStore.get());
            } catch (CertificateException refused) {
                check.verify(additionalStore.get().orElseThrow(() -> refused));
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(store -> store.checkServerTrusted(chain, type, engine));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(store -> store.checkServerTrusted(chain, type, socket));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(store -> store.checkServerTrusted(chain, type));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("This is a client.");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("This is a client.");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("This is a client.");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @FunctionalInterface
    private interface Check {
        void verify(X509ExtendedTrustManager store) throws CertificateException;
    }

    /**
     * A trust manager that accepts all certificates and does not check the host name. It is used only if the user
     * disabled certificate checks.
     */
    private static final class AnyServer extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** A value that is created on first use. */
    private static final class Once<T> implements Supplier<T> {

        private final Supplier<T> factory;
        private T instance;

        Once(Supplier<T> factory) {
            this.factory = factory;
        }

        @Override
        public synchronized T get() {
            if (instance == null) {
                instance = factory.get();
            }
            return instance;
        }
    }
}
