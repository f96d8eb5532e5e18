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
    static void replace(Path jar, String constant, String replacement) throws IOException {
        FileTime lastModified = Files.getLastModifiedTime(jar);
        byte[] bytes = Files.readAllBytes(jar);
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int endRecord = bytes.length - 22;
        int entryHeader = zip.getInt(endRecord + 16);
        int replacedClasses = 0;
        for (int entry = 0; entry < Short.toUnsignedInt(zip.getShort(endRecord + 10)); entry++) {
            int localHeader = zip.getInt(entryHeader + 42);
            int dataOffset = localHeader + 30 + zip.getShort(localHeader + 26) + zip.getShort(localHeader + 28);
            int size = zip.getInt(entryHeader + 24);
            if (replaceConstant(bytes, dataOffset, size, constant, replacement)) {
                CRC32 checksum = new CRC32();
                checksum.update(bytes, dataOffset, size);
                zip.putInt(entryHeader + 16, (int) checksum.getValue());
                zip.putInt(localHeader + 14, (int) checksum.getValue());
                replacedClasses++;
            }
            entryHeader += 46
                    + zip.getShort(entryHeader + 28)
                    + zip.getShort(entryHeader + 30)
                    + zip.getShort(entryHeader + 32);
        }
        if (replacedClasses != 1) {
            throw new IllegalStateException(replacedClasses + " classes have the constant " + constant);
        }
        Files.write(jar, bytes);
        Files.setLastModifiedTime(jar, lastModified);
    }

    private static boolean replaceConstant(byte[] bytes, int start, int size, String constant, String replacement) {
        byte[] target = constant.getBytes(StandardCharsets.UTF_8);
        for (int index = start; index <= start + size - target.length; index++) {
            if (bytes[index] == target[0]
                    && Arrays.equals(bytes, index, index + target.length, target, 0, target.length)) {
                System.arraycopy(replacement.getBytes(StandardCharsets.UTF_8), 0, bytes, index, target.length);
                return true;
            }
        }
        return false;
    }
}
