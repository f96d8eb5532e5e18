package dev.openllm.server.config.text;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The text of a file, together with the information needed to write the text back in the same encoding.
 *
 * @param text the text without a byte order mark
 * @param charset the encoding of the file
 * @param byteOrderMark the bytes of the byte order mark, or an empty array if there is none
 */
public record FileText(String text, Charset charset, byte[] byteOrderMark) {

    /** The maximum size of a configuration file: 1 MiB. */
    public static final int MAX_BYTES = 1 << 20;

    private static final byte[] UTF8_BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF16_BE_BOM = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] UTF16_LE_BOM = {(byte) 0xFF, (byte) 0xFE};

    public static final FileText EMPTY = new FileText("", StandardCharsets.UTF_8, new byte[0]);

    /**
     * Reads a file of at most {@link #MAX_BYTES} bytes. Pipes and devices are rejected because reading them could block
     * forever.
     */
    public static FileText read(Path file) throws IOException, ConfigFileException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigFileException(
                    UserText.of("This is not a regular file. Configuration files must be regular files."), 0, 0);
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new ConfigFileException(
                    UserText.of("The file was not read because it is larger than 1 MiB. Reduce its size."), 0, 0);
        }
        return of(bytes);
    }

    public static FileText of(byte[] bytes) throws ConfigFileException {
        if (startsWith(bytes, UTF8_BOM)) {
            return decode(bytes, StandardCharsets.UTF_8, UTF8_BOM);
        }
        if (startsWith(bytes, UTF16_BE_BOM)) {
            return decode(bytes, StandardCharsets.UTF_16BE, UTF16_BE_BOM);
        }
        if (startsWith(bytes, UTF16_LE_BOM)) {
            return decode(bytes, StandardCharsets.UTF_16LE, UTF16_LE_BOM);
        }
        return decode(bytes, StandardCharsets.UTF_8, new byte[0]);
    }

    /** Encodes new text in the encoding of the file, including the byte order mark. */
    public byte[] encode(String newText) {
        byte[] body = newText.getBytes(charset);
        byte[] bytes = Arrays.copyOf(byteOrderMark, byteOrderMark.length + body.length);
        System.arraycopy(body, 0, bytes, byteOrderMark.length, body.length);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileText file
                && text.equals(file.text)
                && Arrays.equals(byteOrderMark, file.byteOrderMark);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static FileText decode(byte[] bytes, Charset charset, byte[] byteOrderMark) throws ConfigFileException {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, byteOrderMark.length, bytes.length - byteOrderMark.length))
                    .toString();
            return new FileText(text, charset, byteOrderMark);
        } catch (CharacterCodingException notText) {
            throw new ConfigFileException(UserText.of("The file is not valid UTF-8. Save it as UTF-8."), 0, 0);
        }
    }
}
