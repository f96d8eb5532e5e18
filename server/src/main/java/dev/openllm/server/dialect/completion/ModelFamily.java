package dev.openllm.server.dialect.completion;

import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A family of models that use the same template for fill-in-the-middle completion. Models that do not belong to any
 * family are not known to support this kind of completion.
 *
 * @param name the name used in the quirk {@link CompletionQuirk#FAMILY}
 * @param models the pattern to find in lowercase model names
 * @param template the prompt template, with {@code {prefix}} and {@code {suffix}}
 * @param start the string that precedes the first file if the prompt contains several files; can be empty
 * @param file the format of each additional file, with {@code {path}} and {@code {text}}; empty if the models do not
 *     support several files
 * @param current the format of the current document's path, which is inserted before the template; empty if the path is
 *     omitted
 * @param stops the strings that end a response
 */
record ModelFamily(
        String name, Pattern models, String template, String start, String file, String current, List<String> stops) {

    private static final String PREFIX = "{prefix}";
    private static final String SUFFIX = "{suffix}";

    /**
     * All families, in order of precedence if several families match a model. Sources: model cards, llama.cpp,
     * Continue, Zed.
     */
    private static final List<ModelFamily> ALL = List.of(
            family("qwen", "qwen.*coder")
                    .template("<|fim_prefix|>{prefix}<|fim_suffix|>{suffix}<|fim_middle|>")
                    .files("<|repo_name|>project\n", "<|file_sep|>{path}\n{text}\n", "<|file_sep|>{path}\n")
                    .stops(
                            "<|endoftext|>",
                            "<|fim_prefix|>",
                            "<|fim_suffix|>",
                            "<|fim_middle|>",
                            "<|fim_pad|>",
                            "<|repo_name|>",
                            "<|file_sep|>",
                            "<|im_start|>",
                            "<|im_end|>"),
            family("granite-4", "granite-?4|granite4")
                    .template("<|fim_prefix|>{prefix}<|fim_suffix|>{suffix}<|fim_middle|>")
                    .stops("<|end_of_text|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>"),
            family("starcoder2", "starcoder-?2")
                    .template("<fim_prefix>{prefix}<fim_suffix>{suffix}<fim_middle>")
                    .files("<repo_name>project", "<file_sep>{path}\n{text}", "<file_sep>{path}\n")
                    .stops(
                            "<|endoftext|>",
                            "<file_sep>",
                            "<repo_name>",
                            "<fim_prefix>",
                            "<fim_suffix>",
                            "<fim_middle>",
                            "<fim_pad>"),
            family("starcoder", "starcoder|stable-?code|granite.*code|granite-?3|granite3|codeqwen")
                    .template("<fim_prefix>{prefix}<fim_suffix>{suffix}<fim_middle>")
                    .stops(
                            "<|endoftext|>",
                            "<fim_prefix>",
                            "<fim_suffix>",
                            "<fim_middle>",
                            "<fim_pad>",
                            "<file_sep>",
                            "<reponame>"),
            family("codellama", "code-?llama")
                    .template("<PRE> {prefix} <SUF>{suffix} <MID>")
                    .stops("<EOT>", "<PRE>", "<SUF>", "<MID>"),
            family("codegemma", "code-?gemma")
                    .template("<|fim_prefix|>{prefix}<|fim_suffix|>{suffix}<|fim_middle|>")
                    .files("", "{path}\n{text}<|file_separator|>", "{path}\n")
                    .stops(
                            "<|file_separator|>",
                            "<end_of_turn>",
                            "<eos>",
                            "<|fim_prefix|>",
                            "<|fim_suffix|>",
                            "<|fim_middle|>"),
            family("deepseek", "deepseek-?coder")
                    .template("<｜fim▁begin｜>{prefix}<｜fim▁hole｜>{suffix}<｜fim▁end｜>")
                    .stops("<｜end▁of▁sentence｜>", "<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"),
            family("codestral", "codestral(?!-?mamba|-?embed)")
                    .template("[SUFFIX]{suffix}[PREFIX]{prefix}")
                    .files("", "+++++ {path}\n{text}\n", "+++++ {path}\n")
                    .stops("[PREFIX]", "[SUFFIX]", "\n+++++ "),
            family("seed-coder", "seed-?coder|zeta-?2")
                    .template("<[fim-suffix]>{suffix}<[fim-prefix]>{prefix}<[fim-middle]>")
                    .stops("<[end▁of▁sentence]>", "<[fim-suffix]>", "<[fim-prefix]>", "<[fim-middle]>"),
            family("mellum", "mellum")
                    .template("<fim_suffix>{suffix}<fim_prefix>{prefix}<fim_middle>")
                    .files("", "<filename>{path}\n{text}\n", "<filename>{path}\n")
                    .stops("<|endoftext|>", "<filename>", "<fim_suffix>", "<fim_prefix>", "<fim_middle>"),
            family("glm", "glm-?4\\.?5")
                    .template("<|code_prefix|>{prefix}<|code_suffix|>{suffix}<|code_middle|>")
                    .stops("<|endoftext|>", "<|user|>", "<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>"),
            family("codegeex", "codegeex-?4")
                    .template("<|user|>\n###MODE:BLOCK\n<|code_suffix|>{suffix}<|code_prefix|>{prefix}<|code_middle|>"
                            + "<|assistant|>\n")
                    .stops(
                            "<|endoftext|>",
                            "<|user|>",
                            "<|assistant|>",
                            "<|observation|>",
                            "<|code_prefix|>",
                            "<|code_suffix|>",
                            "<|code_middle|>"));

    ModelFamily {
        stops = List.copyOf(stops);
    }

    /**
     * Returns the family that the quirk specifies or, if it does not specify one, the family that matches the model
     * name, ignoring the vendor and folders in the name.
     */
    static Optional<ModelFamily> of(String model, Quirks quirks) {
        String configured = quirks.value(CompletionQuirk.FAMILY, "");
        if (!configured.isEmpty()) {
            return ALL.stream().filter(family -> family.name.equals(configured)).findFirst();
        }
        String own = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return ALL.stream().filter(family -> family.models.matcher(own).find()).findFirst();
    }

    /**
     * Returns the prompt in the family's template. Text that looks like one of the family's special tokens is removed.
     */
    String prompt(CompletionCall call) {
        StringBuilder prompt = new StringBuilder();
        if (!file.isEmpty() && !call.snippets().isEmpty()) {
            prompt.append(start).append(files(call));
        } else if (name.equals("mellum")) { // the model was trained with the document's path in every prompt
            prompt.append(currentFile(call));
        }
        String prefix = clean(call.prefix());
        String suffix = clean(call.suffix());
        int prefixIndex = template.indexOf(PREFIX);
        int suffixIndex = template.indexOf(SUFFIX);
        boolean prefixFirst = prefixIndex < suffixIndex;
        int first = Math.min(prefixIndex, suffixIndex);
        int second = Math.max(prefixIndex, suffixIndex);
        return prompt.append(template, 0, first)
                .append(prefixFirst ? prefix : suffix)
                .append(template, first + (prefixFirst ? PREFIX : SUFFIX).length(), second)
                .append(prefixFirst ? suffix : prefix)
                .append(template, second + (prefixFirst ? SUFFIX : PREFIX).length(), template.length())
                .toString();
    }

    /**
     * Returns the snippets from other files, followed by the path of the current document. Returns an empty string if
     * there are no snippets or the family does not support several files.
     */
    String files(CompletionCall call) {
        if (file.isEmpty() || call.snippets().isEmpty()) {
            return "";
        }
        StringBuilder files = new StringBuilder();
        call.snippets().forEach(snippet -> files.append(fill(file, snippet.path(), clean(snippet.text()))));
        return files.append(currentFile(call)).toString();
    }

    private String currentFile(CompletionCall call) {
        return current.isEmpty() ? "" : fill(current, call.path(), "");
    }

    private String fill(String form, Optional<String> path, String text) {
        int pathIndex = form.indexOf("{path}");
        String withPath = form.substring(0, pathIndex)
                + clean(path.filter(given -> !given.isBlank()).orElse("untitled"))
                + form.substring(pathIndex + "{path}".length());
        int textIndex = withPath.lastIndexOf("{text}");
        return form.contains("{text}")
                ? withPath.substring(0, textIndex) + text + withPath.substring(textIndex + 6)
                : withPath;
    }

    /** Removes all text that the model would interpret as one of its special tokens. */
    String clean(String text) {
        String cleaned = text;
        for (boolean again = true; again; ) {
            String before = cleaned;
            for (String token : stops) {
                if (!token.startsWith("\n")) {
                    cleaned = cleaned.replace(token, "");
                }
            }
            again = !cleaned.equals(before); // removing a token can join the surrounding characters into a new token
        }
        return cleaned;
    }

    private static Builder family(String name, String models) {
        return new Builder(name, Pattern.compile(models), "", "", "", "");
    }

    private record Builder(String name, Pattern models, String template, String start, String file, String current) {

        Builder template(String prompt) {
            return new Builder(name, models, prompt, start, file, current);
        }

        Builder files(String first, String other, String document) {
            return new Builder(name, models, template, first, other, document);
        }

        ModelFamily stops(String... texts) {
            return new ModelFamily(name, models, template, start, file, current, List.of(texts));
        }
    }
}
