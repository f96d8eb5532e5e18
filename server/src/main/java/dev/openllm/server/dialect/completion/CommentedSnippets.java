package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.completion.CompletionSnippet;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Converts snippets from other documents to comments that precede the prompt, for APIs and models that support only one
 * document.
 */
final class CommentedSnippets {

    private static final Map<String, String> MARKERS = Map.ofEntries(
            Map.entry("python", "#"),
            Map.entry("ruby", "#"),
            Map.entry("shellscript", "#"),
            Map.entry("perl", "#"),
            Map.entry("r", "#"),
            Map.entry("julia", "#"),
            Map.entry("elixir", "#"),
            Map.entry("yaml", "#"),
            Map.entry("toml", "#"),
            Map.entry("dockerfile", "#"),
            Map.entry("makefile", "#"),
            Map.entry("powershell", "#"),
            Map.entry("terraform", "#"),
            Map.entry("coffeescript", "#"),
            Map.entry("lua", "--"),
            Map.entry("sql", "--"),
            Map.entry("haskell", "--"),
            Map.entry("latex", "%"),
            Map.entry("erlang", "%"),
            Map.entry("matlab", "%"),
            Map.entry("clojure", ";;"),
            Map.entry("lisp", ";;"),
            Map.entry("scheme", ";;"),
            Map.entry("vb", "'"),
            Map.entry("html", ""),
            Map.entry("xml", ""),
            Map.entry("css", ""),
            Map.entry("markdown", ""),
            Map.entry("plaintext", ""),
            Map.entry("json", ""));

    private CommentedSnippets() {}

    /**
     * Returns the snippets and the path of the current document as comments. Returns an empty string if there are no
     * snippets or the language has no line comments.
     */
    static String of(CompletionCall call) {
        String marker = MARKERS.getOrDefault(call.languageId().orElse("plaintext"), "//");
        if (marker.isEmpty() || call.snippets().isEmpty()) {
            return "";
        }
        String others = call.snippets().stream()
                .map(snippet -> commented(snippet, marker))
                .collect(Collectors.joining());
        return others
                + call.path().map(path -> marker + " Path: " + path + "\n").orElse("");
    }

    private static String commented(CompletionSnippet snippet, String marker) {
        String lines = snippet.text()
                .lines()
                .map(line -> (marker + " " + line).stripTrailing() + "\n")
                .collect(Collectors.joining());
        return snippet.path().map(path -> marker + " Path: " + path + "\n").orElse("") + lines;
    }
}
