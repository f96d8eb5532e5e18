package dev.openllm.server.cli.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.HomeFolder;
import dev.openllm.server.toolfiles.FileFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the settings files of a tool so that the tool uses the gateway, and undoes these changes. No other class
 * changes the settings files of the user's tools. If a file has not been changed since it was written, undoing restores
 * it byte for byte; otherwise, undoing removes only the additions.
 */
record ToolFiles(Recipe recipe, Map<String, String> environment) {

    private static final int MAX_FILE_BYTES = 8 << 20;

    /**
     * A file that was written.
     *
     * @param backup the path of the copy of the previous file; empty if the file did not exist
     */
    record Written(Path file, Optional<Path> backup) {}

    /**
     * A change to one file.
     *
     * @param before the previous content of the file; empty if the file did not exist
     * @param permissions the previous permissions of the file; empty if the file did not exist or the system does not
     *     support POSIX permissions
     */
    private record Change(Path file, Optional<byte[]> before, byte[] after, Optional<String> permissions) {}

    /** Returns whether the tool was configured with {@code --configure} and the changes have not been undone. */
    boolean isConfigured() {
        return Files.exists(record());
    }

    /**
     * Rejects changes that could not be undone or that would lose data. The check is made before anything is written.
     */
    void requireWritable(Template template) {
        if (isConfigured()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    recipe.title() + " is already configured.",
                    "Run `open-llm launch " + recipe.name() + " --restore` first.");
        }
        planChanges(template);
    }

    /**
     * Merges the settings from the recipe into the tool's files.
     *
     * @param tokenName the name of the gateway token that was created for the tool
     */
    List<Written> configure(Template template, String tokenName) {
        List<Change> changes = planChanges(template);
        write(record(), Prepared.toPrettyText(record(changes, tokenName)).getBytes(StandardCharsets.UTF_8));
        List<Written> writtenFiles = new ArrayList<>();
        for (Change change : changes) {
            Optional<Path> backup = change.before().map(_ -> backup(change.file()));
            backup.ifPresent(file -> write(file, change.before().orElseThrow()));
            write(change.file(), change.after()); // accessible only to the user, because the file can contain a token
            writtenFiles.add(new Written(change.file(), backup));
        }
        return writtenFiles;
    }

    private List<Change> planChanges(Template template) {
        if (recipe.configured().isEmpty()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "open-llm cannot write the settings of " + recipe.title() + ".",
                    "Run `open-llm launch " + recipe.name()
                            + (recipe.isLaunchable() ? "`, or add --print." : " --print`."));
        }
        return recipe.configured().stream()
                .map(configured -> planChange(configured, template))
                .toList();
    }

    private Change planChange(Recipe.Configured configured, Template template) {
        Path file = file(configured);
        Optional<byte[]> before = read(file);
        try {
            String merged = configured.format().merge(text(before.orElse(new byte[0])), (ObjectNode)
                    template.json(configured.content()));
            return new Change(file, before, merged.getBytes(StandardCharsets.UTF_8), permissions(file));
        } catch (IOException notPossible) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    file + " cannot be changed: " + notPossible.getMessage() + ".",
                    "Run `open-llm launch " + recipe.name() + " --print`, and add the printed settings manually.");
        }
    }

    private static ObjectNode record(List<Change> changes, String tokenName) {
        ObjectNode record = Wire.JSON.createObjectNode().put("token", tokenName);
        ArrayNode files = record.putArray("files");
        for (Change change : changes) {
            ObjectNode file =
                    files.addObject().put("file", change.file().toString()).put("after", encode(change.after()));
            change.before().ifPresent(bytes -> file.put("before", encode(bytes)));
            change.permissions().ifPresent(permissions -> file.put("permissions", permissions));
        }
        return record;
    }

    /**
     * Undoes the changes that {@link #configure} made.
     *
     * @return the name of the token that was created for the tool
     * @throws OpenLlmException if a file has been changed in such a way that undoing would lose data
     */
    String restore() {
        if (!isConfigured()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG, recipe.title() + " was not configured by `open-llm launch --configure`.");
        }
        try {
            JsonNode record = Wire.JSON.readTree(BoundedFile.read(record(), 8 * MAX_FILE_BYTES));
            Map<JsonNode, Optional<byte[]>> restored = new LinkedHashMap<>();
            record.path("files").forEach(change -> restored.put(change, contentToRestore(change)));
            for (Map.Entry<JsonNode, Optional<byte[]>> change : restored.entrySet()) {
                restoreFile(change.getKey(), change.getValue());
            }
            Files.delete(record());
            return record.path("token").asText();
        } catch (IOException failed) {
            throw writeError(record());
        }
    }

    /**
     * Returns the content of a file after the changes have been undone. Returns an empty result if the file must be
     * deleted.
     */
    private Optional<byte[]> contentToRestore(JsonNode change) {
        Path file = Path.of(change.path("file").asText());
        byte[] after = decode(change.path("after"));
        Optional<byte[]> before = Optional.ofNullable(change.get("before")).map(ToolFiles::decode);
        Optional<byte[]> current = read(file);
        if (current.isEmpty() || before.isPresent() && Arrays.equals(current.get(), before.get())) {
            return current;
        }
        if (Arrays.equals(current.get(), after)) {
            return before;
        }
        try {
            String undone = format(file).undo(text(current.get()), text(before.orElse(new byte[0])), text(after));
            boolean isEmpty =
                    before.isEmpty() && undone.replaceAll("[{}\\s]", "").isEmpty();
            return isEmpty ? Optional.empty() : Optional.of(undone.getBytes(StandardCharsets.UTF_8));
        } catch (IOException notPossible) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    file + " has changed since open-llm wrote it: " + notPossible.getMessage() + ".",
                    "Remove the Open LLM settings from the file manually, and then delete " + record() + ".");
        }
    }

    private static void restoreFile(JsonNode change, Optional<byte[]> content) throws IOException {
        Path file = Path.of(change.path("file").asText());
        if (content.isPresent()) {
            AtomicFile.replace(file, content.get());
            String permissions = change.path("permissions").asText();
            if (!permissions.isEmpty()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            }
        } else {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(backup(file));
    }

    private FileFormat format(Path file) {
        return recipe.configured().stream()
                .filter(configured -> file.endsWith(configured.file()))
                .findFirst()
                .map(Recipe.Configured::format)
                .orElse(FileFormat.JSON);
    }

    private static Optional<String> permissions(Path file) throws IOException {
        boolean isSupported = Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return isSupported
                ? Optional.of(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                : Optional.empty();
    }

    private Path file(Recipe.Configured configured) {
        String configuredFolder = environment.getOrDefault(configured.variable(), "");
        Path folder = configuredFolder.isBlank()
                ? HomeFolder.of(environment).resolve(configured.folder())
                : Path.of(configuredFolder);
        return folder.resolve(configured.file());
    }

    private static Path backup(Path file) {
        return file.resolveSibling(file.getFileName() + ".before-open-llm");
    }

    private Path record() {
        return PrivateFolder.stateFolder(environment).resolve("configured-" + recipe.name() + ".json");
    }

    /**
     * Decodes the content of a file.
     *
     * @throws IOException if the content is not valid UTF-8, because changing such a file would damage it
     */
    private static String text(byte[] bytes) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decode(JsonNode text) {
        return Base64.getDecoder().decode(text.asText());
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return BoundedFile.readIfPresent(file, MAX_FILE_BYTES);
        } catch (IOException unreadable) {
            throw new OpenLlmException(ErrorKind.CONFIG, file + " cannot be read.", "Check its permissions.");
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            AtomicFile.replacePrivately(file, content);
        } catch (IOException failed) {
            throw writeError(file);
        }
    }

    private static OpenLlmException writeError(Path file) {
        return new OpenLlmException(ErrorKind.CONFIG, file + " cannot be written.", "Check its permissions.");
    }
}
