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

/** Prints the embeddings of texts, one on each line, in the order of the texts. */
@Command(
        name = "embed",
        description = "Print the embeddings of texts: of the arguments, of files, or of the lines on stdin.",
        footer = {
            "",
            "Examples:",
            "  open-llm embed -m openai/text-embedding-3-small \"a text\" \"another text\"",
            "  open-llm embed -m ollama/nomic-embed-text --type document < lines.txt > vectors.jsonl",
            "  open-llm embed -m google/gemini-embedding-001 --dimensions 768 --format csv --file a.txt --file b.txt"
        })
public final class EmbedCommand implements Callable<Integer> {

    /** Vectors are printed as they arrive, and not kept in memory. */
    private static final int AT_ONCE = 512;

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "A text. Each argument is a separate text.")
    private List<String> words = List.of();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            required = true,
            description = "The embedding model, as provider/model.")
    private String model;

    @Option(names = "--file", paramLabel = "FILE", description = "Embed the text of a file. Repeatable.")
    private List<Path> files = List.of();

    @Option(
            names = "--dimensions",
            paramLabel = "N",
            description = "The length of the vectors, for models that support shorter ones.")
    private Integer dimensions;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "query or document: the purpose of the texts, for models that distinguish it.")
    private InputType type;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "json (the default), base64 (32-bit floats, little-endian) or csv.")
    private VectorFormat format = VectorFormat.JSON;

    public EmbedCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!words.isEmpty() && !files.isEmpty()) {
            throw new UsageError("Specify either texts or files.");
        }
        if (words.isEmpty() && files.isEmpty() && terminal.inIsTerminal()) {
            throw new UsageError("There is no text. Specify texts or files, or pipe lines into the command.");
        }
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = choice.open(servers, common, stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            int printed = words.isEmpty() && files.isEmpty() ? lines(session) : given(session);
            if (printed == 0) {
                throw new UsageError("There is no text on stdin.");
            }
        }
        return ExitCode.OK.code();
    }

    private int given(Session session) {
        List<String> texts = new ArrayList<>(words);
        files.forEach(file -> texts.add(text(file)));
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            print(session, texts.subList(from, Math.min(texts.size(), from + AT_ONCE)), from);
        }
        return texts.size();
    }

    /** An empty line has no embedding: refusing it keeps line numbers and vectors aligned. */
    private int lines(Session session) {
        StdinLines lines = new StdinLines(terminal.in());
        List<String> block = new ArrayList<>();
        int printed = 0;
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (line.get().isEmpty()) {
                throw new UsageError("Line " + (printed + block.size() + 1) + " on stdin is empty.");
            }
            block.add(line.get());
            if (block.size() == AT_ONCE) {
                print(session, block, printed);
                printed += block.size();
                block.clear();
            }
        }
        if (!block.isEmpty()) {
            print(session, block, printed);
        }
        return printed + block.size();
    }

    private void print(Session session, List<String> texts, int first) {
        EmbedResult result = embed(session, texts, first);
        if (first == 0) {
            result.notices().forEach(new StderrMessages(terminal)::note);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < result.embeddings().size(); i++) {
            Optional<String> file = files.isEmpty()
                    ? Optional.empty()
                    : Optional.of(files.get(first + i).toString());
            out.append(format.line(first + i, file, result.embeddings().get(i))).append('\n');
        }
        byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
        terminal.out().write(bytes, 0, bytes.length);
        terminal.out().flush();
    }

    /** The server counts the texts of one block. */
    private EmbedResult embed(Session session, List<String> texts, int first) {
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
            throw first == 0
                    ? failed
                    : new OpenLlmException(failed.info()
                            .withMessage(
                                    "After text " + first + ": " + failed.info().message()));
        }
    }

    private static String text(Path file) {
        try {
            String text = InputLimit.text(BoundedFile.read(file, InputLimit.BYTES))
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
