package dev.openllm.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedFileTest {

    @TempDir
    private Path folder;

    private final AtomicInteger readCount = new AtomicInteger();
    private Path file;
    private CachedFile<String> cached;

    @BeforeEach
    void createCachedFile() {
        file = folder.resolve("small.json");
        cached = new CachedFile<>(file, "absent", bytes -> {
            readCount.incrementAndGet();
            return new String(bytes, StandardCharsets.UTF_8);
        });
    }

    @Test
    void anUnchangedFileIsReadOnce() throws IOException {
        Files.writeString(file, "one");
        assertEquals("one", cached.get());
        assertEquals("one", cached.get());
        assertEquals(1, readCount.get());
    }

    @Test
    void aFileThatAnotherWriterReplacesIsReadAgain() throws IOException {
        AtomicFile.replace(file, bytes("one"));
        cached.get();
        AtomicFile.replace(file, bytes("two"));
        assertEquals("two", cached.get());
    }

    @Test
    void aFileThatGrowsIsReadAgain() throws IOException {
        Files.writeString(file, "one");
        cached.get();
        Files.writeString(file, "one and more");
        assertEquals("one and more", cached.get());
    }

    @Test
    void aFileCanDisappearAndReappear() throws IOException {
        assertEquals("absent", cached.get());
        Files.writeString(file, "one");
        assertEquals("one", cached.get());
        Files.delete(file);
        assertEquals("absent", cached.get());
    }

    @Test
    void anInvalidFileIsNotCached() throws IOException {
        CachedFile<String> failing = new CachedFile<>(file, "absent", bytes -> {
            throw new IOException("not JSON");
        });
        Files.writeString(file, "one");
        assertThrows(IOException.class, failing::get);
        assertThrows(IOException.class, failing::get);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
