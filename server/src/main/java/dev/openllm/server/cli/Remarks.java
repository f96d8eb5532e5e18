package dev.openllm.server.cli;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorInfo;

/** What is said on stderr: one short sentence each, and what to do next. */
record Remarks(Terminal terminal) {

    void error(ErrorInfo error) {
        say(terminal.red("open-llm:") + " " + Terminal.harmless(error.message()));
        error.hint().ifPresent(hint -> say("  " + Terminal.harmless(hint)));
    }

    void problem(Problem problem) {
        String place = problem.file()
                .map(file -> problem.line() > 0 ? file + ":" + problem.line() + ": " : file + ": ")
                .orElse("");
        say(terminal.red("open-llm:") + " " + place + Terminal.harmless(problem.message()));
    }

    void note(String text) {
        say(terminal.dim(Terminal.harmless(text)));
    }

    private void say(String line) {
        terminal.err().println(line);
        terminal.err().flush();
    }
}
