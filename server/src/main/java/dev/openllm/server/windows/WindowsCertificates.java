package dev.openllm.server.windows;

import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Crypt32;
import com.sun.jna.platform.win32.WinCrypt.CERT_CONTEXT;
import com.sun.jna.platform.win32.WinCrypt.HCERTSTORE;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The certificates of the certificate authorities that Windows trusts. The JDK provides these certificates as the key
 * store {@code Windows-ROOT}, but the reduced Java runtimes in the packages of the program do not contain the JDK
 * module that implements this key store.
 */
public final class WindowsCertificates {

    private WindowsCertificates() {}

    /** An open Windows certificate store. */
    interface Store extends AutoCloseable {

        /** Returns the next certificate in DER format, or an empty result after the last certificate. */
        Optional<byte[]> next();

        @Override
        void close();
    }

    /**
     * Returns all certificates in a Windows system store, such as {@code ROOT}, in DER format. Returns an empty result
     * if the store cannot be read.
     */
    public static Optional<List<byte[]>> of(String store) {
        return all(() -> Optional.ofNullable(Crypt32.INSTANCE.CertOpenSystemStore(Pointer.NULL, store))
                .map(OfCrypt32::new));
    }

    /**
     * Returns all certificates in a store in DER format, or an empty result if the store cannot be read.
     *
     * @param open the function that opens the store, or returns an empty result if the store does not exist
     */
    static Optional<List<byte[]>> all(Supplier<Optional<? extends Store>> open) {
        try {
            Optional<? extends Store> opened = open.get();
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            try (Store store = opened.get()) {
                List<byte[]> certificates = new ArrayList<>();
                for (Optional<byte[]> next = store.next(); next.isPresent(); next = store.next()) {
                    certificates.add(next.get());
                }
                return Optional.of(certificates);
            }
        } catch (RuntimeException | LinkageError unavailable) {
            return Optional.empty();
        }
    }

    private static final class OfCrypt32 implements Store {

        private final HCERTSTORE store;
        private Pointer previous = Pointer.NULL;

        private OfCrypt32(HCERTSTORE store) {
            this.store = store;
        }

        @Override
        public Optional<byte[]> next() {
            // Windows frees the previous certificate when the next one is requested.
            CERT_CONTEXT.ByReference found = Crypt32.INSTANCE.CertEnumCertificatesInStore(store, previous);
            if (found == null) {
                return Optional.empty();
            }
            previous = found.getPointer();
            return Optional.of(found.pbCertEncoded.getByteArray(0, found.cbCertEncoded));
        }

        @Override
        public void close() {
            Crypt32.INSTANCE.CertCloseStore(store, 0);
        }
    }
}
