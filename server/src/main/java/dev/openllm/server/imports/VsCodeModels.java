package dev.openllm.server.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.text.ConfigFileException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reader for {@code chatLanguageModels.json}, the VS Code configuration file for model groups. Each group specifies a
 * vendor and a list of models. Source: https://code.visualstudio.com/docs/copilot/customization/language-models
 */
final class VsCodeModels implements ImportSource {

    private static final String FILE_NAME = "chatLanguageModels.json";

    @Override
    public String id() {
        return "vscode";
    }

    @Override
    public String title() {
        return "VS Code";
    }

    @Override
    public List<Path> defaultFiles(ImportLocations places) {
        List<Path> files = new ArrayList<>();
        for (Path user : places.editorFolders()) {
            files.add(user.resolve(FILE_NAME));
            try (DirectoryStream<Path> profiles = Files.newDirectoryStream(user.resolve("profiles"))) {
                profiles.forEach(profile -> files.add(profile.resolve(FILE_NAME)));
            } catch (IOException noProfiles) {
                // Most users have no profiles, so the folder often does not exist.
            }
        }
        return files;
    }

    @Override
    public boolean recognizes(Path file, String text) {
        return file.endsWith(FILE_NAME) || text.stripLeading().startsWith("[") && text.contains("\"vendor\"");
    }

    @Override
    public void read(Path file, String text, PlanBuilder plan) throws ConfigFileException {
        SourceNode root = SourceNode.json(text);
        if (root.items().isEmpty() && !text.strip().equals("[]")) {
            throw new ConfigFileException(
                    UserText.of("The file must be a list of groups, each with a 'vendor'."), root.line(), 0);
        }
        for (SourceNode group : root.items()) {
            String vendor = group.text("vendor")
                    .orElseThrow(() -> new ConfigFileException(
                            UserText.of("'vendor' is missing from this group."), group.line(), 0));
            readGroup(group, vendor, plan);
        }
    }

    private void readGroup(SourceNode group, String vendor, PlanBuilder plan) throws ConfigFileException {
        if (vendor.startsWith("open-llm") || vendor.equals("copilot")) {
            return; // the vendors of this product, and Copilot, whose models require a GitHub account
        }
        String credential = group.text("apiKey").orElse("");
        String name = group.text("name").orElse(vendor);
        Optional<String> builtIn = ForeignProviderNames.id(vendor);
        boolean isCustom = vendor.equals("customendpoint") || vendor.equals("customoai") || vendor.equals("azure");
        if (!isCustom && builtIn.isEmpty()) {
            plan.omit(
                    "The group " + name + ": its models are provided by the extension with the vendor " + vendor + ".");
            return;
        }
        if (!isCustom) {
            PlanBuilder.Server server = group.text("url")
                    .map(url -> plan.custom(vendor, url, builtIn, "openai-chat", credential))
                    .orElseGet(() -> plan.builtIn(builtIn.get(), credential));
            plan.setKey(server, group.text("apiKey"));
            group.list("models").forEach(model -> readModel(server, model, plan));
            return;
        }
        for (SourceNode model : group.list("models")) {
            String url = model.text("url")
                    .or(() -> group.text("url"))
                    .orElseThrow(() ->
                            new ConfigFileException(UserText.of("'url' is missing for this model."), model.line(), 0));
            readModel(server(group, url, name, vendor, credential, plan), model, plan);
        }
        if (group.list("models").isEmpty() && group.text("url").isPresent()) {
            server(group, group.text("url").get(), name, vendor, credential, plan);
        }
    }

    private static PlanBuilder.Server server(
            SourceNode group, String url, String name, String vendor, String credential, PlanBuilder plan) {
        String dialect =
                switch (group.text("apiType").orElse("")) {
                    case "responses" -> "openai-responses";
                    case "messages" -> "anthropic-messages";
                    default -> url.contains("/messages") ? "anthropic-messages" : "openai-chat";
                };
        // The built-in provider specifies the name of the header that contains the API key.
        Optional<String> preset = vendor.equals("azure")
                ? Optional.of("azure")
                : dialect.equals("anthropic-messages") ? Optional.of("anthropic") : Optional.empty();
        PlanBuilder.Server server = plan.custom(name, url, preset, dialect, credential);
        plan.setKey(server, group.text("apiKey"));
        readHeaders(group, server, plan);
        return server;
    }

    private static void readModel(PlanBuilder.Server server, SourceNode model, PlanBuilder plan) {
        Optional<String> id = model.text("id");
        if (id.isEmpty()) {
            plan.omit("The model without an ID on line " + model.line() + ".");
            return;
        }
        ObjectNode entry = server.model(id.get());
        model.text("name").filter(name -> !name.equals(id.get())).ifPresent(name -> entry.put("name", name));
        Optional<Long> output = model.number("maxOutputTokens");
        model.number("contextWindow")
                .or(() -> model.number("maxInputTokens").map(input -> input + output.orElse(0L)))
                .ifPresent(tokens -> entry.put("contextTokens", tokens));
        output.ifPresent(tokens -> entry.put("outputTokens", tokens));
        model.flag("toolCalling").ifPresent(supported -> entry.put("tools", supported));
        model.flag("vision").ifPresent(supported -> entry.put("vision", supported));
        model.flag("thinking").ifPresent(supported -> entry.put("reasoning", supported));
        model.flag("streaming").ifPresent(supported -> entry.put("streaming", supported));
        readHeaders(model, server, plan);
        if (model.has("modelOptions")) {
            plan.omit("modelOptions of " + id.get() + ": options are specified in each request.");
        }
    }

    private static void readHeaders(SourceNode source, PlanBuilder.Server server, PlanBuilder plan) {
        source.field("requestHeaders").fields().forEach((header, value) -> {
            if (value.text().orElse("").contains("${")) {
                plan.omit("The header " + header + " of " + server.name()
                        + ": the header contains an API key stored by VS Code.");
            } else {
                value.text().ifPresent(text -> server.addHeader(header, text));
            }
        });
    }
}
