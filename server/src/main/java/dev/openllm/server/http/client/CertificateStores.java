package dev.openllm.server.http.client;

import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.windows.WindowsCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Loads certificate authorities from Java, the platform, and configured files. */
final class CertificateStores {

    /**
     * The files in which Linux distributions store the certificate authorities of the machine. Only the first readable
     * file is used.
     */
    private static final List<Path> LINUX_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private CertificateStores() {}

    /**
     * Returns a trust manager for the certificate authorities of Java or, if {@code javax.net.ssl.trustStore} is set,
     * for the certificate authorities in the trust store that this property specifies.
     */
    static X509ExtendedTrustManager defaultTrustManager() {
        return createTrustManager(null);
    }

    /**
     * Returns a trust manager for the certificate authorities of the platform and for the certificate authorities in
     * the files that the settings and the environment specify. Returns an empty result if no such certificate
     * authorities exist.
     */
    static Optional<X509ExtendedTrustManager> additionalTrustManager(
            List<String> files, Map<String, String> environment, Consumer<String> warnings) {
        List<Certificate> authorities = new ArrayList<>(platformAuthorities(warnings));
        Stream.concat(
                        files.stream(),
                        Stream.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")
                                .map(environment::get)
                                .filter(file -> file != null && !file.isBlank()))
                .forEach(file -> authorities.addAll(readFile(file, warnings)));
        // Java rejects an empty trust store, so no trust manager is created.
        return authorities.isEmpty() ? Optional.empty() : Optional.of(createTrustManager(createKeyStore(authorities)));
    }

    private static Collection<? extends Certificate> readFile(String file, Consumer<String> warnings) {
        try {
            InputStream in = new ByteArrayInputStream(BoundedFile.read(Path.of(file), BoundedFile.MAX_STATE_BYTES));
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException | InvalidPathException unreadable) {
            warnings.accept("The certificate file " + file
                    + " cannot be read, so its certificate authorities are not trusted.");
        } catch (GeneralSecurityException malformed) {
            warnings.accept(
                    "The certificate file " + file + " contains no certificates in PEM format, so it is ignored.");
        }
        return List.of();
    }

    private static List<Certificate> platformAuthorities(Consumer<String> warnings) {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return windowsAuthorities(warnings);
        }
        if (os.startsWith("mac")) {
            List<Certificate> authorities = new ArrayList<>(readKeyStore("KeychainStore-ROOT"));
            authorities.addAll(readKeyStore("KeychainStore"));
            return authorities;
        }
        Optional<Path> bundle = LINUX_BUNDLES.stream().filter(Files::isReadable).findFirst();
        return bundle.map(file -> List.<Certificate>copyOf(readFile(file.toString(), warnings)))
                .orElse(List.of());
    }

    private static List<Certificate> windowsAuthorities(Consumer<String> warnings) {
        Optional<List<byte[]>> roots = WindowsCertificates.of("ROOT");
        if (roots.isEmpty()) {
            warnings.accept("The certificate authorities of Windows cannot be read, so only those of Java and of"
                    + " configured files are trusted.");
        }
        return parseEncoded(roots.orElse(List.of()));
    }

    /** Parses certificates in DER format. Certificates that this Java version does not support are omitted. */
    static List<Certificate> parseEncoded(List<byte[]> certificates) {
        List<Certificate> authorities = new ArrayList<>();
        for (byte[] certificate : certificates) {
            try {
                authorities.add(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate)));
            } catch (GeneralSecurityException unsupported) {
                // A certificate store can contain certificates whose format or signature algorithm Java does not
                // support. Only these certificates are skipped.
            }
        }
        return authorities;
    }

    private static List<Certificate> readKeyStore(String type) {
        List<Certificate> authorities = new ArrayList<>();
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    authorities.add(store.getCertificate(alias));
                }
            }
        } catch (GeneralSecurityException | IOException absent) {
            // This Java version does not support this type of certificate store. The certificate authorities of Java
            // and the configured files are still used.
            return List.of();
        }
        return authorities;
    }

    private static KeyStore createKeyStore(List<Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException unexpected) {
            throw new IllegalStateException("A store of certificates in memory could not be made.", unexpected);
        }
    }

    private static X509ExtendedTrustManager createTrustManager(KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager x509Manager) {
                    return x509Manager;
                }
            }
            throw new IllegalStateException("This Java cannot check certificates.");
        } catch (GeneralSecurityException unexpected) {
            throw new IllegalStateException("This Java cannot check certificates.", unexpected);
        }
    }
}
