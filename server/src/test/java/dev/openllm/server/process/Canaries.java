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
    static List<String> in(Path folder, Predicate<Path> isStore) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(Files::isRegularFile).filter(isStore.negate()).toList()) {
                in(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** Returns where a string contains a canary, with the surrounding text. */
    static Optional<String> in(String name, String text) {
        int at = text.indexOf(MARK);
        return at < 0
                ? Optional.empty()
                : Optional.of(
                        name + ": …" + text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 20)) + "…");
    }

    /**
     * Returns where the arguments of a process and of its descendants, or the environments of the descendants, contain
     * a canary.
     */
    static List<String> inProcesses(ProcessHandle parent) {
        List<String> found = new ArrayList<>();
        in("arguments", proc(parent, "cmdline")).ifPresent(found::add);
        parent.descendants().forEach(child -> {
            in("arguments of a child", proc(child, "cmdline")).ifPresent(found::add);
            in("environment of a child", proc(child, "environ")).ifPresent(found::add);
        });
        return found;
    }

    /** Returns an empty string if the system has no such files or the process has ended. */
    private static String proc(ProcessHandle process, String name) {
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
