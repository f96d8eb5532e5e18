package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheNameTest {

    @TempDir
    Path folder;

    private Path release;
    private Path flags;

    @BeforeEach
    void write() throws IOException {
        release = Files.writeString(folder.resolve("release"), "Java");
        flags = Files.writeString(folder.resolve("flags"), "flags");
    }

    @Test
    void theNameIsTheSameForTheSameBuild() throws IOException {
        assertEquals(cacheName(createJar("first", 10, 'a')), cacheName(createJar("second", 10, 'a')));
    }

    @Test
    void theNameDependsOnEveryByteOfEveryClass() throws IOException {
        assertNotEquals(cacheName(createJar("first", 10, 'a')), cacheName(createJar("second", 10, 'b')));
    }

    @Test
    void aJarWhoseChecksumsDoNotFitIntoTheHashedEndIsRefused() throws IOException {
        Path jar = createJar("large", 20_000, 'a');
        assertThrows(IllegalStateException.class, () -> cacheName(jar));
    }

    private String cacheName(Path jar) throws IOException {
        return CacheName.of(jar, release, flags);
    }

    /**
     * Creates a JAR file that contains an uncompressed class of one megabyte, filled with the given character, and
     * further entries.
     */
    private Path createJar(String name, int entries, char content) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(0);
            addEntry(zip, "First.class", ("" + content).repeat(1 << 20));
            for (int entry = 0; entry < entries; entry++) {
                addEntry(zip, "Another" + entry + ".class", "another");
            }
        }
        return jar;
    }

    private static void addEntry(ZipOutputStream zip, String name, String content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(1_767_225_600_000L);
        zip.putNextEntry(entry);
        zip.write(content.getBytes());
        zip.closeEntry();
    }
}
