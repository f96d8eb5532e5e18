package dev.openllm.server.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.model.ModelInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which parts of a document are sent. */
class ContextBudgetTest {

    private static final String LINE = "0123456\n"; // 8 bytes

    @Test
    void aDocumentThatFitsIsSentUnchanged() {
        ContextBudget.Context context = new ContextBudget(100).fit("before", "after", List.of());

        assertEquals(new ContextBudget.Context("before", "after", List.of()), context);
    }

    @Test
    void threeQuartersOfTheBudgetPrecedeTheCursor() {
        ContextBudget.Context context = new ContextBudget(320).fit(LINE.repeat(100), LINE.repeat(100), List.of());

        assertEquals(LINE.repeat(28), context.prefix()); // of the 30 that fit, because the start moves in steps
        assertEquals(LINE.repeat(10), context.suffix());
    }

    @Test
    void unusedBudgetOfOneSideGoesToTheOther() {
        ContextBudget.Context longPrefix = new ContextBudget(320).fit(LINE.repeat(100), LINE, List.of());
        assertTrue(
                longPrefix.prefix().length() > 270,
                () -> "" + longPrefix.prefix().length());
        ContextBudget.Context longSuffix = new ContextBudget(320).fit(LINE, LINE.repeat(100), List.of());
        assertEquals(LINE.repeat(39), longSuffix.suffix());
    }

    @Test
    void textIsCutAtLineStarts() {
        ContextBudget.Context context =
                new ContextBudget(100).fit("abc\n".repeat(50) + "x = ", " + 1\n" + "def\n".repeat(50), List.of());

        assertTrue(context.prefix().startsWith("abc\n"));
        assertTrue(context.prefix().endsWith("x = "));
        assertTrue(context.suffix().endsWith("def\n"));
        assertTrue(size(context) <= 100);
    }

    @Test
    void aSingleLongLineIsCutBetweenCharacters() {
        String emojis = "😀".repeat(100);

        ContextBudget.Context context = new ContextBudget(99).fit(emojis, emojis, List.of());

        assertFalse(context.prefix().isEmpty());
        assertEquals("😀".repeat(context.prefix().length() / 2), context.prefix());
        assertEquals("😀".repeat(context.suffix().length() / 2), context.suffix());
        assertTrue(size(context) <= 99);
    }

    @Test
    void otherDocumentsUseOnlyTheRemainingBudget() {
        CompletionSnippet first = new CompletionSnippet(Optional.of("a"), LINE.repeat(3));
        CompletionSnippet second = new CompletionSnippet(Optional.of("b"), LINE.repeat(10));

        assertEquals(
                List.of(first, new CompletionSnippet(Optional.of("b"), LINE.repeat(5))),
                new ContextBudget(8 + 8 + 25 + 1 + 44)
                        .fit(LINE, LINE, List.of(first, second))
                        .snippets());
        assertEquals(
                List.of(),
                new ContextBudget(320)
                        .fit(LINE.repeat(100), LINE.repeat(100), List.of(first)).snippets().stream()
                                .filter(snippet -> snippet.text().length() > 24)
                                .toList());
    }

    @Test
    void theStartOfALongPrefixIsStableWhileTheUserTypes() {
        ContextBudget budget = new ContextBudget(800);
        String document = LINE.repeat(200);
        long distinctStarts = java.util.stream.IntStream.range(0, 70)
                .mapToObj(typed -> document + "x".repeat(typed))
                .map(prefix -> prefix.length()
                        - budget.fit(prefix, LINE.repeat(50), List.of())
                                .prefix()
                                .length())
                .distinct()
                .count();

        assertTrue(distinctStarts <= 2, () -> distinctStarts + " different starts");
    }

    @Test
    void theContextOfTheModelIsNeverExceeded() {
        ContextBudget budget = ContextBudget.of(new ModelInfo.Limits(1024, 1024, 256), 128);

        assertEquals((1024 - 128 - 64) * 2, budget.bytes());
        assertEquals(0, ContextBudget.of(new ModelInfo.Limits(128, 128, 64), 64).bytes());
        assertEquals(
                12_000,
                ContextBudget.of(new ModelInfo.Limits(1_000_000, 900_000, 64), 64)
                        .bytes());
    }

    private static long size(ContextBudget.Context context) {
        return ContextBudget.size(context.prefix()) + ContextBudget.size(context.suffix());
    }
}
