package dev.openllm.server.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Computes the name of an AOT cache from the files that the cache depends on: {@code open-llm-JAR-JAVA-FLAGS.aot},
 * where each part is the start of a SHA-256 hash. The launcher and the clients follow the same rule and use only the
 * cache with this name.
 */
final class CacheName {

    /**
     * The number of bytes at the end of the JAR file that contain its directory, which lists the checksum of every
     * class.
     */
    private static final int HASHED_BYTES = 768 * 1024;

    private static final int HASH_DIGITS = 16;

    private CacheName() {}

    static String of(Path jar, Path release, Path flags) throws IOException {
        byte[] content = Files.readAllBytes(jar);
        int directoryOffset =
                ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(content.length - 22 + 16);
        if (content.length - directoryOffset > HASHED_BYTES) {
            throw new IllegalStateException("The directory of " + jar + " has outgrown the " + HASHED_BYTES
                    + " bytes that name its cache: raise them here, in the launcher, startupCache.ts and launch.py.");
        }
        byte[] tail = Arrays.copyOfRange(content, Math.max(0, content.length - HASHED_BYTES), content.length);
        return "open-llm-" + hash(tail) + "-" + hash(Files.readAllBytes(release)) + "-"
                + hash(Files.readAllBytes(flags)) + ".aot";
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException unexpected) {
            throw new AssertionError("Every Java has SHA-256.", unexpected);
        }
    }
}
