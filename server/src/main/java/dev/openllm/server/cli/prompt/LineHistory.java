package dev.openllm.server.cli.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.openllm.protocol.Wire;
import dev.openllm.server.file.InterProcessLocks;
import dev.openllm.server.file.LineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The history of the lines that the user entered. It is stored in a private file that all sessions share, with one JSON
 * string per line. Text that looks like an API key is not stored.
 */
public final class LineHistory {

    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_LINES = 1000;
    private static final int MAX_LINE_LENGTH = 10_000;

    /**
     * Matches the prefixes of API keys from well-known providers. Also matches words whose length and mixture of
     * letters and digits are typical of generated strings.
     */
    private static final Pattern KEY_PATTERN = Pattern.compile(
            "(?:^|[^A-Za-z0-9])(?:sk-|AIza|gsk_|ghp_|gho_|github_pat_|xai-|hf_|r8_|AKIA|pplx-|nvapi-|glpat-|eyJ|Bearer\\s)"
                + "[A-Za-z0-9_\\-.=]{8,}"
                + "|(?=[A-Za-z0-9_\\-+/=]*[0-9])(?=[A-Za-z0-9_\\-+/=]*[A-Za-z])[A-Za-z0-9_\\-+=]{24,}");

    private final Optional<LineFile> file;

    private LineHistory(Optional<LineFile> file) {
        this.file = file;
    }

    /**
     * Returns the history that is stored in the user's configuration folder.
     *
     * @param name the name of the history file
     */
    public static LineHistory inFolder(Path userFolder, String name) {
        return new LineHistory(Optional.of(new LineFile(
                userFolder.resolve(name), new InterProcessLocks(userFolder.resolve("locks")), MAX_FILE_BYTES)));
    }

    /** Returns an empty history that does not store lines. */
    public static LineHistory none() {
        return new LineHistory(Optional.empty());
    }

    /**
     * Returns the lines in the history, oldest first. Unreadable lines are skipped without an error, because the
     * history is not essential.
     */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        try {
            if (file.isPresent()) {
                file.get().lines().forEach(line -> parse(line).ifPresent(lines::add));
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
    }

    void add(String line) {
        if (file.isEmpty() || line.isBlank() || line.length() > MAX_LINE_LENGTH || looksLikeKey(line)) {
            return;
        }
        try {
            file.get().appendDroppingOldest(Wire.JSON.writeValueAsBytes(line));
        } catch (IOException notStored) {
            // The chat continues without an error. The line remains in the history of this session.
        }
    }

    static boolean looksLikeKey(String line) {
        return KEY_PATTERN.matcher(line).find();
    }

    private static Optional<String> parse(byte[] line) {
        try {
            return Optional.ofNullable(Wire.JSON.readValue(line, String.class));
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }
}
