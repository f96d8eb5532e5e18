package dev.openllm.server.gateway.api;

import dev.openllm.protocol.chat.Part;
import java.util.Map;

/** Images in base64 without a media type: the first bytes show it. */
public final class Base64Images {

    /** The first characters, and the type. Source: https://en.wikipedia.org/wiki/List_of_file_signatures */
    private static final Map<String, String> TYPES = Map.of(
            "iVBOR",
            "image/png",
            "/9j/",
            "image/jpeg",
            "R0lGOD",
            "image/gif",
            "UklGR",
            "image/webp",
            "Qk0",
            "image/bmp");

    private Base64Images() {}

    /** @param image base64, or a {@code data:} URL */
    public static Part read(String image) {
        if (image.startsWith("data:")) {
            return Fields.image(image);
        }
        if (image.isBlank() || image.startsWith("http:") || image.startsWith("https:")) {
            throw Fields.invalid("images must be in base64.");
        }
        String type = TYPES.entrySet().stream()
                .filter(entry -> image.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("image/png");
        return Part.Image.ofData(type, image);
    }
}
