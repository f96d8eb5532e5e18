package dev.openllm.server.cli.add;

import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A menu of the providers that can be added. Providers that require no further input, such as detected servers and
 * providers whose API key is in the environment, are listed first.
 */
record ProviderMenu(Questions questions, Map<String, String> environment) {

    private static final int MAX_ITEMS = 16;

    private record Item(ProviderInfo provider, String description) {}

    /** Asks the user to select a provider. @return a provider name or a URL */
    String choose(List<ProviderInfo> providers) {
        List<Item> items = items(providers, environment);
        questions.print("Which provider do you want to add?");
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            questions.print(
                    String.format("  %2d  %-24s %s", i + 1, item.provider().name(), item.description()));
        }
        String answer = questions.ask("Number, name (`open-llm providers --all` lists all names), or URL:");
        if (answer.isBlank()) {
            throw new UsageError("Nothing was added.");
        }
        if (!answer.matches("\\d{1,3}")) {
            return answer;
        }
        int number = Integer.parseInt(answer);
        if (number < 1 || number > items.size()) {
            throw new UsageError("Invalid number: " + number + ". Nothing was added.");
        }
        return items.get(number - 1).provider().name();
    }

    private static List<Item> items(List<ProviderInfo> providers, Map<String, String> environment) {
        List<Item> ready = new ArrayList<>();
        List<Item> others = new ArrayList<>();
        for (ProviderInfo provider : providers) {
            boolean builtIn = provider.source().orElse("").equals("built in");
            if (builtIn) {
                continue; // the built-in echo provider for testing
            }
            Optional<String> variable = keyVariable(provider, environment);
            if (provider.source().orElse("").equals("found running")) {
                ready.add(new Item(provider, "running on " + host(provider) + ", active"));
            } else if (!provider.configured() && variable.isPresent()) {
                ready.add(new Item(provider, variable.get() + " is set"));
            } else if (!provider.configured()) {
                others.add(new Item(provider, provider.displayName() + (provider.local() ? " (local)" : "")));
            }
        }
        ready.addAll(others.subList(0, Math.clamp(MAX_ITEMS - ready.size(), 0, others.size())));
        return ready;
    }

    /** Returns the first environment variable that contains an API key for a provider. */
    static Optional<String> keyVariable(ProviderInfo provider, Map<String, String> environment) {
        return provider.keyEnv().stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    private static String host(ProviderInfo provider) {
        return provider.apiBase().replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    }
}
