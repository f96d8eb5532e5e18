package dev.openllm.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Verifies that sources, tests, and documents do not contain the phrases that {@code old-wording.txt} lists. */
class WordingTest {

    private static final Path PROJECT_FOLDER = Path.of("..").toAbsolutePath().normalize();
    private static final Path PHRASE_LIST = Path.of("src/test/resources/dev/openllm/server/old-wording.txt");

    private static final Set<String> SKIPPED_FOLDERS = Set.of(
            "node_modules", "target", "dist", ".git", ".venv", "out", "__pycache__", ".vscode-test", "resources");

    private static final Set<String> SKIPPED_FILES =
            Set.of("CODE_OF_CONDUCT.md", "package-lock.json", "package.nls.de.json", "bundle.l10n.de.json");

    private static final Pattern CHECKED_FILE_NAME = Pattern.compile(".*\\.(java|ts|mts|mjs|py|md|json)");

    @Test
    void nothingUsesTheOldWording() throws IOException {
        Pattern oldWording = Pattern.compile("(?<![\\w-])(?:"
                + readPhrases().stream().map(Pattern::quote).collect(Collectors.joining("|")) + ")(?![\\w-])");
        List<String> hits = new ArrayList<>();
        for (Path file : findFiles()) {
            int number = 0;
            for (String line : readLines(file)) {
                number++;
                if (oldWording.matcher(line).find()) {
                    hits.add(PROJECT_FOLDER.relativize(file) + ":" + number + ": " + line.strip());
                }
            }
        }

        assertEquals("", String.join("\n", hits), "see " + PHRASE_LIST);
    }

    /** Each line contains a phrase and, after at least two spaces, the replacement to use. */
    private static List<String> readPhrases() throws IOException {
        return Files.readAllLines(PHRASE_LIST).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" {2,}")[0])
                .toList();
    }

    private static List<String> readLines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException binary) {
            return List.of();
        }
    }

    private static List<Path> findFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(PROJECT_FOLDER, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED_FOLDERS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (CHECKED_FILE_NAME.matcher(name).matches() && !SKIPPED_FILES.contains(name)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
