package dev.openllm.server.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Normalizes model names to recognize the same model across providers. For example, {@code
 * us.anthropic.claude-3-5-sonnet-20241022-v2:0}, {@code anthropic/claude-3.5-sonnet}, and {@code Claude-3.5-Sonnet}
 * identify the same model.
 */
public final class ModelName {

    /**
     * The suffixes that identify variants of a model, such as tunings and quantizations. Variants are not considered
     * different models.
     */
    private static final Set<String> IGNORED_SUFFIXES = Set.of(
            "latest",
            "instruct",
            "it",
            "chat",
            "hf",
            "gguf",
            "llamafile",
            "fp8",
            "fp16",
            "bf16",
            "int4",
            "int8",
            "awq",
            "gptq",
            "mlx",
            "4bit",
            "8bit");

    /**
     * Words that can describe any model. A name that consists only of such words is an alias chosen by a user and does
     * not identify a model.
     */
    private static final Set<String> GENERIC_WORDS = Set.of(
            "agent",
            "assistant",
            "auto",
            "balanced",
            "base",
            "basic",
            "best",
            "big",
            "chat",
            "cheap",
            "code",
            "coder",
            "coding",
            "compound",
            "custom",
            "default",
            "fast",
            "flash",
            "free",
            "frontier",
            "fusion",
            "gateway",
            "general",
            "high",
            "large",
            "llm",
            "local",
            "low",
            "main",
            "max",
            "medium",
            "mini",
            "model",
            "nano",
            "paid",
            "planner",
            "plus",
            "premium",
            "prime",
            "pro",
            "quality",
            "reasoner",
            "reasoning",
            "research",
            "route",
            "router",
            "slow",
            "small",
            "smart",
            "standard",
            "strong",
            "test",
            "text",
            "thinking",
            "tiny",
            "turbo",
            "ultra",
            "vision");

    private ModelName() {}

    /**
     * Returns whether a name is too generic to identify a model. Examples of generic names are {@code small}, {@code
     * auto}, and {@code coding-router}.
     */
    public static boolean isGeneric(String id) {
        return GENERIC_WORDS.containsAll(words(normalize(id)));
    }

    /** Returns the normalized form of a model name, which is the same for all variants of the name. */
    public static String normalize(String id) {
        String name = withoutVendor(id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
        int atSign = name.indexOf('@');
        name = atSign > 0 ? name.substring(0, atSign) : name;
        int colon = name.indexOf(':');
        List<String> words = words(colon > 0 ? name.substring(0, colon) : name);
        removeSuffixes(words);
        if (colon > 0 && isSize(name.substring(colon + 1))) {
            words.add(words(name.substring(colon + 1)).getFirst());
        }
        return join(words);
    }

    /**
     * Removes the region and provider prefixes that Amazon Bedrock adds to a model name, as in {@code
     * us.anthropic.claude-sonnet-4}.
     */
    private static String withoutVendor(String name) {
        int start = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' && i > start && i + 1 < name.length() && Character.isLetter(name.charAt(i + 1))) {
                start = i + 1;
            } else if (!Character.isLetter(c)) {
                break;
            }
        }
        return name.substring(start);
    }

    /**
     * Returns whether an Ollama tag starts with a model size, as in {@code 8b-q4_K_M}. Other tags, such as {@code free}
     * and {@code 0}, do not identify a model.
     */
    private static boolean isSize(String tag) {
        int i = 0;
        while (i < tag.length() && (Character.isDigit(tag.charAt(i)) || tag.charAt(i) == '.')) {
            i++;
        }
        return i > 0 && i < tag.length() && tag.charAt(i) == 'b';
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean isSeparator = i == name.length() || "-._ ()".indexOf(name.charAt(i)) >= 0;
            if (isSeparator && i > start) {
                words.add(name.substring(start, i));
            }
            start = isSeparator ? i + 1 : start;
        }
        return words.isEmpty() ? new ArrayList<>(List.of(name)) : words;
    }

    private static void removeSuffixes(List<String> words) {
        while (words.size() > 1) {
            int count = suffixLength(words);
            if (count == 0 || count >= words.size()) {
                return;
            }
            words.subList(words.size() - count, words.size()).clear();
        }
    }

    /** Returns the number of words at the end of a name that do not help identify the model. */
    private static int suffixLength(List<String> words) {
        String last = words.getLast();
        if (IGNORED_SUFFIXES.contains(last) || isDate(last)) {
            return 1;
        }
        int size = words.size();
        if (size > 3 && isSplitDate(words.subList(size - 3, size))) {
            return 3;
        }
        if (size > 2 && last.length() == 2 && last.charAt(0) == 'v' && isDate(words.get(size - 2))) {
            return 2; // the version that Bedrock appends to the date: 20241022-v2
        }
        for (int i = size - 1; i > 0 && i >= size - 3; i--) {
            if (isQuantization(words.get(i))) {
                return size - i; // the quantization suffixes of llama.cpp: q4_k_m, q8_0, iq3_xs
            }
        }
        return 0;
    }

    /**
     * Returns whether a word is a date, such as {@code 20241022}. Shorter numbers, such as {@code 0613} and {@code
     * 2507}, identify different models.
     */
    private static boolean isDate(String word) {
        return word.length() == 8 && word.startsWith("20") && isNumber(word);
    }

    private static boolean isSplitDate(List<String> words) {
        return words.get(0).length() == 4
                && words.get(0).startsWith("20")
                && isNumber(words.get(0))
                && words.get(1).length() == 2
                && isNumber(words.get(1))
                && words.get(2).length() == 2
                && isNumber(words.get(2));
    }

    private static boolean isQuantization(String word) {
        int digit = word.startsWith("iq") ? 2 : word.startsWith("q") ? 1 : 0;
        return digit > 0 && word.length() == digit + 1 && Character.isDigit(word.charAt(digit));
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(Character::isDigit);
    }

    /**
     * Joins words with hyphens, and inserts a hyphen between a letter and a following number: {@code llama3} becomes
     * {@code llama-3}.
     */
    private static String join(List<String> words) {
        StringBuilder joined = new StringBuilder();
        for (String word : words) {
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                boolean startsNumber = i > 0 && Character.isDigit(c) && Character.isLetter(word.charAt(i - 1));
                if (!joined.isEmpty() && (i == 0 || startsNumber)) {
                    joined.append('-');
                }
                joined.append(c);
            }
        }
        return joined.toString();
    }
}
