package dev.openllm.server.chat.tokens;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The dimensions of an image, read from the beginning of the image data.
 *
 * @param width the width in pixels
 * @param height the height in pixels
 */
record ImageSize(int width, int height) {

    /**
     * The number of Base64 characters to read. A JPEG image can contain a preview and color profiles before the image
     * dimensions.
     */
    private static final int MAX_HEADER_CHARS = 256 * 1024;

    /** Returns the dimensions of a PNG, GIF, JPEG, or WebP image, or an empty result for any other data. */
    static Optional<ImageSize> ofBase64(String data) {
        try {
            String head = data.substring(0, Math.min(data.length(), MAX_HEADER_CHARS) / 4 * 4);
            return of(Base64.getDecoder().decode(head)).filter(size -> size.width > 0 && size.height > 0);
        } catch (IllegalArgumentException | IndexOutOfBoundsException notAnImage) {
            return Optional.empty();
        }
    }

    private static Optional<ImageSize> of(byte[] b) {
        if (starts(b, 0, "\u0089PNG")) {
            return Optional.of(new ImageSize(bigEndian(b, 16, 4), bigEndian(b, 20, 4)));
        }
        if (starts(b, 0, "GIF8")) {
            return Optional.of(new ImageSize(littleEndian(b, 6, 2), littleEndian(b, 8, 2)));
        }
        if (starts(b, 0, "RIFF") && starts(b, 8, "WEBP")) {
            return webp(b);
        }
        return starts(b, 0, "\u00ff\u00d8") ? jpeg(b) : Optional.empty();
    }

    /** Reads the dimensions of a WebP image. Source: https://developers.google.com/speed/webp/docs/riff_container */
    private static Optional<ImageSize> webp(byte[] b) {
        if (starts(b, 12, "VP8X")) {
            return Optional.of(new ImageSize(littleEndian(b, 24, 3) + 1, littleEndian(b, 27, 3) + 1));
        }
        if (starts(b, 12, "VP8L")) {
            int bits = littleEndian(b, 21, 4);
            return Optional.of(new ImageSize((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1));
        }
        return Optional.of(new ImageSize(littleEndian(b, 26, 2) & 0x3fff, littleEndian(b, 28, 2) & 0x3fff));
    }

    /** Reads the dimensions from the first "start of frame" segment of a JPEG image. */
    private static Optional<ImageSize> jpeg(byte[] b) {
        int at = 2;
        while (at + 9 < b.length) {
            int marker = b[at + 1] & 0xff;
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return Optional.of(new ImageSize(bigEndian(b, at + 7, 2), bigEndian(b, at + 5, 2)));
            }
            at += 2 + bigEndian(b, at + 2, 2);
        }
        return Optional.empty();
    }

    ImageSize within(int maxSide) {
        return scaled(Math.min(1, maxSide / (double) Math.max(width, height)));
    }

    ImageSize withShortSideAtMost(int maxShortSide) {
        return scaled(Math.min(1, maxShortSide / (double) Math.min(width, height)));
    }

    private ImageSize scaled(double factor) {
        return new ImageSize(
                Math.max(1, (int) Math.round(width * factor)), Math.max(1, (int) Math.round(height * factor)));
    }

    private static boolean starts(byte[] b, int at, String text) {
        byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < expected.length; i++) {
            if (at + i >= b.length || b[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static int bigEndian(byte[] b, int at, int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | b[at + i] & 0xff;
        }
        return value;
    }

    private static int littleEndian(byte[] b, int at, int bytes) {
        int value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | b[at + i] & 0xff;
        }
        return value;
    }
}
