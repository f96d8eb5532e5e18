package dev.openllm.server;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks and applies the format of all Java sources of the project: palantir-java-format, run on the JDK that compiles
 * the sources. To format them, run {@code mvn -q -pl server -am test -Dtest=SourceFormatTest -Dformat=true
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
final class SourceFormat {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    private SourceFormat() {}

    /** Returns the source files below the project folder that are not correctly formatted. */
    static List<Path> findUnformatted(Path project) throws IOException, FormatterException {
        List<Path> found = new ArrayList<>();
        for (Path file : findSources(project)) {
            String text = Files.readString(file);
            if (!FORMATTER.formatSourceAndFixImports(text).equals(text)) {
                found.add(project.relativize(file));
            }
        }
        return found;
    }

    private static List<Path> findSources(Path project) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of("protocol/src", "server/src")) {
            try (Stream<Path> files = Files.walk(project.resolve(module))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found;
    }

    /** Formats the sources of a project. The argument is the project folder. */
    public static void main(String[] arguments) throws IOException, FormatterException {
        Path project = Path.of(arguments[0]);
        for (Path file : findUnformatted(project)) {
            Path source = project.resolve(file);
            Files.writeString(source, FORMATTER.formatSourceAndFixImports(Files.readString(source)));
            System.out.println("Formatted " + file);
        }
    }
}
