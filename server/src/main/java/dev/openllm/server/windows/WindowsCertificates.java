package dev.openllm.server.windows;

import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Crypt32;
import com.sun.jna.platform.win32.WinCrypt.CERT_CONTEXT;
import com.sun.jna.platform.win32.WinCrypt.HCERTSTORE;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificate authorities that Windows trusts. Java's own store for these authorities, {@code Windows-ROOT}, is
 * part of a module that the small runtimes do not contain.
 */
public final class WindowsCertificates {

    private WindowsCertificates() {}

    /**
     * Returns the certificates of a system store such as ROOT in DER format, or an empty list if the store cannot be
     * read.
     */
    public static Optional<List<byte[]>> of(String store) {
        try {
            HCERTSTORE opened = Crypt32.INSTANCE.CertOpenSystemStore(Pointer.NULL, store);
            if (opened == null) {
                return Optional.empty();
            }
            List<byte[]> certificates = new ArrayList<>();
            CERT_CONTEXT.ByReference next = Crypt32.INSTANCE.CertEnumCertificatesInStore(opened, Pointer.NULL);
            while (next != null) {
                certificates.add(next.pbCertEncoded.getByteArray(0, next.cbCertEncoded));
                // Requesting the next certificate frees the current one.
                next = Crypt32.INSTANCE.CertEnumCertificatesInStore(opened, next.getPointer());
            }
            Crypt32.INSTANCE.CertCloseStore(opened, 0);
            return Optional.of(certificates);
        } catch (RuntimeException | LinkageError unavailable) {
            return Optional.empty();
        }
    }
}
