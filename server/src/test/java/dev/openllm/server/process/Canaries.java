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

/** Keys that may be nowhere but in their stores and on their way to their provider. All tests' keys are such. */
final class Canaries {

    /** How each begins. No test, message or file has the word for anything else. */
    static final String MARK = "canary-";

    private Canaries() {}

    /** Where in the files below a folder one is, but for those that are stores. */
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

    /** Where in a text one is, with what stands around it. */
    static Optional<String> in(String name, String text) {
        int at = text.indexOf(MARK);
        return at < 0
                ? Optional.empty()
                : Optional.of(
                        name + ": …" + text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 20)) + "…");
    }

    /** Where in the arguments of a process and of those it started one is, and in the environments of the latter. */
    static List<String> inProcesses(ProcessHandle parent) {
        List<String> found = new ArrayList<>();
        in("arguments", proc(parent, "cmdline")).ifPresent(found::add);
        parent.descendants().forEach(child -> {
            in("arguments of a child", proc(child, "cmdline")).ifPresent(found::add);
            in("environment of a child", proc(child, "environ")).ifPresent(found::add);
        });
        return found;
    }

    /** Empty where the system has no such files, or the process is gone. */
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
