package dev.openllm.server.cli;

import dev.openllm.protocol.doctor.DoctorCheck;
import dev.openllm.protocol.doctor.DoctorParams;
import dev.openllm.protocol.doctor.DoctorResult;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "doctor",
        description = "Test the active providers with a few real requests and print the results for a bug report. API "
                + "keys and private addresses are omitted.",
        footer = {"", "Examples:", "  open-llm doctor", "  open-llm doctor work -m qwen3-coder"})
final class DoctorCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Parameters(
            arity = "0..1",
            paramLabel = "PROVIDER",
            description = "The provider to test. Default: all active " + "providers.")
    private String provider;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            description = "The model to test. Default: the provider's cheapest model.")
    private String model;

    DoctorCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = choice.open(servers, common, stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            DoctorResult result = Session.get(session.server()
                    .runDoctor(new DoctorParams(Optional.ofNullable(provider), Optional.ofNullable(model))));
            if (common.json()) {
                JsonLines lines = new JsonLines(terminal.out());
                result.checks().forEach(lines::write);
            } else {
                terminal.out().print(result.report());
            }
            boolean failed = result.checks().stream().anyMatch(check -> check.outcome() == DoctorCheck.Outcome.FAILED);
            return failed ? ExitCode.FAILED.code() : ExitCode.OK.code();
        }
    }
}
