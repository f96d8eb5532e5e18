package dev.openllm.server.config.trust;

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
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's decisions on which folders to trust, stored in {@code trust.json} in the user's configuration folder,
 * which workspaces cannot write to. If the file cannot be read, no folder is trusted.
 */
final class TrustedFolders {

    private static final int MAX_FILE_BYTES = 1 << 20;

    /**
     * The maximum number of decisions stored for a folder. A folder can have several decisions so that the user is not
     * asked again after each switch between branches.
     */
    private static final int MAX_DECISIONS_PER_FOLDER = 20;

    private final Path file;
    private final InterProcessLocks locks;

    TrustedFolders(Path userFolder) {
        this.file = userFolder.resolve("trust.json");
        this.locks = new InterProcessLocks(userFolder.resolve("locks"));
    }

    Path file() {
        return file;
    }

    List<TrustDecision> all() throws IOException {
        return List.copyOf(storedEntries(root()).keySet());
    }

    private ObjectNode root() throws IOException {
        Optional<byte[]> content = BoundedFile.readIfPresent(file, MAX_FILE_BYTES);
        if (content.isEmpty()) {
            return Wire.JSON.createObjectNode().set("folders", Wire.JSON.createArrayNode());
        }
        JsonNode root = Wire.JSON.readTree(content.get());
        StateFormat.requireSupported(root);
        if (root instanceof ObjectNode object && object.path("folders").isArray()) {
            return object;
        }
        throw new IOException("it is not a list of folders");
    }

    /**
     * Returns each trust decision together with the JSON object that represents the decision in the file. The object
     * can contain fields that a newer version added.
     */
    private static Map<TrustDecision, JsonNode> storedEntries(ObjectNode root) {
        Map<TrustDecision, JsonNode> entries = new LinkedHashMap<>();
        for (JsonNode entry : root.path("folders")) {
            TrustDecision decision = Wire.JSON.convertValue(entry, TrustDecision.class);
            if (decision != null && decision.isComplete()) {
                entries.put(decision, entry);
            }
        }
        return entries;
    }

    /** Adds a decision, replacing an earlier decision on the same content. */
    void remember(TrustDecision decision) {
        change(decisions -> {
            decisions.removeIf(existing -> existing.matches(decision.folder(), decision.fingerprint()));
            decisions.add(decision);
            List<TrustDecision> ofFolder = decisions.stream()
                    .filter(existing -> existing.folder().equals(decision.folder()))
                    .toList();
            decisions.removeAll(ofFolder.subList(0, Math.max(0, ofFolder.size() - MAX_DECISIONS_PER_FOLDER)));
        });
    }

    /** Removes all trust decisions on a folder. @return whether a decision on the folder existed */
    boolean forget(String folder) {
        return change(
                decisions -> decisions.removeIf(existing -> existing.folder().equals(folder)));
    }

    private interface Change {
        void apply(List<TrustDecision> decisions);
    }

    private boolean change(Change change) {
        try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
            ObjectNode root = root();
            Map<TrustDecision, JsonNode> stored = storedEntries(root);
            List<TrustDecision> before = List.copyOf(stored.keySet());
            List<TrustDecision> after = new ArrayList<>(before);
            change.apply(after);
            if (after.equals(before)) {
                return false;
            }
            ArrayNode entries = root.putArray("folders");
            after.forEach(decision -> entries.add(stored.getOrDefault(decision, Wire.JSON.valueToTree(decision))));
            AtomicFile.replacePrivately(
                    file, Wire.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
            return true;
        } catch (IllegalArgumentException malformed) {
            throw notSaved(new IOException(malformed));
        } catch (IOException unwritable) {
            throw notSaved(unwritable);
        }
    }

    private OpenLlmException notSaved(IOException failure) {
        UserText defaultAdvice =
                UserText.of("Check that you have permission to write to this file and that it contains valid JSON.");
        return new OpenLlmException(
                ErrorInfo.of(ErrorKind.CONFIG, UserText.of("The decision cannot be saved to {0}.", file))
                        .withHint(CannotWrite.advice(failure, defaultAdvice)),
                failure);
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
