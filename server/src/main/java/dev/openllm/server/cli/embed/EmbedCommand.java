package dev.openllm.server.cli.embed;

import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.InputLimit;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.StdinLines;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import dev.openllm.server.file.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints embeddings, one per line, in the order of the input. */
@Command(
        name = "embed",
        description = "Print embeddings for text from arguments, from files, or from each line of stdin.",
        footer = {
            "",
            "Examples:",
            "  open-llm embed -m openai/text-embedding-3-small \"some text\" \"more text\"",
            "  open-llm embed -m ollama/nomic-embed-text --type document < in.txt > out.jsonl",
            "  open-llm embed -m google/gemini-embedding-001 --format csv --file notes.txt"
        })
public final class EmbedCommand implements Callable<Integer> {

    /**
     * The maximum number of inputs per batch. The vectors of each batch are printed immediately instead of being held
     * in memory.
     */
    private static final int BATCH_SIZE = 512;

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description = "The text to embed. Each argument is embedded " + "separately.")
    private List<String> words = List.of();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            required = true,
            description = "The embedding model, as PROVIDER/MODEL.")
    private String model;

    @Option(names = "--file", paramLabel = "FILE", description = "Embed the text of a file. Repeatable.")
    private List<Path> files = List.of();

    @Option(
            names = "--dimensions",
            paramLabel = "N",
            description = "The number of dimensions of each vector, for models that support shorter vectors.")
    private Integer dimensions;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "The purpose of the text, for models that distinguish purposes: query or document.")
    private InputType type;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The output format: json, base64 (little-endian 32-bit floats), or csv. Default: json.")
    private VectorFormat format = VectorFormat.JSON;

    public EmbedCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!words.isEmpty() && !files.isEmpty()) {
            throw new UsageError("Specify either text arguments or files, not both.");
        }
        if (words.isEmpty() && files.isEmpty() && terminal.inIsTerminal()) {
            throw new UsageError("There is no text to embed. Specify text or files, or pipe lines to the command.");
        }
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = choice.open(servers, common, stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            int printed = words.isEmpty() && files.isEmpty() ? embedLines(session) : embedArguments(session);
            if (printed == 0) {
                throw new UsageError("No text was received on stdin.");
            }
        }
        return ExitCode.OK.code();
    }

    private int embedArguments(Session session) {
        List<String> texts = new ArrayList<>(words);
        files.forEach(file -> texts.add(text(file)));
        for (int from = 0; from < texts.size(); from += BATCH_SIZE) {
            print(session, texts.subList(from, Math.min(texts.size(), from + BATCH_SIZE)), from);
        }
        return texts.size();
    }

    /**
     * Embeds the lines of stdin. An empty line is rejected because it has no embedding. If empty lines were skipped,
     * the positions of the vectors would no longer match the line numbers.
     */
    private int embedLines(Session session) {
        StdinLines lines = new StdinLines(terminal.in());
        List<String> batch = new ArrayList<>();
        int printed = 0;
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (line.get().isEmpty()) {
                throw new UsageError("Line " + (printed + batch.size() + 1) + " on stdin is empty.");
            }
            batch.add(line.get());
            if (batch.size() == BATCH_SIZE) {
                print(session, batch, printed);
                printed += batch.size();
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            print(session, batch, printed);
        }
        return printed + batch.size();
    }

    private void print(Session session, List<String> texts, int offset) {
        EmbedResult result = embed(session, texts, offset);
        if (offset == 0) {
            result.notices().forEach(new StderrMessages(terminal)::note);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < result.embeddings().size(); i++) {
            Optional<String> file = files.isEmpty()
                    ? Optional.empty()
                    : Optional.of(files.get(offset + i).toString());
            out.append(format.line(offset + i, file, result.embeddings().get(i)))
                    .append('\n');
        }
        byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
        terminal.out().write(bytes, 0, bytes.length);
        terminal.out().flush();
    }

    /**
     * Creates the embeddings for one batch. In the error messages of the server, the inputs are numbered from the start
     * of the batch, so the offset of the batch is added to these numbers.
     */
    private EmbedResult embed(Session session, List<String> texts, int offset) {
        try {
            return Session.get(session.server()
                    .embed(new EmbedParams(
                            model,
                            texts,
                            List.of(),
                            dimensions == null ? OptionalInt.empty() : OptionalInt.of(dimensions),
                            Optional.ofNullable(type),
                            false,
                            Optional.empty())));
        } catch (OpenLlmException failed) {
            throw offset == 0
                    ? failed
                    : new OpenLlmException(failed.info()
                            .withMessage("In the batch after text " + offset + ": "
                                    + failed.info().message()));
        }
    }

    private static String text(Path file) {
        try {
            String text = InputLimit.decode(BoundedFile.read(file, InputLimit.MAX_BYTES))
                    .orElseThrow(() -> new UsageError(file + " is not UTF-8 text."));
            if (text.isEmpty()) {
                throw new UsageError(file + " is empty.");
            }
            return text;
        } catch (IOException unreadable) {
            throw new UsageError("Cannot read " + file + ": " + unreadable.getMessage());
        }
    }
}
