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
     * @param offset the offset of the cursor, after which the code up to the end of the block is missing
     */
    private record Point(Path file, String code, int offset, int missingLength) {

        String prefix() {
            return code.substring(0, offset);
        }

        String suffix() {
            return code.substring(offset + missingLength);
        }

        String missingCode() {
            return code.substring(offset, offset + missingLength);
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
                    CompletionSnippet otherFile =
                            new CompletionSnippet(Optional.of("Other.java"), "int x;\n".repeat(2_000));

                    complete(point, point.suffix(), List.of(otherFile));

                    JsonNode request = provider.lastRequest().json();
                    String suffix = request.path("suffix").asText();
                    String prompt = request.path("prompt").asText();
                    String pathComment = "// Path: " + point.file() + "\n";
                    int pathStart = prompt.indexOf(pathComment);
                    String prefix = pathStart < 0 ? prompt : prompt.substring(pathStart + pathComment.length());
                    String snippets = pathStart < 0 ? "" : prompt.substring(0, pathStart);
                    assertTrue(point.prefix().endsWith(prefix), "the prefix ends at the cursor");
                    assertTrue(point.suffix().startsWith(suffix), "the suffix begins at the cursor");
                    assertTrue(startsALine(point.prefix(), prefix), "the prefix begins with a line");
                    assertTrue(suffix.equals(point.suffix()) || suffix.endsWith("\n"), "the suffix ends with a line");
                    assertTrue(
                            byteCount(prefix) + byteCount(suffix) <= BUDGET,
                            () -> byteCount(prefix) + " and " + byteCount(suffix));
                    assertTrue(usesBudget(prefix, point.prefix(), suffix, point.suffix()), "what fits is sent");
                    long snippetLines =
                            snippets.lines().filter("// int x;"::equals).count();
                    // A single line can be sent without its line break.
                    long snippetBytes = snippetLines == 1 ? "int x;".length() : snippetLines * "int x;\n".length();
                    long otherFileBytes = snippetLines == 0 ? 0 : snippetBytes + "Other.java".length();
                    assertTrue(
                            byteCount(prefix) + byteCount(suffix) + otherFileBytes <= BUDGET,
                            "other files get what is left");
                    assertEquals(128, request.path("max_tokens").asInt());
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
        assertTrue(points.stream()
                        .filter(point -> point.missingCode().contains("\n"))
                        .count()
                > 20);
        assertFalse(points.stream().allMatch(point -> point.code().length() < BUDGET));
    }

    // ---- the provider

    /** Requests a completion. The simulated provider responds with the missing code and everything that follows it. */
    private InlineCompletionResult complete(Point point, String suffix, List<CompletionSnippet> snippets) {
        events.clear();
        List<String> chunks = new ArrayList<>();
        String response = point.missingCode()
                + point.suffix().substring(0, Math.min(2_000, point.suffix().length()));
        for (int start = 0; start < response.length(); start += 7) {
            chunks.add(chunk(response.substring(start, Math.min(response.length(), start + 7))));
        }
        chunks.add("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
        chunks.add("[DONE]");
        provider.respond(FakeAnswer.sse(chunks.toArray(String[]::new)));
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
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private CompletionPipeline pipeline() {
        ModelInfo baseInfo = TestModels.info("fake/fim", TestModels.TEXT_ONLY);
        ModelInfo info = new ModelInfo(
                baseInfo.id(),
                baseInfo.provider(),
                baseInfo.model(),
                baseInfo.name(),
                baseInfo.family(),
                new ModelInfo.Limits(SMALL_CONTEXT, SMALL_CONTEXT, 512),
                baseInfo.capabilities(),
                baseInfo.pricing(),
                baseInfo.warning(),
                baseInfo.sources());
        ResolvedModel.Remote baseModel = TestModels.remote(
                info, new OpenAiChatDialect(), URI.create(provider.uri() + "/v1"), ModelConfig.of("fim"));
        FewProviders providers = new FewProviders(new ResolvedModel.Remote(
                baseModel.endpoint(),
                baseModel.dialect(),
                baseModel.info(),
                new Quirks(Map.of("fim", "suffix")),
                baseModel.config()));
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
        String restOfLine = point.suffix().substring(0, point.suffix().indexOf('\n'));
        if (!restOfLine.isBlank()) {
            return point.missingCode();
        }
        String nextLine = point.suffix()
                .substring(restOfLine.length())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        int indent = lineStart.length() - lineStart.stripLeading().length();
        List<String> lines = new ArrayList<>();
        int blankLines = 0;
        for (String line : (point.missingCode() + point.suffix()).split("\n", -1)) {
            boolean isFirst = lines.isEmpty();
            boolean isDedented = !isFirst
                    && !line.isBlank()
                    && line.length() - line.stripLeading().length() < indent;
            boolean isNextLine = !isFirst && isSameLine(line, nextLine);
            blankLines = !isFirst && line.isBlank() ? blankLines + 1 : 0;
            if (isDedented || isNextLine || blankLines > 1) {
                break;
            }
            lines.add(line);
        }
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
        return String.join("\n", lines);
    }

    private static boolean isSameLine(String line, String otherLine) {
        return !line.isBlank()
                && (line.equals(otherLine)
                        || line.strip().length() > 4
                                && line.replaceAll("[\\s;,]+$|\\s", "")
                                        .equals(otherLine.replaceAll("[\\s;,]+$|\\s", "")));
    }

    private static boolean startsALine(String fullText, String tail) {
        int start = fullText.length() - tail.length();
        return start == 0 || fullText.charAt(start - 1) == '\n';
    }

    /** Whether the budget is used except for at most one step of the prefix and one line on each side. */
    private static boolean usesBudget(String prefix, String fullPrefix, String suffix, String fullSuffix) {
        boolean isComplete = prefix.equals(fullPrefix) && suffix.equals(fullSuffix);
        return isComplete || byteCount(prefix) + byteCount(suffix) >= BUDGET - BUDGET / 8 - 4 * 130;
    }

    private static int byteCount(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    // ---- the points

    private static List<Point> points() throws IOException {
        Random random = new Random(20_261_129);
        List<Path> files;
        try (Stream<Path> paths = Files.walk(Path.of("src/main/java/dev/openllm/server"))) {
            files = paths.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
        List<Point> points = new ArrayList<>();
        while (points.size() < POINTS) {
            Path file = files.get(random.nextInt(files.size()));
            randomPoint(file, Files.readString(file), random, points.size() % 3).ifPresent(points::add);
        }
        return points;
    }

    /**
     * Selects a position.
     *
     * @param shape 0 for the end of a line, 1 for the end of a line with the following lines of its block missing, or 2
     *     for an argument list
     */
    private static Optional<Point> randomPoint(Path file, String code, Random random, int shape) {
        int bodyStart = code.indexOf('{') + 1;
        int lineStart = code.indexOf('\n', bodyStart + random.nextInt(Math.max(1, code.length() - bodyStart))) + 1;
        int lineEnd = lineStart == 0 ? -1 : code.indexOf('\n', lineStart);
        if (lineEnd < 0 || code.substring(lineStart, lineEnd).strip().length() < 12) {
            return Optional.empty();
        }
        String lineText = code.substring(lineStart, lineEnd);
        int indent = lineText.length() - lineText.stripLeading().length();
        if (shape == 2) {
            int openParen = lineText.lastIndexOf('(');
            int closeParen = lineText.lastIndexOf(')');
            boolean isSimple = openParen > 0
                    && closeParen > openParen + 1
                    && lineText.substring(openParen + 1, closeParen)
                            .chars()
                            .allMatch(c -> Character.isLetterOrDigit(c) || c == '.');
            return isSimple
                    ? Optional.of(new Point(file, code, lineStart + openParen + 1, closeParen - openParen - 1))
                    : Optional.empty();
        }
        int offset = lineStart + indent + random.nextInt(lineText.length() - indent - 4);
        int endOffset = lineEnd;
        if (shape == 1) {
            for (int extraLines = random.nextInt(6);
                    extraLines > 0 && code.indexOf('\n', endOffset + 1) > 0;
                    extraLines--) {
                endOffset = code.indexOf('\n', endOffset + 1);
            }
        }
        Point point = new Point(file, code, offset, endOffset - offset);
        return Character.isWhitespace(code.charAt(offset)) || isAmbiguous(point)
                ? Optional.empty()
                : Optional.of(point);
    }

    /** If the code repeats adjacent lines, there is no exact expected result. */
    private static boolean isAmbiguous(Point point) {
        String lineStart = point.prefix().substring(point.prefix().lastIndexOf('\n') + 1);
        String completedLine =
                lineStart + point.missingCode().lines().findFirst().orElse("");
        String precedingText = point.prefix()
                .substring(0, point.prefix().lastIndexOf('\n') + 1)
                .stripTrailing();
        String nextLine = point.suffix()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        List<String> lines = (completedLine + point.missingCode()).lines().toList();
        return isSameLine(completedLine, precedingText.substring(precedingText.lastIndexOf('\n') + 1))
                || isSameLine(completedLine, nextLine)
                || lines.stream().distinct().count() + 2 < lines.size();
    }
}
