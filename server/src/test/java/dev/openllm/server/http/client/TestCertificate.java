package dev.openllm.server.http.client;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server's certificate and who vouches for it, made by the JDK's own tool, once for a run of tests.
 *
 * @param keyStore PKCS#12 with the key, password {@code changeit}
 * @param authority the authority in PEM form
 */
public record TestCertificate(Path keyStore, Path authority) {

    private static final String PASSWORD = "changeit";
    private static final Map<String, TestCertificate> MADE = new ConcurrentHashMap<>();

    /** A good certificate that signs itself. */
    public static TestCertificate of(String host) {
        return MADE.computeIfAbsent(host, TestCertificate::selfSigned);
    }

    /** A certificate that ended five days ago, from an authority that is still good. */
    static TestCertificate expired(String host) {
        return MADE.computeIfAbsent("expired " + host, key -> expiredFromAuthority(host));
    }

    private static TestCertificate selfSigned(String host) {
        Path store = folder().resolve("server.p12");
        keytool(store, "-genkeypair -alias server -keyalg EC -validity 2 -dname CN=" + host + " -ext san=dns:" + host);
        return new TestCertificate(store, exported(store, "server"));
    }

    private static TestCertificate expiredFromAuthority(String host) {
        Path folder = folder();
        Path store = folder.resolve("server.p12");
        keytool(store, "-genkeypair -alias authority -keyalg EC -validity 2 -dname CN=Authority -ext bc:c");
        keytool(
                store,
                "-genkeypair -alias server -keyalg EC -startdate -10d -validity 5 -dname CN=" + host + " -ext san=dns:"
                        + host + " -signer authority");
        Path authority = exported(store, "authority");
        withoutKey(store, "authority");
        return new TestCertificate(store, authority);
    }

    private static Path exported(Path store, String alias) {
        try {
            byte[] certificate = open(store).getCertificate(alias).getEncoded();
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
            return Files.writeString(
                    store.resolveSibling(alias + ".pem"),
                    "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Leaves the server one key, so that it cannot choose the authority's own. */
    private static void withoutKey(Path store, String alias) {
        try {
            KeyStore keys = open(store);
            keys.deleteEntry(alias);
            try (OutputStream out = Files.newOutputStream(store)) {
                keys.store(out, PASSWORD.toCharArray());
            }
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static KeyStore open(Path store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("open-llm-test-certificate");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void keytool(Path store, String arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments.split(" ")));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
