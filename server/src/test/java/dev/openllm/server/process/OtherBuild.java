package dev.openllm.server.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Creates another build of a JAR file: one constant of a class differs, and therefore also the checksums in the ZIP
 * format. The size and the modification time do not change.
 */
final class OtherBuild {

    private OtherBuild() {}

    /** Replaces a constant in a JAR file with uncompressed entries. Both constants must have the same length. */
    static void replace(Path jar, String constant, String other) throws IOException {
        FileTime time = Files.getLastModifiedTime(jar);
        byte[] bytes = Files.readAllBytes(jar);
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = bytes.length - 22;
        int header = zip.getInt(end + 16);
        int replaced = 0;
        for (int entry = 0; entry < Short.toUnsignedInt(zip.getShort(end + 10)); entry++) {
            int local = zip.getInt(header + 42);
            int data = local + 30 + zip.getShort(local + 26) + zip.getShort(local + 28);
            int size = zip.getInt(header + 24);
            if (put(bytes, data, size, constant, other)) {
                CRC32 checksum = new CRC32();
                checksum.update(bytes, data, size);
                zip.putInt(header + 16, (int) checksum.getValue());
                zip.putInt(local + 14, (int) checksum.getValue());
                replaced++;
            }
            header += 46 + zip.getShort(header + 28) + zip.getShort(header + 30) + zip.getShort(header + 32);
        }
        if (replaced != 1) {
            throw new IllegalStateException(replaced + " classes have the constant " + constant);
        }
        Files.write(jar, bytes);
        Files.setLastModifiedTime(jar, time);
    }

    private static boolean put(byte[] bytes, int from, int size, String constant, String other) {
        byte[] wanted = constant.getBytes(StandardCharsets.UTF_8);
        for (int at = from; at <= from + size - wanted.length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                System.arraycopy(other.getBytes(StandardCharsets.UTF_8), 0, bytes, at, wanted.length);
                return true;
            }
        }
        return false;
    }
}
