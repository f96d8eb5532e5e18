package dev.openllm.server.cli.prompt;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Provides JLine with the completions that it displays when the user presses Tab. */
record ChatCompleter(Completions completions) implements Completer {

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        completions
                .complete(line.words())
                .forEach(found -> candidates.add(new Candidate(
                        found.text(),
                        found.text(),
                        null,
                        found.description().isEmpty() ? null : found.description(),
                        null,
                        null,
                        found.complete())));
    }
}
