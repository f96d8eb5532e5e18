package dev.openllm.server.dialect.parts;

import dev.openllm.protocol.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Converts plain-text documents to text, which every model can read. */
public final class TextDocuments {

    private TextDocuments() {}

    /** Returns the name and text of a plain-text document, or an empty result for any other document. */
    public static Optional<Part.Text> text(Part.File file) {
        boolean isText = file.mimeType().toLowerCase(Locale.ROOT).startsWith("text/")
                && !file.data().isEmpty();
        if (!isText) {
            return Optional.empty();
        }
        try {
            String content = new String(Base64.getDecoder().decode(file.data()), StandardCharsets.UTF_8);
            return Optional.of(
                    new Part.Text(file.name().map(name -> name + ":\n").orElse("") + content));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
