package dev.openllm.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Verifies that everything that DEVELOPER.md names exists. */
class DeveloperGuideTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> EXCLUDED_FOLDERS =
            Set.of("node_modules", "target", "dist", ".git", ".venv", "out", "__pycache__", ".vscode-test");

    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    /** A type name, optionally followed by a member name. */
    private static final Pattern TYPE = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+)?");

    private static final Pattern FILE =
            Pattern.compile("[\\w./*-]*\\w\\.(?:ts|mjs|py|java|md|xml|jsonc|json|yml|txt|flags)\\b(?!\\.)");

    /** Types of VS Code and Java, which the guide can name although this project does not define them. */
    private static final Set<String> EXTERNAL_TYPES = Set.of("LanguageModelChatProvider", "Optional");

    private static final Pattern FOLDER = Pattern.compile("[\\w.-]+(?:/[\\w.-]+)*");
    private static final Pattern MAP_ROW = Pattern.compile("(?m)^\\| (`[a-z][a-z.]*`(?:, `[a-z][a-z.]*`)*) \\|");
    private static final Pattern INVARIANT =
            Pattern.compile("(?ms)^- \\*\\*Invariant:\\*\\* .*?(?=^- \\*\\*Invariant|^\\s*$|^#)");

    private static String guide;
    private static List<Path> files;

    @BeforeAll
    static void read() throws IOException {
        guide = Files.readString(ROOT.resolve("DEVELOPER.md"));
        files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return EXCLUDED_FOLDERS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(ROOT.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void theGuideHasAtMost3000Words() {
        long words = Pattern.compile("\\S+").matcher(guide).results().count();

        assertTrue(words <= 3_000, words + " words");
    }

    @Test
    void everyNamedTypeExists() throws IOException {
        String sources = sources();

        assertNoneMissing(Stream.concat(inlineCode(), testsInCommands())
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(type -> type.group(1))
                .filter(type -> !EXTERNAL_TYPES.contains(type))
                .filter(type -> !exists(type + ".java"))
                .filter(type -> !Pattern.compile("\\b(?:class|interface|record|enum|type) " + type + "\\b")
                        .matcher(sources)
                        .find()));
    }

    @Test
    void everyNamedFileExists() {
        assertNoneMissing(Stream.concat(inlineCode(), codeBlocks())
                .flatMap(text -> matches(FILE, text))
                .filter(file -> !file.contains("*") && !file.contains("discovered-jdk") && !isPackage(file))
                .filter(file -> !exists(file)));
    }

    @Test
    void everyFolderInTheTablesExists() {
        assertNoneMissing(Pattern.compile("(?m)^\\| (`[^|]*`) \\|")
                .matcher(guide)
                .results()
                .flatMap(row -> matches(CODE, row.group(1)))
                .map(DeveloperGuideTest::unquote)
                .filter(name -> FOLDER.matcher(name).matches() && !name.contains("."))
                .filter(name -> !Files.isDirectory(ROOT.resolve(name))
                        && !Files.isDirectory(ROOT.resolve("vscode-client").resolve(name))
                        && !Files.isDirectory(packages().resolve(name))));
    }

    @Test
    void thePackageMapListsEveryServerPackage() throws IOException {
        Set<String> map = MAP_ROW.matcher(guide)
                .results()
                .flatMap(row -> matches(CODE, row.group(1)))
                .map(DeveloperGuideTest::unquote)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                packageNames(),
                map.stream().filter(DeveloperGuideTest::isPackage).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyInvariantNamesAnExistingTest() {
        List<String> invariants =
                INVARIANT.matcher(guide).results().map(MatchResult::group).toList();

        assertTrue(invariants.size() > 20, invariants.size() + " invariants");
        assertNoneMissing(invariants.stream()
                .filter(invariant -> matches(CODE, invariant)
                        .map(DeveloperGuideTest::unquote)
                        .noneMatch(name -> name.matches("\\w+(Test|IT)") && exists(name + ".java")
                                || name.matches("\\w+\\.(test|real)\\.ts") && exists(name)
                                || name.startsWith("test_") && exists(name))));
    }

    @Test
    void everyNamedNpmScriptExists() throws IOException {
        String manifests = Files.readString(ROOT.resolve("vscode-client/package.json"))
                + Files.readString(ROOT.resolve("protocol/node/package.json"));

        assertNoneMissing(Pattern.compile("npm run ([\\w:]+)")
                .matcher(guide)
                .results()
                .map(run -> run.group(1))
                .filter(script -> !manifests.contains("\"" + script + "\":")));
    }

    @Test
    void everyNamedMavenProfileExists() throws IOException {
        String poms = Files.readString(ROOT.resolve("pom.xml"))
                + Files.readString(ROOT.resolve("server/pom.xml"))
                + Files.readString(ROOT.resolve("vscode-client/pom.xml"));

        assertNoneMissing(Pattern.compile(" -P([\\w,-]+)")
                .matcher(guide)
                .results()
                .flatMap(profiles -> Stream.of(profiles.group(1).split(",")))
                .filter(profile -> !poms.contains("<id>" + profile + "</id>")));
    }

    private static Set<String> packageNames() throws IOException {
        try (Stream<Path> paths = Files.walk(packages())) {
            return paths.filter(file -> file.endsWith("package-info.java"))
                    .map(file ->
                            packages().relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isPackage(String name) {
        return Files.isDirectory(packages().resolve(name.replace('.', '/')));
    }

    private static Path packages() {
        return ROOT.resolve("server/src/main/java/dev/openllm/server");
    }

    private static String sources() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            String name = file.toString();
            if (name.endsWith(".ts") || name.endsWith(".java")) {
                text.append(Files.readString(ROOT.resolve(file))).append('\n');
            }
        }
        return text.toString();
    }

    private static boolean exists(String file) {
        return files.stream().anyMatch(path -> path.endsWith(file));
    }

    /** Returns the inline code in the guide, in running text and in tables. */
    private static Stream<String> inlineCode() {
        return matches(CODE, guide.replaceAll("(?s)```.*?```", "")).map(DeveloperGuideTest::unquote);
    }

    private static Stream<String> codeBlocks() {
        return Pattern.compile("(?s)```\\w*\n(.*?)```").matcher(guide).results().map(block -> block.group(1));
    }

    private static Stream<String> testsInCommands() {
        return Pattern.compile("-Dtest='?(\\w+)(?=[ ',`])")
                .matcher(guide)
                .results()
                .map(test -> test.group(1));
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    private static String unquote(String code) {
        return code.replace("`", "");
    }

    private static void assertNoneMissing(Stream<String> missing) {
        assertEquals(List.of(), missing.distinct().toList());
    }
}
