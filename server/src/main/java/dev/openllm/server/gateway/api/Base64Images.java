package dev.openllm.server.gateway.api;

import dev.openllm.protocol.chat.Part;
import java.util.Map;

/**
 * A reader for base64-encoded images that do not specify a media type. The media type is determined from the first
 * bytes of the image.
 */
public final class Base64Images {

    /**
     * The media types of images, keyed by the first base64 characters of the image. Source:
     * https://en.wikipedia.org/wiki/List_of_file_signatures
     */
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

    /** Reads an image. @param image the base64-encoded image, or a {@code data:} URL */
    public static Part read(String image) {
        if (image.startsWith("data:")) {
            return Fields.image(image);
        }
        if (image.isBlank() || image.startsWith("http:") || image.startsWith("https:")) {
            throw Fields.invalid("images must be base64-encoded.");
        }
        String type = TYPES.entrySet().stream()
                .filter(entry -> image.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("image/png");
        return Part.Image.ofData(type, image);
    }
}
