package dev.openllm.server.dialect.parts;

import dev.openllm.protocol.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Documents that are plain text: every model can read them. */
public final class TextDocuments {

    private TextDocuments() {}

    /** The text of a document after its name; empty for other documents. */
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
