package dev.openllm.server.chat.tokens;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Estimates the number of pages in a PDF document. */
final class PdfPages {

    private static final Pattern PAGE = Pattern.compile("/Type\\s*/Page(?!s)");

    /**
     * The approximate size, in bytes, of a page that contains text and figures. This estimate is used for newer PDF
     * documents, which store page objects in compressed streams.
     */
    private static final int BYTES_PER_PAGE = 50_000;

    private PdfPages() {}

    static int ofBase64(String data) {
        try {
            String bytes = new String(Base64.getMimeDecoder().decode(data), StandardCharsets.ISO_8859_1);
            Matcher pages = PAGE.matcher(bytes);
            int count = 0;
            while (pages.find()) {
                count++;
            }
            return count > 0 ? count : Math.max(1, bytes.length() / BYTES_PER_PAGE);
        } catch (IllegalArgumentException notBase64) {
            return 1;
        }
    }
}
