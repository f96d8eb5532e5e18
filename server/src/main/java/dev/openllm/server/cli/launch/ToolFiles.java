package dev.openllm.server.cli.launch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.HomeFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The one exception to leaving the user's files alone: writes a tool's own settings, and undoes that exactly. */
record ToolFiles(Recipe recipe, Map<String, String> environment) {

    private static final int LARGEST = 8 << 20;

    /** Numbers stay as they are written. */
    private static final ObjectMapper EXACT = new ObjectMapper()
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * The result.
     *
     * @param backup the previous file; empty if there was none
     */
    record Written(Path file, Optional<Path> backup) {}

    /** @return whether {@code --configure} was used and not undone */
    boolean isConfigured() {
        return Files.exists(record());
    }

    /** Refuses what could not be undone or would lose data, before anything is written. */
    void requireWritable() {
        if (isConfigured()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    recipe.title() + " is configured already.",
                    "Run open-llm launch " + recipe.name() + " --restore first.");
        }
        merged(Wire.JSON.createObjectNode());
    }

    /** Merges the recipe's settings into the tool's file. */
    Written configure(Template template, String tokenName) {
        Path file = file();
        Optional<byte[]> before = read(file);
        ObjectNode content = merged(template.json(configured().content()));
        byte[] after = Prepared.pretty(content).getBytes(StandardCharsets.UTF_8);
        Optional<Path> backup = before.map(bytes -> file.resolveSibling(file.getFileName() + ".before-open-llm"));
        try {
            if (backup.isPresent()) {
                AtomicFile.replacePrivately(backup.get(), before.orElseThrow());
            }
            ObjectNode record = Wire.JSON
                    .createObjectNode()
                    .put("file", file.toString())
                    .put("token", tokenName)
                    .put("after", Base64.getEncoder().encodeToString(after));
            before.ifPresent(bytes -> record.put("before", Base64.getEncoder().encodeToString(bytes)));
            permissions(file).ifPresent(permissions -> record.put("permissions", permissions));
            AtomicFile.replacePrivately(record(), Prepared.pretty(record).getBytes(StandardCharsets.UTF_8));
            AtomicFile.replacePrivately(file, after); // it contains a token now
        } catch (IOException failed) {
            throw unwritable(file);
        }
        return new Written(file, backup);
    }

    /**
     * Undoes what {@link #configure} wrote.
     *
     * @return the name of the token that was created for it
     * @throws OpenLlmException when the file was changed since, so that undoing it would lose data
     */
    String restore() {
        if (!isConfigured()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG, recipe.title() + " was not configured by open-llm launch --configure.");
        }
        try {
            JsonNode record = EXACT.readTree(BoundedFile.read(record(), 4 * LARGEST));
            Path file = Path.of(record.path("file").asText());
            byte[] after = Base64.getDecoder().decode(record.path("after").asText());
            Optional<byte[]> before =
                    Optional.ofNullable(record.path("before").textValue()).map(Base64.getDecoder()::decode);
            Optional<byte[]> now = read(file);
            if (!same(now, Optional.of(after)) && !same(now, before)) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG,
                        file + " was changed since open-llm wrote it.",
                        "Take the settings of Open LLM out of it yourself, and then delete " + record() + ".");
            }
            if (before.isPresent()) {
                AtomicFile.replace(file, before.get());
                String permissions = record.path("permissions").asText();
                if (!permissions.isEmpty()) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
                }
            } else {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".before-open-llm"));
            Files.delete(record());
            return record.path("token").asText();
        } catch (IOException failed) {
            throw unwritable(record());
        }
    }

    private static Optional<String> permissions(Path file) throws IOException {
        boolean known = Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return known
                ? Optional.of(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                : Optional.empty();
    }

    private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent()
                && Arrays.equals(one.orElse(new byte[0]), other.orElse(new byte[0]));
    }

    private ObjectNode merged(JsonNode content) {
        Path file = file();
        Optional<byte[]> before = read(file);
        if (before.isEmpty()) {
            return Wire.JSON.createObjectNode().setAll((ObjectNode) content);
        }
        try {
            if (EXACT.readTree(before.get()) instanceof ObjectNode object) {
                merge(object, content);
                return object;
            }
        } catch (IOException notStrictJson) {
            // Comments would be lost.
        }
        throw new OpenLlmException(
                ErrorKind.CONFIG,
                file + " is not plain JSON, so writing it would lose comments.",
                "Run open-llm launch " + recipe.name() + " --print, and add what it shows yourself.");
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(field -> {
            JsonNode there = into.get(field.getKey());
            if (there instanceof ObjectNode object && field.getValue().isObject()) {
                merge(object, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private Recipe.Configured configured() {
        return recipe.configured()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        "The settings of " + recipe.title() + " are not written by open-llm.",
                        "Launch it without --configure, or run open-llm launch " + recipe.name() + " --print."));
    }

    private Path file() {
        return HomeFolder.of(environment).resolve(configured().file());
    }

    private Path record() {
        return PrivateFolder.state(environment).resolve("configured-" + recipe.name() + ".json");
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return BoundedFile.readIfPresent(file, LARGEST);
        } catch (IOException unreadable) {
            throw new OpenLlmException(ErrorKind.CONFIG, file + " cannot be read.", "Check its permissions.");
        }
    }

    private static OpenLlmException unwritable(Path file) {
        return new OpenLlmException(ErrorKind.CONFIG, file + " cannot be written.", "Check its permissions.");
    }
}
