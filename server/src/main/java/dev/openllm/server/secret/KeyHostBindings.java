package dev.openllm.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.CannotWrite;
import dev.openllm.server.file.InterProcessLocks;
import dev.openllm.server.file.StateFormat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The user's approvals to send API keys to additional hosts. Each approval allows the key at a specific location to be
 * sent to an origin that the key was not stored for. Approvals are stored in {@code bonds.json} in the user's
 * configuration folder, which workspaces cannot write to. The file contains no keys.
 */
public final class KeyHostBindings {

    private final Path file;
    private final InterProcessLocks locks;

    public KeyHostBindings(Path userFolder) {
        this.file = userFolder.resolve("bonds.json");
        this.locks = new InterProcessLocks(userFolder.resolve("locks"));
    }

    /**
     * Returns whether the user has allowed the API key at this location to be sent to this origin. If the file cannot
     * be read, the result is false.
     */
    public boolean isApproved(String location, String origin) {
        try {
            for (JsonNode binding : read().path("bonds")) {
                if (binding.path("place").asText().equals(location)
                        && binding.path("origin").asText().equals(origin)) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Stores an approval. @throws OpenLlmException if the approval cannot be written */
    void approve(String location, String origin) {
        if (isApproved(location, origin)) {
            return;
        }
        try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
            ObjectNode root = read();
            ArrayNode bindings = root.withArray("bonds");
            bindings.addObject()
                    .put("place", location)
                    .put("origin", origin)
                    .put("agreed", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            byte[] json = Wire.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
            AtomicFile.replacePrivately(file, json);
        } catch (IOException unwritable) {
            throw new OpenLlmException(
                    ErrorInfo.of(ErrorKind.CONFIG, UserText.of("The approval cannot be saved to {0}.", file))
                            .withHint(CannotWrite.advice(
                                    unwritable,
                                    UserText.of("Check that you have permission to write to this file and that it"
                                            + " contains valid JSON."))),
                    unwritable);
        }
    }

    private ObjectNode read() throws IOException {
        try {
            JsonNode root = Wire.JSON.readTree(BoundedFile.read(file, BoundedFile.MAX_STATE_BYTES));
            StateFormat.requireSupported(root);
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new IOException("not a JSON object");
        } catch (NoSuchFileException noApprovalsYet) {
            return Wire.JSON.createObjectNode();
        }
    }
}
