package dev.openllm.server.cli.add;

import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Completes base URLs that contain customer-specific variables, such as {@code
 * https://${AZURE_RESOURCE_NAME}.openai.azure.com}.
 */
record AddressTemplate(Questions questions, Map<String, String> environment) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

    /**
     * Asks the user for variables that the environment does not define. Returns the provider with its complete base
     * URL, or unchanged if the environment defines all variables of the URL.
     */
    NewProvider fill(NewProvider provider, ProviderInfo info) {
        String address = info.apiBase();
        boolean changed = false;
        for (Matcher variable = VARIABLE.matcher(info.apiBase()); variable.find(); ) {
            String name = variable.group(1);
            if (environment.getOrDefault(name, "").isBlank()) {
                String value = askForValue(name, info);
                if (value.contains("://")) {
                    return provider.withApiBase(value);
                }
                address = address.replace(variable.group(), value);
                changed = true;
            }
        }
        return changed ? provider.withApiBase(address) : provider;
    }

    private String askForValue(String variable, ProviderInfo info) {
        if (!questions.isInteractive()) {
            throw new UsageError(info.displayName() + " requires your own URL, in the form " + info.apiBase() + ". Set "
                    + variable + ", or specify the URL instead of the name: open-llm add https://...");
        }
        String value = questions.ask(
                "Your " + variable.toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " (as in " + info.apiBase()
                        + "), or the complete URL:");
        if (value.isBlank()) {
            throw new UsageError("Without this value, " + info.displayName() + " has no URL. Nothing was added.");
        }
        return value;
    }
}
