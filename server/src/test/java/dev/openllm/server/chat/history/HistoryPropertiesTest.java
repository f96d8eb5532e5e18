package dev.openllm.server.chat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.dialect.HistoryRules;
import dev.openllm.server.dialect.HistoryRules.ReasoningBack;
import dev.openllm.server.dialect.HistoryRules.SystemPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests for properties that every sanitized conversation must have, verified for 3,000 random conversations. */
class HistoryPropertiesTest {

    private static final ModelInfo MODEL = TestModels.info("here/m");

    private static final List<Sample> SAMPLES = IntStream.range(0, 3_000)
            .mapToObj(HistoryPropertiesTest::createSample)
            .toList();

    private record Sample(long seed, HistoryRules rules, List<Message> before, List<Message> after) {
        Stream<Part> parts() {
            return after.stream().flatMap(message -> message.parts().stream());
        }

        String explain(String problem) {
            return problem + " (seed " + seed + ")\nrules " + rules + "\nbefore " + before + "\nafter " + after;
        }
    }

    @Test
    void noMessageIsEmpty() {
        assertForAll((sample) ->
                sample.after().stream().noneMatch(message -> message.parts().isEmpty()));
    }

    @Test
    void noTextIsBlank() {
        assertForAll(sample -> sample.parts()
                .flatMap(part -> part instanceof Part.ToolResult result ? result.content().stream() : Stream.of(part))
                .noneMatch(part -> part instanceof Part.Text(var text) && text.isBlank()));
    }

    @Test
    void everyCallIsImmediatelyFollowedByItsResultAndNoOtherResultsExist() {
        assertForAll(sample -> {
            List<String> openCallIds = List.of();
            for (Message message : sample.after()) {
                List<String> resultIds = message.parts().stream()
                        .filter(Part.ToolResult.class::isInstance)
                        .map(part -> ((Part.ToolResult) part).callId())
                        .toList();
                boolean resultsFirst =
                        message.parts().stream().limit(resultIds.size()).allMatch(Part.ToolResult.class::isInstance);
                if (!resultIds.equals(openCallIds) || !resultsFirst) {
                    return false;
                }
                openCallIds = callIds(message);
            }
            return openCallIds.isEmpty();
        });
    }

    @Test
    void callIdsAreUniqueAndAccepted() {
        assertForAll(sample -> {
            List<String> ids = sample.after().stream()
                    .flatMap(message -> callIds(message).stream())
                    .toList();
            return ids.stream().distinct().count() == ids.size()
                    && ids.stream()
                            .allMatch(id ->
                                    id.matches(sample.rules().toolCallIds().pattern()));
        });
    }

    @Test
    void rolesAlternateIfRequired() {
        assertForAll(sample -> !sample.rules().rolesAlternate()
                || IntStream.range(1, sample.after().size())
                        .noneMatch(i -> sample.after().get(i).role()
                                == sample.after().get(i - 1).role()));
    }

    @Test
    void theUserMessageComesFirstIfRequired() {
        assertForAll(sample -> !sample.rules().startsWithUser()
                || sample.after().stream()
                        .filter(message -> message.role() != Role.SYSTEM)
                        .findFirst()
                        .filter(message -> message.role() == Role.USER)
                        .isPresent());
    }

    @Test
    void systemMessagesAreMergedAtTheStartIfRequired() {
        assertForAll(sample -> sample.rules().system() == SystemPlace.ANYWHERE
                || sample.after().stream().skip(1).noneMatch(message -> message.role() == Role.SYSTEM));
    }

    @Test
    void toolResultsContainNoImagesIfForbidden() {
        assertForAll(sample -> sample.rules().imagesInToolResults()
                || sample.parts()
                        .filter(Part.ToolResult.class::isInstance)
                        .flatMap(part -> ((Part.ToolResult) part).content().stream())
                        .noneMatch(Part.Image.class::isInstance));
    }

    @Test
    void anAssistantMessageFollowsToolResultsIfRequired() {
        assertForAll(sample -> !sample.rules().assistantAfterToolResult()
                || IntStream.range(1, sample.after().size())
                        .noneMatch(i ->
                                sample.after().get(i - 1).parts().stream().anyMatch(Part.ToolResult.class::isInstance)
                                        && sample.after().get(i).role() == Role.USER));
    }

    @Test
    void stateBelongsToTheRequestedModel() {
        assertForAll(sample -> sample.parts()
                .noneMatch(part -> part instanceof Part.ProviderState state
                        && !(state.provider().equals("here") && state.model().equals("m"))));
    }

    @Test
    void reasoningIsNotSentToProvidersThatRejectIt() {
        assertForAll(sample -> sample.rules().reasoning() != ReasoningBack.NEVER
                || sample.parts().noneMatch(Part.Reasoning.class::isInstance));
    }

    @Test
    void noUserTextIsLost() {
        assertForAll(sample -> userTexts(sample.before()).stream().allMatch(userTexts(sample.after())::contains));
    }

    @Test
    void noUserImageIsLost() {
        assertForAll(sample -> countImages(sample.before(), Part.Image.class::isInstance)
                <= countImages(sample.after(), Part.Image.class::isInstance));
    }

    @Test
    void sanitizingAgainChangesNothing() {
        // Two kinds of rules are excluded. If the reasoning to send back depends on the author of the last message,
        // moved images count as a message from the user. If roles do not have to alternate, messages that only a
        // dropped tool result separated are merged in the next pass.
        samples()
                .filter(sample -> sample.rules().reasoning() != ReasoningBack.IN_TOOL_LOOP)
                .filter(sample -> sample.rules().rolesAlternate())
                .forEach(sample -> assertEquals(
                        sample.after(),
                        sanitize(sample.rules(), sample.after()),
                        () -> sample.explain("changed again")));
    }

    private static void assertForAll(Predicate<Sample> property) {
        samples().forEach(sample -> assertTrue(property.test(sample), () -> sample.explain("does not hold")));
    }

    private static Stream<Sample> samples() {
        return SAMPLES.stream();
    }

    private static Sample createSample(int seed) {
        RandomHistory random = new RandomHistory(seed);
        HistoryRules rules = random.rules();
        List<Message> before = random.conversation();
        return new Sample(seed, rules, before, sanitize(rules, before));
    }

    private static List<Message> sanitize(HistoryRules rules, List<Message> conversation) {
        return new HistorySanitizer(rules, MODEL, UnaryOperator.identity())
                .sanitize(conversation)
                .messages();
    }

    private static List<String> callIds(Message message) {
        return message.parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(part -> ((Part.ToolCall) part).id())
                .toList();
    }

    private static List<String> userTexts(List<Message> messages) {
        List<String> texts = new ArrayList<>();
        for (Message message : messages) {
            for (Part part : message.parts()) {
                if (message.role() == Role.USER && part instanceof Part.Text(var text) && !text.isBlank()) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    private static long countImages(List<Message> messages, Predicate<Part> kind) {
        return messages.stream()
                .filter(message -> message.role() == Role.USER)
                .flatMap(message -> message.parts().stream())
                .filter(kind)
                .count();
    }
}
