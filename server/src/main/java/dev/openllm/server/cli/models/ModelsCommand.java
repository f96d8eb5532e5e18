package dev.openllm.server.cli.models;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "models",
        description = "List the available chat and embedding models.",
        footer = {
            "",
            "Examples:",
            "  open-llm models",
            "  open-llm models ollama --refresh",
            "  open-llm models --explain ollama/llama3.2",
            "  open-llm models --json | jq -r .id",
            "  open-llm models --kind embedding"
        })
public final class ModelsCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Parameters(paramLabel = "PROVIDER", arity = "0..1", description = "List only this provider's models.")
    private String provider;

    @Option(names = "--refresh", description = "Request updated model lists from the providers.")
    private boolean refresh;

    @Option(
            names = "--explain",
            paramLabel = "MODEL",
            description = "Show all properties of one model and the source of each property.")
    private String explained;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "The kind of models to list: chat, embedding, or all. Default: all, or chat with --json.")
    private ModelKind kind;

    public ModelsCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = choice.open(servers, common, stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            ListModelsParams params = new ListModelsParams(refresh, Optional.ofNullable(provider), explained != null);
            ListModelsResult models = Session.get(session.server().listModels(params));
            List<ProviderInfo> providersWithoutModels = providersWithoutModels(session, models);
            boolean noModels =
                    models.models().isEmpty() && models.embeddingModels().isEmpty();
            if (provider != null && noModels && providersWithoutModels.isEmpty()) {
                requireProvider(session);
            }
            if (explained != null) {
                explain(models);
            } else if (common.json()) {
                JsonLines lines = new JsonLines(terminal.out());
                filterByKind(models, ModelKind.CHAT).forEach(lines::write);
            } else {
                print(models, filterByKind(models, ModelKind.ALL), providersWithoutModels.isEmpty());
                providersWithoutModels.forEach(info -> stderrMessages.note(
                        info.name() + ": " + Terminal.sanitize(info.status().message())));
            }
        }
        return ExitCode.OK.code();
    }

    /**
     * Returns the active providers that do not have any models. The state of each provider explains why it has no
     * models.
     */
    private List<ProviderInfo> providersWithoutModels(Session session, ListModelsResult models) {
        ListProvidersParams activeProviders = new ListProvidersParams(false, false);
        return Session.get(session.server().listProviders(activeProviders)).providers().stream()
                .filter(info ->
                        info.enabled() && (provider == null || info.name().equals(provider)))
                .filter(info -> Stream.concat(models.models().stream(), models.embeddingModels().stream())
                        .noneMatch(model -> model.provider().equals(info.name())))
                .toList();
    }

    private void requireProvider(Session session) {
        ListProvidersParams allProviders = new ListProvidersParams(true, false);
        boolean exists = Session.get(session.server().listProviders(allProviders)).providers().stream()
                .anyMatch(info -> info.name().equals(provider));
        throw exists
                ? new OpenLlmException(
                        ErrorKind.CONFIG,
                        "Provider " + provider + " is not active.",
                        "Run `open-llm add " + provider + "` to use it.")
                : new OpenLlmException(
                        ErrorKind.CONFIG,
                        "Provider " + Terminal.sanitize(provider) + " does not exist.",
                        "Run `open-llm providers` to list the providers.");
    }

    private void explain(ListModelsResult models) {
        ModelInfo model = Stream.of(models.models(), models.embeddingModels(), models.hidden())
                .flatMap(List::stream)
                .filter(candidate ->
                        candidate.id().equals(explained) || candidate.model().equals(explained))
                .findFirst()
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.MODEL_NOT_FOUND,
                        "The model " + Terminal.sanitize(explained) + " is not in any model list.",
                        "Run `open-llm models` to list the models."));
        if (common.json()) {
            new JsonLines(terminal.out()).write(model);
        } else {
            ModelFactsTable.of(model).print(terminal);
        }
    }

    private List<ModelInfo> filterByKind(ListModelsResult models, ModelKind defaultKind) {
        ModelKind effectiveKind = kind == null ? defaultKind : kind;
        return Stream.concat(models.models().stream(), models.embeddingModels().stream())
                .filter(effectiveKind::contains)
                .toList();
    }

    private void print(ListModelsResult models, List<ModelInfo> listed, boolean showHint) {
        if (listed.isEmpty() && !showHint) {
            return;
        }
        if (listed.isEmpty()) {
            new StderrMessages(terminal)
                    .note(
                            kind == ModelKind.EMBEDDING
                                    ? "No embedding models are available. Add a provider that offers embedding models, "
                                            + "such as OpenAI, Google, Mistral, or Ollama."
                                    : "No models are available. Run `open-llm providers` to see why.");
            return;
        }
        List<ModelInfo> chats = listed.stream().filter(ModelKind.CHAT::contains).toList();
        List<ModelInfo> embeddings =
                listed.stream().filter(ModelKind.EMBEDDING::contains).toList();
        if (!chats.isEmpty()) {
            printChats(models, chats);
        }
        if (!chats.isEmpty() && !embeddings.isEmpty()) {
            terminal.out().println();
        }
        if (!embeddings.isEmpty()) {
            printEmbeddings(embeddings);
        }
    }

    private void printEmbeddings(List<ModelInfo> embeddings) {
        TextTable table = new TextTable(List.of("EMBEDDING MODEL", "DIMENSIONS", "MAX INPUT", ""));
        for (ModelInfo model : embeddings) {
            ModelInfo.Embedding embedding = model.embedding().orElseThrow();
            table.addRow(
                    model.id(),
                    embedding.dimensions().isPresent()
                            ? Integer.toString(embedding.dimensions().getAsInt())
                            : "",
                    tokens(embedding.maxInputTokens().orElse(0)),
                    model.warning().orElse(""));
        }
        table.print(terminal);
    }

    private void printChats(ListModelsResult models, List<ModelInfo> chats) {
        TextTable table = new TextTable(List.of("MODEL", "CONTEXT", "OUTPUT", "CAPABILITIES", ""));
        for (ModelInfo model : chats) {
            String mark = models.defaultModel().filter(model.id()::equals).isPresent() ? "default" : "";
            table.addRow(
                    model.id(),
                    tokens(model, "limits.contextTokens", model.limits().contextTokens()),
                    tokens(model, "limits.maxOutputTokens", model.limits().maxOutputTokens()),
                    capabilities(model.capabilities()),
                    model.warning().orElse(mark));
        }
        table.print(terminal);
    }

    /** Formats a token limit. A question mark is appended if the limit is assumed because no source specifies it. */
    private static String tokens(ModelInfo model, String field, int count) {
        boolean assumed = model.sources().getOrDefault(field, "").startsWith("assumed");
        return tokens(count) + (assumed ? "?" : "");
    }

    private static String tokens(int count) {
        return count <= 0 ? "" : count < 10_000 ? Integer.toString(count) : Math.round(count / 1000.0) + "k";
    }

    private static String capabilities(ModelInfo.Capabilities capabilities) {
        List<String> words = new ArrayList<>();
        if (capabilities.tools()) {
            words.add("tools");
        }
        if (capabilities.vision()) {
            words.add("images");
        }
        if (capabilities.files()) {
            words.add("files");
        }
        if (capabilities.reasoning()) {
            words.add("reasoning");
        }
        return String.join(", ", words);
    }
}
