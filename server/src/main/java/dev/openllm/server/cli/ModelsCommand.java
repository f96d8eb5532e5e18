package dev.openllm.server.cli;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ModelInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "models", description = "List the models that can be asked.")
final class ModelsCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "PROVIDER", arity = "0..1", description = "Only this provider's models.")
    private String provider;

    @Option(names = "--refresh", description = "Ask the providers again instead of answering from what is known.")
    private boolean refresh;

    ModelsCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Remarks remarks = new Remarks(terminal);
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(remarks::problem);
            ListModelsParams params = new ListModelsParams(refresh, Optional.ofNullable(provider));
            ListModelsResult models = Session.get(session.server().listModels(params));
            if (common.json()) {
                JsonLines lines = new JsonLines(terminal.out());
                models.models().forEach(lines::line);
            } else {
                print(models);
            }
        }
        return ExitCode.OK.code();
    }

    private void print(ListModelsResult models) {
        if (models.models().isEmpty()) {
            new Remarks(terminal).note("No models. Run open-llm providers to see why.");
            return;
        }
        Table table = new Table(List.of("MODEL", "CONTEXT", "OUTPUT", "CAN", ""));
        for (ModelInfo model : models.models()) {
            String mark = models.defaultModel().filter(model.id()::equals).isPresent() ? "default" : "";
            table.row(
                    model.id(),
                    tokens(model.limits().contextTokens()),
                    tokens(model.limits().maxOutputTokens()),
                    capabilities(model.capabilities()),
                    model.warning().orElse(mark));
        }
        table.print(terminal.out());
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
