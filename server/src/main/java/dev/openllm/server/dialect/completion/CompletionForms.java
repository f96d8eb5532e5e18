package dev.openllm.server.dialect.completion;

import dev.openllm.server.dialect.Quirks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Selects the completion forms that a provider might support for a model, in order of preference. For a chat-only
 * model, the selection is empty.
 */
public final class CompletionForms {

    private CompletionForms() {}

    /**
     * Returns the forms that complete text between a prefix and a suffix.
     *
     * @param dialect the name of the model's dialect
     * @param quirks the quirks of the provider and the model
     * @param model the model ID
     * @param unknownProvider whether the capabilities of the server are unknown because the provider is not a built-in provider
     */
    public static List<CompletionForm> inMiddle(String dialect, Quirks quirks, String model, boolean unknownProvider) {
        Optional<ModelFamily> family = ModelFamily.of(model, quirks);
        List<CompletionForm> forms = new ArrayList<>();
        switch (form(dialect, quirks, unknownProvider)) {
            case "suffix" -> {
                if (isListed(model, quirks)) {
                    forms.add(new SuffixForm(family));
                }
            }
            case "infill" -> {
                forms.add(new InfillForm());
                family.ifPresent(known -> forms.add(new TemplateForm(known)));
            }
            case "template" -> family.ifPresent(known -> forms.add(new TemplateForm(known)));
            case "insert" -> {
                forms.add(new InsertForm(family));
                family.ifPresent(known -> forms.add(new GenerateForm(Optional.of(known))));
            }
            case "generate" -> family.ifPresent(known -> forms.add(new GenerateForm(Optional.of(known))));
            default -> {}
        }
        return forms;
    }

    /**
     * Returns the forms that complete text after a prefix.
     *
     * @param dialect the name of the model's dialect
     * @param quirks the quirks of the provider and the model
     * @param model the model ID
     * @param unknownProvider whether the capabilities of the server are unknown because the provider is not a built-in provider
     */
    public static List<CompletionForm> atEnd(String dialect, Quirks quirks, String model, boolean unknownProvider) {
        return switch (form(dialect, quirks, unknownProvider)) {
            case "suffix" -> isListed(model, quirks) ? List.of(new SuffixForm(Optional.empty())) : List.of();
            case "infill", "template" -> List.of(new PlainForm());
            case "insert", "generate" -> List.of(new GenerateForm(Optional.empty()));
            default -> List.of();
        };
    }

    /**
     * Returns {@code true} if the model is known to support fill-in-the-middle completion, or an empty result if this
     * is unknown.
     */
    public static Optional<Boolean> supportsFillInMiddle(
            String dialect, Quirks quirks, String model, boolean unknownProvider) {
        boolean supported =
                switch (form(dialect, quirks, unknownProvider)) {
                    case "suffix" -> isListed(model, quirks);
                    case "insert" ->
                        quirks.has(CompletionQuirk.FORM)
                                || ModelFamily.of(model, quirks).isPresent();
                    case "infill", "template", "generate" ->
                        ModelFamily.of(model, quirks).isPresent();
                    default -> false;
                };
        return supported ? Optional.of(true) : Optional.empty();
    }

    /**
     * Returns the name of the form to try first. An Ollama model that does not support insertion might still belong to
     * a family whose template can be sent in raw mode.
     */
    private static String form(String dialect, Quirks quirks, boolean unknownProvider) {
        String configured = quirks.value(CompletionQuirk.FORM, "");
        return switch (dialect) {
            case "ollama-chat" -> configured.isEmpty() || configured.equals("insert") ? "insert" : "generate";
            case "openai-chat" -> configured.isEmpty() && unknownProvider ? "infill" : configured;
            default -> "";
        };
    }

    private static boolean isListed(String model, Quirks quirks) {
        String own = model.substring(model.lastIndexOf('/') + 1);
        return Arrays.stream(quirks.value(CompletionQuirk.MODELS, "*").split(","))
                .map(pattern -> Pattern.quote(pattern.strip()).replace("*", "\\E.*\\Q"))
                .anyMatch(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE)
                        .matcher(own)
                        .matches());
    }
}
