package dev.openllm.server.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowsCertificatesTest {

    private boolean closed;

    private final class Fake implements WindowsCertificates.Store {

        private final Iterator<byte[]> certificates;

        private Fake(byte[]... certificates) {
            this.certificates = List.of(certificates).iterator();
        }

        @Override
        public Optional<byte[]> next() {
            if (!certificates.hasNext()) {
                return Optional.empty();
            }
            byte[] next = certificates.next();
            if (next.length == 0) {
                throw new IllegalStateException("unreadable");
            }
            return Optional.of(next);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void everyCertificateInAStoreIsReadInOrder() {
        List<byte[]> certificates = WindowsCertificates.all(
                        () -> Optional.of(new Fake(new byte[] {1}, new byte[] {2, 3})))
                .orElseThrow();

        assertEquals(2, certificates.size());
        assertArrayEquals(new byte[] {1}, certificates.getFirst());
        assertArrayEquals(new byte[] {2, 3}, certificates.getLast());
        assertTrue(closed);
    }

    @Test
    void anEmptyStoreIsNotAMissingOne() {
        assertEquals(Optional.of(List.of()), WindowsCertificates.all(() -> Optional.of(new Fake())));
        assertEquals(Optional.empty(), WindowsCertificates.all(Optional::empty));
    }

    @Test
    void aStoreThatCannotBeReadIsClosed() {
        assertEquals(
                Optional.empty(), WindowsCertificates.all(() -> Optional.of(new Fake(new byte[] {1}, new byte[0]))));
        assertTrue(closed);
    }

    @Test
    void withoutTheWindowsLibraryThereIsNoStore() {
        assertEquals(Optional.empty(), WindowsCertificates.all(() -> {
            throw new UnsatisfiedLinkError("crypt32");
        }));
    }
}
