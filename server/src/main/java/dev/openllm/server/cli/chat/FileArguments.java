package dev.openllm.server.cli.chat;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.cli.markdown.HtmlText;
import dev.openllm.server.cli.session.WebDocuments;
import dev.openllm.server.cli.terminal.InputLimit;
import dev.openllm.server.cli.terminal.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads files that the user specified on the command line. If a file cannot be read or is invalid, a {@link UsageError}
 * that names the file is thrown.
 */
final class FileArguments {

    private FileArguments() {}

    /** Reads an image from a file or URL. The image type is detected from the first bytes. */
    static Part image(String location, WebDocuments web) {
        byte[] bytes = isUrl(location) ? web.fetch(parseUrl(location)).bytes() : readBytes(Path.of(location));
        return image(bytes).orElseThrow(() -> new UsageError(location + " is not a PNG, JPEG, GIF, or WebP image."));
    }

    private static Optional<Part> image(byte[] bytes) {
        return imageType(bytes)
                .map(type -> Part.Image.ofData(type, Base64.getEncoder().encodeToString(bytes)));
    }

    /**
     * Reads a document from a file or URL. Text is preceded by the name of the document; a PDF file is not changed. A
     * URL can also refer to an image.
     */
    static Part document(String location, WebDocuments web) {
        return isUrl(location) ? document(web.fetch(parseUrl(location))) : document(Path.of(location));
    }

    private static boolean isUrl(String location) {
        return location.regionMatches(true, 0, "http://", 0, 7) || location.regionMatches(true, 0, "https://", 0, 8);
    }

    private static URI parseUrl(String location) {
        try {
            URI address = new URI(location);
            if (address.getHost() != null && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException invalid) {
            // The error is reported below, together with URLs that do not contain a host.
        }
        throw new UsageError(
                "The URL cannot be fetched. It must contain a host, and it cannot contain spaces or a password.");
    }

    private static Part document(WebDocuments.Document document) {
        byte[] bytes = document.bytes();
        if (startsWith(bytes, "%PDF-")) {
            return new Part.File(
                    "application/pdf",
                    Base64.getEncoder().encodeToString(bytes),
                    Optional.of(document.address().getHost()));
        }
        Optional<Part> image = image(bytes);
        if (image.isPresent()) {
            return image.get();
        }
        String displayUrl = document.address().getScheme() + "://"
                + document.address().getRawAuthority() + document.address().getRawPath();
        String text = decode(document)
                .orElseThrow(() -> new UsageError(displayUrl + " is not a text file, a PDF file, or an image."));
        boolean isHtml = document.mediaType().contains("html")
                || document.mediaType().isEmpty() && text.stripLeading().startsWith("<");
        return new Part.Text(displayUrl + ":\n\n" + (isHtml ? HtmlText.of(text) : text));
    }

    private static Optional<String> decode(WebDocuments.Document document) {
        if (document.charset().equalsIgnoreCase("UTF-8")) {
            return InputLimit.decode(document.bytes());
        }
        try {
            String text = new String(document.bytes(), Charset.forName(document.charset()));
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException unknownCharset) {
            return InputLimit.decode(document.bytes());
        }
    }

    private static Part document(Path file) {
        byte[] bytes = readBytes(file);
        if (startsWith(bytes, "%PDF-")) {
            return new Part.File(
                    "application/pdf",
                    Base64.getEncoder().encodeToString(bytes),
                    Optional.of(file.getFileName().toString()));
        }
        return InputLimit.decode(bytes)
                .<Part>map(text -> new Part.Text(file.getFileName() + ":\n\n" + text))
                .orElseThrow(
                        () -> new UsageError(file + " is not a text or PDF file. To attach an image, use --image."));
    }

    /** Reads a JSON file that contains one tool or a list of tools. */
    static List<ToolDefinition> tools(Path file) {
        JsonNode json = readJson(file);
        JsonNode list = json.isArray() ? json : Wire.JSON.createArrayNode().add(json);
        List<ToolDefinition> tools = convert(file, list, new TypeReference<List<ToolDefinition>>() {});
        if (tools.stream().anyMatch(tool -> tool.name().isEmpty())) {
            throw new UsageError(
                    file + ": a tool must have a \"name\" and should have a \"description\" and an \"inputSchema\".");
        }
        return tools;
    }

    /** Reads a conversation from a JSON file that contains a list of messages. */
    static List<Message> messages(Path file) {
        JsonNode json = readJson(file);
        if (!json.isArray()) {
            throw new UsageError(file + ": expected a list of messages, each with a \"role\" and \"parts\".");
        }
        return convert(file, json, new TypeReference<List<Message>>() {});
    }

    /** Reads a JSON Schema from a file. */
    static ObjectNode schema(Path file) {
        if (readJson(file) instanceof ObjectNode schema) {
            return schema;
        }
        throw new UsageError(file + ": a JSON Schema must be a JSON object.");
    }

    private static JsonNode readJson(Path file) {
        try {
            return Wire.JSON.readTree(readBytes(file));
        } catch (JsonProcessingException broken) {
            JsonLocation position = broken.getLocation();
            throw new UsageError(file + ":" + position.getLineNr() + ":" + position.getColumnNr() + ": invalid JSON: "
                    + broken.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new UsageError("Cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    private static <T> T convert(Path file, JsonNode json, TypeReference<T> type) {
        try {
            return Wire.JSON.readerFor(type).readValue(json);
        } catch (JsonProcessingException unfit) {
            throw new UsageError(file + ": " + firstLine(unfit.getOriginalMessage()));
        } catch (IOException unexpected) {
            throw new UsageError("Cannot read " + file + ": " + unexpected.getMessage());
        }
    }

    private static byte[] readBytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return InputLimit.read(in, InputLimit.MAX_BYTES)
                    .orElseThrow(() -> new UsageError(file + " exceeds " + InputLimit.MAX_SIZE_TEXT
                            + ". Use a smaller file or only part of the " + "file."));
        } catch (NoSuchFileException missing) {
            throw new UsageError("File not found: " + file + ".");
        } catch (IOException unreadable) {
            throw new UsageError("Cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    private static Optional<String> imageType(byte[] bytes) {
        if (startsWith(bytes, "\u0089PNG")) {
            return Optional.of("image/png");
        } else if (startsWith(bytes, "\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        } else if (startsWith(bytes, "GIF8")) {
            return Optional.of("image/gif");
        } else if (startsWith(bytes, "RIFF") && bytes.length > 12 && bytes[8] == 'W' && bytes[9] == 'E') {
            return Optional.of("image/webp");
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, String magic) {
        byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= start.length && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
