package dev.openllm.server.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.FewProviders;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests completions at one hundred positions in the code of this project where a user might be typing. The simulated
 * provider knows the code and responds with everything that follows the cursor. The test checks the exact request and
 * the exact part of the response that is inserted.
 */
class CutPointsTest {

    private static final int POINTS = 100;
    private static final int SMALL_CONTEXT = 2_048;
    private static final int BUDGET = (SMALL_CONTEXT - 128 - 64) * 2;
    private static final HttpSender HTTP = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});

    private final FakeProvider provider = FakeProvider.start();
    private final List<ChatEvent> events = new ArrayList<>();
    private final CompletionPipeline pipeline = pipeline();

    /**
     * A position in a file.
     *
     * @param at the offset of the cursor, after which the code up to the end of the block is missing
     */
    private record Point(Path file, String code, int at, int missing) {

        String prefix() {
            return code.substring(0, at);
        }

        String suffix() {
            return code.substring(at + missing);
        }

        String removed() {
            return code.substring(at, at + missing);
        }

        @Override
        public String toString() {
            return file.getFileName() + ":" + prefix().lines().count();
        }
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @TestFactory
    Stream<DynamicTest> theDocumentAroundTheCursorIsSentWithinTheBudget() throws IOException {
        return points().stream()
                .map(point -> DynamicTest.dynamicTest(point.toString(), () -> {
                    CompletionSnippet other =
                            new CompletionSnippet(Optional.of("Other.java"), "int x;\n".repeat(2_000));

                    complete(point, point.suffix(), List.of(other));

                    JsonNode sent = provider.lastRequest().json();
                    String suffix = sent.path("suffix").asText();
                    String prompt = sent.path("prompt").asText();
                    String marked = "// Path: " + point.file() + "\n";
                    int own = prompt.indexOf(marked);
                    String prefix = own < 0 ? prompt : prompt.substring(own + marked.length());
                    String snippets = own < 0 ? "" : prompt.substring(0, own);
                    assertTrue(point.prefix().endsWith(prefix), "the prefix ends at the cursor");
                    assertTrue(point.suffix().startsWith(suffix), "the suffix begins at the cursor");
                    assertTrue(startsALine(point.prefix(), prefix), "the prefix begins with a line");
                    assertTrue(suffix.equals(point.suffix()) || suffix.endsWith("\n"), "the suffix ends with a line");
                    assertTrue(bytes(prefix) + bytes(suffix) <= BUDGET, () -> bytes(prefix) + " and " + bytes(suffix));
                    assertTrue(isUsed(prefix, point.prefix(), suffix, point.suffix()), "what fits is sent");
                    long lines = snippets.lines().filter("// int x;"::equals).count();
                    // A single line can be sent without its line break.
                    long text = lines == 1 ? "int x;".length() : lines * "int x;\n".length();
                    long others = lines == 0 ? 0 : text + "Other.java".length();
                    assertTrue(bytes(prefix) + bytes(suffix) + others <= BUDGET, "other files get what is left");
                    assertEquals(128, sent.path("max_tokens").asInt());
                }));
    }

    @TestFactory
    Stream<DynamicTest> onlyTheMissingCodeIsKept() throws IOException {
        return points().stream()
                .map(point -> DynamicTest.dynamicTest(point.toString(), () -> {
                    InlineCompletionResult result = complete(point, point.suffix(), List.of());

                    assertEquals(expected(point), result.text());
                    String delivered = events.stream()
                            .map(event -> ((ChatEvent.Text) event).text())
                            .collect(Collectors.joining());
                    assertTrue(result.text().startsWith(delivered), "what was delivered is not taken back");
                }));
    }

    @Test
    void thePointsCoverCodeOfManyShapes() throws IOException {
        List<Point> points = points();

        assertEquals(POINTS, points.size());
        assertTrue(points.stream().map(Point::file).distinct().count() > 40);
        assertTrue(
                points.stream().filter(point -> point.removed().contains("\n")).count() > 20);
        assertFalse(points.stream().allMatch(point -> point.code().length() < BUDGET));
    }

    // ---- the provider

    /** Requests a completion. The simulated provider responds with the missing code and everything that follows it. */
    private InlineCompletionResult complete(Point point, String suffix, List<CompletionSnippet> snippets) {
        events.clear();
        List<String> chunks = new ArrayList<>();
        String response = point.removed()
                + point.suffix().substring(0, Math.min(2_000, point.suffix().length()));
        for (int from = 0; from < response.length(); from += 7) {
            chunks.add(chunk(response.substring(from, Math.min(response.length(), from + 7))));
        }
        chunks.add("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
        chunks.add("[DONE]");
        provider.answer(FakeAnswer.sse(chunks.toArray(String[]::new)));
        return pipeline.complete(
                new InlineCompletionParams(
                        "fake/fim",
                        point.prefix(),
                        suffix,
                        Optional.of("java"),
                        Optional.of(point.file().toString()),
                        snippets,
                        OptionalInt.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty()),
                events::add);
    }

    private static String chunk(String text) {
        try {
            return "{\"choices\":[{\"delta\":{\"content\":" + Wire.JSON.writeValueAsString(text) + "}}]}";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private CompletionPipeline pipeline() {
        ModelInfo large = TestModels.info("fake/fim", TestModels.TEXT_ONLY);
        ModelInfo small = new ModelInfo(
                large.id(),
                large.provider(),
                large.model(),
                large.name(),
                large.family(),
                new ModelInfo.Limits(SMALL_CONTEXT, SMALL_CONTEXT, 512),
                large.capabilities(),
                large.pricing(),
                large.warning(),
                large.sources());
        ResolvedModel.Remote plain = TestModels.remote(
                small, new OpenAiChatDialect(), URI.create(provider.uri() + "/v1"), ModelConfig.of("fim"));
        FewProviders providers = new FewProviders(new ResolvedModel.Remote(
                plain.endpoint(), plain.dialect(), plain.info(), new Quirks(Map.of("fim", "suffix")), plain.config()));
        return new CompletionPipeline(
                new ChatPipeline(providers, HTTP),
                providers,
                HTTP,
                ModelAccess.OPEN,
                Optional::empty,
                () -> Policies.DEFAULT,
                new ProviderQueues());
    }

    // ---- what must be kept

    /**
     * Returns the missing code up to the first line that the rules exclude. This is a second implementation of the
     * rules, without streaming: stop at a smaller indentation, at the next line of the document, and at two blank
     * lines, and return only one line if the cursor is inside a line.
     */
    private static String expected(Point point) {
        String lineStart = point.prefix().substring(point.prefix().lastIndexOf('\n') + 1);
        String rest = point.suffix().substring(0, point.suffix().indexOf('\n'));
        if (!rest.isBlank()) {
            return point.removed();
        }
        String below = point.suffix()
                .substring(rest.length())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        int base = lineStart.length() - lineStart.stripLeading().length();
        List<String> kept = new ArrayList<>();
        int blank = 0;
        for (String line : (point.removed() + point.suffix()).split("\n", -1)) {
            boolean first = kept.isEmpty();
            boolean dedent = !first
                    && !line.isBlank()
                    && line.length() - line.stripLeading().length() < base;
            boolean next = !first && same(line, below);
            blank = !first && line.isBlank() ? blank + 1 : 0;
            if (dedent || next || blank > 1) {
                break;
            }
            kept.add(line);
        }
        while (!kept.isEmpty() && kept.getLast().isBlank()) {
            kept.removeLast();
        }
        return String.join("\n", kept);
    }

    private static boolean same(String line, String other) {
        return !line.isBlank()
                && (line.equals(other)
                        || line.strip().length() > 4
                                && line.replaceAll("[\\s;,]+$|\\s", "").equals(other.replaceAll("[\\s;,]+$|\\s", "")));
    }

    private static boolean startsALine(String whole, String end) {
        int start = whole.length() - end.length();
        return start == 0 || whole.charAt(start - 1) == '\n';
    }

    /** Whether the budget is used except for at most one step of the prefix and one line on each side. */
    private static boolean isUsed(String prefix, String wholePrefix, String suffix, String wholeSuffix) {
        boolean all = prefix.equals(wholePrefix) && suffix.equals(wholeSuffix);
        return all || bytes(prefix) + bytes(suffix) >= BUDGET - BUDGET / 8 - 4 * 130;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    // ---- the points

    private static List<Point> points() throws IOException {
        Random random = new Random(20_261_129);
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("src/main/java/dev/openllm/server"))) {
            files = all.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
        List<Point> points = new ArrayList<>();
        while (points.size() < POINTS) {
            Path file = files.get(random.nextInt(files.size()));
            point(file, Files.readString(file), random, points.size() % 3).ifPresent(points::add);
        }
        return points;
    }

    /**
     * Selects a position.
     *
     * @param shape 0 for the end of a line, 1 for the end of a line with the following lines of its block missing, or 2
     *     for an argument list
     */
    private static Optional<Point> point(Path file, String code, Random random, int shape) {
        int body = code.indexOf('{') + 1;
        int line = code.indexOf('\n', body + random.nextInt(Math.max(1, code.length() - body))) + 1;
        int end = line == 0 ? -1 : code.indexOf('\n', line);
        if (end < 0 || code.substring(line, end).strip().length() < 12) {
            return Optional.empty();
        }
        String text = code.substring(line, end);
        int indent = text.length() - text.stripLeading().length();
        if (shape == 2) {
            int open = text.lastIndexOf('(');
            int close = text.lastIndexOf(')');
            boolean simple = open > 0
                    && close > open + 1
                    && text.substring(open + 1, close).chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.');
            return simple ? Optional.of(new Point(file, code, line + open + 1, close - open - 1)) : Optional.empty();
        }
        int at = line + indent + random.nextInt(text.length() - indent - 4);
        int to = end;
        if (shape == 1) {
            for (int more = random.nextInt(6); more > 0 && code.indexOf('\n', to + 1) > 0; more--) {
                to = code.indexOf('\n', to + 1);
            }
        }
        Point point = new Point(file, code, at, to - at);
        return Character.isWhitespace(code.charAt(at)) || isAmbiguous(point) ? Optional.empty() : Optional.of(point);
    }

    /** If the code repeats adjacent lines, there is no exact expected result. */
    private static boolean isAmbiguous(Point point) {
        String lineStart = point.prefix().substring(point.prefix().lastIndexOf('\n') + 1);
        String first = lineStart + point.removed().lines().findFirst().orElse("");
        String above = point.prefix()
                .substring(0, point.prefix().lastIndexOf('\n') + 1)
                .stripTrailing();
        String below = point.suffix()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        List<String> lines = (first + point.removed()).lines().toList();
        return same(first, above.substring(above.lastIndexOf('\n') + 1))
                || same(first, below)
                || lines.stream().distinct().count() + 2 < lines.size();
    }
}
