package dev.openllm.server.provider.entra;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCertificate;
import dev.openllm.server.file.BoundedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the certificate of a service principal, together with its private key, from a PEM or PFX file. */
final class CertificateFile {

    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

    private static final int MAX_BYTES = 1 << 20;

    private CertificateFile() {}

    static IClientCertificate read(Path file, String password) throws IOException, GeneralSecurityException {
        byte[] bytes = BoundedFile.read(file, MAX_BYTES);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher key = KEY.matcher(text);
        Matcher certificate = CERTIFICATE.matcher(text);
        if (key.find() && certificate.find()) {
            return ClientCredentialFactory.createFromCertificate(
                    privateKey(key.group(1)), certificate(certificate.group()));
        }
        try (InputStream pfx = new ByteArrayInputStream(bytes)) {
            return ClientCredentialFactory.createFromCertificate(pfx, password);
        }
    }

    private static PrivateKey privateKey(String base64) throws GeneralSecurityException {
        byte[] encoded = Base64.getMimeDecoder().decode(base64.strip());
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static X509Certificate certificate(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
