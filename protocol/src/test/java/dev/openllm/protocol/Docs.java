package dev.openllm.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts the doc comments from the contract sources so that every language has the same documentation. */
final class Docs {

    private static final Path SOURCES = Path.of("src/main/java");

    private Docs() {}

    /** Returns the first sentences of a type's doc comment, up to its first tag or paragraph break. */
    static Optional<String> ofType(Class<?> type) {
        return commentOf(type)
                .map(comment -> comment.split("(?m)^\\s*(@|<p>)", 2)[0])
                .map(Docs::toPlainText)
                .filter(text -> !text.isEmpty());
    }

    /** Returns the {@code @param} description of a record component. */
    static Optional<String> ofComponent(Class<?> type, String component) {
        return commentOf(type).flatMap(comment -> {
            Matcher matcher = Pattern.compile("@param " + component + "\\s+(.*?)(?=\\n\\s*@|\\z)", Pattern.DOTALL)
                    .matcher(comment);
            return matcher.find() ? Optional.of(toPlainText(matcher.group(1))) : Optional.empty();
        });
    }

    /** Returns the doc comment of an interface method. */
    static Optional<String> ofMethod(Class<?> owner, String method) {
        Matcher matcher = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@ReplyWithin\\([^)]*\\)\\s*)?@Json\\w+\\(\"[^\"]*\"\\)\\s+[^;{]*\\b"
                                + method + "\\(",
                        Pattern.DOTALL)
                .matcher(source(owner));
        return matcher.find() ? Optional.of(toPlainText(removeAsterisks(matcher.group(1)))) : Optional.empty();
    }

    private static Optional<String> commentOf(Class<?> type) {
        String pattern = "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\((?:[^()]|\\([^()]*\\))*\\))?\\s*)*"
                + "(?:public )?(?:sealed )?(?:record|interface|enum) " + type.getSimpleName() + "\\b";
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(source(type));
        return matcher.find() ? Optional.of(removeAsterisks(matcher.group(1))) : Optional.empty();
    }

    private static String source(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        try {
            return Files.readString(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String removeAsterisks(String comment) {
        return comment.replaceAll("(?m)^\\s*\\* ?", "");
    }

    private static String toPlainText(String doc) {
        return doc.replaceAll("\\s+", " ")
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "$1")
                .replace("&lt;", "<")
                .replaceAll("</?p>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
