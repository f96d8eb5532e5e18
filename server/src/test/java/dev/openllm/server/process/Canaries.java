package dev.openllm.server.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * API keys that can appear only in their stores and on the way to their provider. All API keys in tests are of this
 * kind.
 */
final class Canaries {

    /** The prefix of each canary. No test, message, or file contains this word for any other purpose. */
    static final String MARK = "canary-";

    private Canaries() {}

    /** Returns where the files below a folder contain a canary, except for files that are stores. */
    static List<String> find(Path folder, Predicate<Path> isStore) throws IOException {
        List<String> matches = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(Files::isRegularFile).filter(isStore.negate()).toList()) {
                find(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .ifPresent(matches::add);
            }
        }
        return matches;
    }

    /** Returns where a string contains a canary, with the surrounding text. */
    static Optional<String> find(String name, String text) {
        int index = text.indexOf(MARK);
        return index < 0
                ? Optional.empty()
                : Optional.of(name + ": …"
                        + text.substring(Math.max(0, index - 80), Math.min(text.length(), index + 20)) + "…");
    }

    /**
     * Returns where the arguments of a process and of its descendants, or the environments of the descendants, contain
     * a canary.
     */
    static List<String> findInProcesses(ProcessHandle parent) {
        List<String> matches = new ArrayList<>();
        find("arguments", readProcFile(parent, "cmdline")).ifPresent(matches::add);
        parent.descendants().forEach(child -> {
            find("arguments of a child", readProcFile(child, "cmdline")).ifPresent(matches::add);
            find("environment of a child", readProcFile(child, "environ")).ifPresent(matches::add);
        });
        return matches;
    }

    /** Returns an empty string if the system has no such files or the process has ended. */
    private static String readProcFile(ProcessHandle process, String name) {
        Path file = Path.of("/proc", Long.toString(process.pid()), name);
        try {
            return Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (java.nio.file.NoSuchFileException gone) {
            return "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
