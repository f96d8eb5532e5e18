package dev.openllm.server.cli.markdown;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Adds color sequences to comments, strings, numbers, and keywords in code, line by line. This class distinguishes
 * families of languages by their comment syntax but does not parse grammars. If the language is unknown, only strings
 * and numbers are colored.
 */
final class CodeColors {

    private static final String COMMENT = "\u001b[90m";
    private static final String STRING = "\u001b[32m";
    private static final String NUMBER = "\u001b[36m";
    private static final String KEYWORD = "\u001b[35m";
    private static final String REMOVED = "\u001b[31m";
    private static final String RESET = "\u001b[0m";

    private static final String STRING_PATTERN =
            "\"(?:[^\"\\\\]|\\\\.)*\"?|'(?:[^'\\\\]|\\\\.)*'|`(?:[^`\\\\]|\\\\.)*`";
    private static final String NUMBER_PATTERN =
            "\\b(?:0[xX][0-9a-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\w*";
    private static final String WORD_PATTERN = "[A-Za-z_$][\\w$]*";

    /** The families of languages, which differ in their comment syntax. */
    private enum Family {
        C("//.*|/\\*.*?(?:\\*/|$)"),
        HASH("#.*"),
        SQL("--.*|/\\*.*?(?:\\*/|$)"),
        MARKUP("<!--.*?(?:-->|$)"),
        NONE("(?!)");

        private final Pattern pattern;

        Family(String comments) {
            pattern = Pattern.compile("(?<comment>" + comments + ")|(?<string>" + STRING_PATTERN + ")|(?<number>"
                    + NUMBER_PATTERN + ")|(?<word>" + WORD_PATTERN + ")");
        }
    }

    private static final Set<String> C_KEYWORDS = splitWords(
            "abstract as async await auto base bool boolean break byte case catch char class const constexpr continue"
                + " data debugger default defer delete do double else enum export extends extern false final finally"
                + " fn for friend from fun func function go if impl implements import in inline instanceof int"
                + " interface internal is let long loop match mod mut namespace new nil null nullptr object of"
                + " operator override package private protected pub public range readonly record ref return sealed"
                + " select self short signed sizeof static struct super switch template this throw throws trait true"
                + " try type typedef typeof union unsigned use using val var virtual void volatile when where while"
                + " yield string");
    private static final Set<String> HASH_KEYWORDS =
            splitWords("and as assert async await begin break case class continue def del do done elif else elsif end"
                + " ensure esac except exec exit export false False fi finally for from function global if import in"
                + " is lambda local match module next nil None nonlocal not null or pass raise require rescue return"
                + " self set source then true True try unless until while with yield echo");
    private static final Set<String> SQL_KEYWORDS =
            splitWords("add all alter and as asc between by case check column commit constraint create cross default"
                    + " delete desc distinct drop else end exists foreign from full group having in index inner insert"
                    + " into is join key left like limit not null offset on or order outer primary references right"
                    + " rollback select set table then transaction union unique update values view when where with");

    private static final Map<String, Family> FAMILIES = Arrays.stream(new String[][] {
                {
                    "C",
                    "java js javascript jsx ts typescript tsx c cpp c++ h hpp cs csharp go golang rust rs kotlin kt"
                            + " swift php scala dart groovy css scss less json jsonc json5 proto zig"
                },
                {
                    "HASH",
                    "python py ruby rb sh bash shell zsh fish console yaml yml toml ini conf dockerfile docker make"
                            + " makefile perl r powershell ps1 elixir nix hcl terraform tf properties env"
                },
                {"SQL", "sql sqlite postgres postgresql mysql lua haskell hs"},
                {"MARKUP", "html xml svg vue svelte xhtml markdown md"}
            })
            .flatMap(row -> Arrays.stream(row[1].split(" ")).map(name -> Map.entry(name, Family.valueOf(row[0]))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Family family;
    private final boolean diff;
    private boolean inComment;

    private CodeColors(Family family, boolean diff) {
        this.family = family;
        this.diff = diff;
    }

    /** @param language the language that is specified after the opening fence of the code block */
    static CodeColors of(String language) {
        String name = language.toLowerCase(Locale.ROOT);
        return new CodeColors(FAMILIES.getOrDefault(name, Family.NONE), name.equals("diff") || name.equals("patch"));
    }

    /** Returns a line with added color sequences. */
    String line(String line) {
        if (diff) {
            return diff(line);
        }
        StringBuilder colored = new StringBuilder();
        int start = 0;
        if (inComment) {
            int end = line.indexOf("*/");
            inComment = end < 0;
            start = inComment ? line.length() : end + 2;
            colored.append(COMMENT).append(line, 0, start).append(RESET);
        }
        Matcher token = family.pattern.matcher(line);
        int copied = start;
        for (int from = start; from <= line.length() && token.find(from); from = Math.max(token.end(), from + 1)) {
            String color = color(token, line);
            if (!color.isEmpty()) {
                colored.append(line, copied, token.start())
                        .append(color)
                        .append(token.group())
                        .append(RESET);
                copied = token.end();
            }
        }
        return colored.append(line, copied, line.length()).toString();
    }

    private String color(Matcher token, String line) {
        if (token.group("comment") != null) {
            boolean isUrl = token.start() > 0 && line.charAt(token.start() - 1) == ':'; // a URL, such as https://
            boolean isInsideWord = family == Family.HASH
                    && token.start() > 0
                    && !Character.isWhitespace(line.charAt(token.start() - 1));
            inComment = token.group().startsWith("/*") && !token.group().endsWith("*/");
            return isUrl || isInsideWord ? "" : COMMENT;
        } else if (token.group("string") != null) {
            return STRING;
        } else if (token.group("number") != null) {
            return NUMBER;
        }
        return isKeyword(token.group("word")) ? KEYWORD : "";
    }

    private boolean isKeyword(String word) {
        return switch (family) {
            case C -> C_KEYWORDS.contains(word);
            case HASH -> HASH_KEYWORDS.contains(word);
            case SQL -> SQL_KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
            case MARKUP, NONE -> false;
        };
    }

    private static String diff(String line) {
        if (line.startsWith("+")) {
            return STRING + line + RESET;
        } else if (line.startsWith("-")) {
            return REMOVED + line + RESET;
        }
        return line.startsWith("@@") ? NUMBER + line + RESET : line;
    }

    private static Set<String> splitWords(String words) {
        return Arrays.stream(words.split(" ")).collect(Collectors.toUnmodifiableSet());
    }
}
