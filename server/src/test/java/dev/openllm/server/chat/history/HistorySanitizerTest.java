package dev.openllm.server.chat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.dialect.HistoryRules;
import dev.openllm.server.dialect.HistoryRules.IdRule;
import dev.openllm.server.dialect.HistoryRules.NameRule;
import dev.openllm.server.dialect.HistoryRules.ReasoningBack;
import dev.openllm.server.dialect.HistoryRules.SystemPlace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class HistorySanitizerTest {

    private static final Part IMAGE = Part.Image.ofData("image/png", "AAAA");
    private static final HistoryRules LENIENT = rules(false, false, true, IdRule.COMMON, ReasoningBack.ALWAYS);
    private static final HistoryRules STRICT =
            rules(true, true, false, new IdRule("[a-zA-Z0-9]{9}", 9), ReasoningBack.NEVER);

    @Test
    void aValidConversationIsUnchanged() {
        List<Message> conversation = List.of(
                Message.system("Be brief."),
                Message.user("Read a"),
                assistant(new Part.Text("Sure."), call("call_1", "read")),
                user(result("call_1", "content")),
                Message.assistant("It says content."));

        assertEquals(conversation, sanitize(LENIENT, conversation));
    }

    @Test
    void systemMessagesAreMergedAtTheStart() {
        assertEquals(
                List.of(Message.system("One.\n\nTwo."), Message.user("Hi")),
                sanitize(STRICT, List.of(Message.system("One."), Message.user("Hi"), Message.system("Two."))));
    }

    @Test
    void aCallWithoutAResultGetsAPlaceholder() {
        List<Message> sanitized = sanitize(
                LENIENT,
                List.of(Message.user("Read"), assistant(call("c", "read")), Message.user("Stop, do this instead")));

        assertEquals(
                user(new Part.ToolResult("c", List.of(new Part.Text("(no result: cancelled)")), true)),
                sanitized.get(2));
        assertEquals(Message.user("Stop, do this instead"), sanitized.get(3));
    }

    @Test
    void aResultWithoutACallIsDropped() {
        assertEquals(
                List.of(Message.user("Hi")), sanitize(LENIENT, List.of(user(result("c", "lost")), Message.user("Hi"))));
    }

    @Test
    void aLateResultIsMovedToItsCall() {
        List<Message> sanitized = sanitize(
                LENIENT,
                List.of(
                        Message.user("Read"),
                        assistant(call("c", "read")),
                        Message.user("By the way"),
                        user(result("c", "content"))));

        assertEquals(user(result("c", "content")), sanitized.get(2));
        assertEquals(Message.user("By the way"), sanitized.get(3));
    }

    @Test
    void resultsOfParallelCallsAreInTheOrderOfTheCalls() {
        List<Message> sanitized = sanitize(
                LENIENT,
                List.of(
                        Message.user("Read both"),
                        assistant(call("a", "read"), call("b", "read")),
                        user(result("b", "two")),
                        user(result("a", "one"))));

        assertEquals(user(result("a", "one"), result("b", "two")), sanitized.get(2));
    }

    @Test
    void parallelCallsInSeparateMessagesAreMerged() {
        List<Message> sanitized = sanitize(
                LENIENT,
                List.of(
                        Message.user("Read both"),
                        assistant(call("a", "read")),
                        assistant(call("b", "read")),
                        user(result("a", "one"), result("b", "two"))));

        assertEquals(assistant(call("a", "read"), call("b", "read")), sanitized.get(1));
    }

    @Test
    void repeatedCallsAndResultsAreDropped() {
        List<Message> sanitized = sanitize(
                LENIENT,
                List.of(
                        Message.user("Read"),
                        assistant(call("a", "read"), call("a", "read")),
                        user(result("a", "one"), result("a", "again"))));

        assertEquals(List.of(Message.user("Read"), assistant(call("a", "read")), user(result("a", "one"))), sanitized);
    }

    @Test
    void anIdThatIsRepeatedInALaterTurnIsReplaced() {
        List<Message> sanitized = sanitize(
                LENIENT,
                List.of(
                        Message.user("Read"),
                        assistant(call("call_0", "read")),
                        user(result("call_0", "one")),
                        assistant(call("call_0", "read")),
                        user(result("call_0", "two"))));

        String first = ((Part.ToolCall) sanitized.get(1).parts().getFirst()).id();
        Part.ToolResult second = (Part.ToolResult) sanitized.get(4).parts().getFirst();
        assertEquals("call_0", first);
        assertNotEquals(first, second.callId());
        assertEquals(List.of(new Part.Text("two")), second.content());
    }

    @Test
    void idsThatTheProviderRejectsBecomeTheSameHashInCallAndResult() {
        List<Message> conversation = List.of(
                Message.user("Read"), assistant(call("call_abc.123", "read")), user(result("call_abc.123", "one")));

        Part.ToolCall call =
                (Part.ToolCall) sanitize(STRICT, conversation).get(1).parts().getFirst();
        Part.ToolResult result =
                (Part.ToolResult) sanitize(STRICT, conversation).get(2).parts().getFirst();

        assertEquals(ShortHash.of("call_abc.123", 9), call.id());
        assertEquals(call.id(), result.callId());
    }

    @Test
    void chunksOfStreamedTextAreMerged() {
        assertEquals(
                Message.assistant("Hello  world"),
                sanitize(
                                LENIENT,
                                List.of(
                                        Message.user("Hi"),
                                        assistant(new Part.Text("Hello "), new Part.Text(" "), new Part.Text("world"))))
                        .get(1));
    }

    @Test
    void imagesInResultsAreMovedAfterThemIfRequired() {
        List<Message> sanitized = sanitize(
                STRICT,
                List.of(
                        Message.user("Look"),
                        assistant(call("abcDEF123", "screenshot")),
                        user(new Part.ToolResult("abcDEF123", List.of(IMAGE), false), new Part.Text("and?"))));

        assertEquals(
                user(
                        result("abcDEF123", "(The result follows in the next message.)"),
                        new Part.Text("This is the result of the tool:"),
                        IMAGE,
                        new Part.Text("and?")),
                sanitized.get(2));
    }

    @Test
    void anAssistantMessageSeparatesResultsFromTheUserIfRequired() {
        HistoryRules mistral = new HistoryRules(
                SystemPlace.FIRST,
                false,
                false,
                true,
                false,
                IdRule.COMMON,
                NameRule.COMMON,
                HistoryRules.COMMON_IMAGE_TYPES,
                ReasoningBack.NEVER);

        List<Message> sanitized = sanitize(
                mistral,
                List.of(
                        Message.user("Read"),
                        assistant(call("c", "read")),
                        user(result("c", "x"), new Part.Text("and?"))));

        assertEquals(
                List.of(user(result("c", "x")), Message.assistant("OK."), Message.user("and?")),
                sanitized.subList(2, sanitized.size()));
    }

    @Test
    void reasoningIsSentBackOnlyWithinTheToolLoopIfRequired() {
        HistoryRules deepseek = rules(false, false, true, IdRule.COMMON, ReasoningBack.IN_TOOL_LOOP);

        List<Message> sanitized = sanitize(
                deepseek,
                List.of(
                        Message.user("Hi"),
                        assistant(new Part.Reasoning("old"), new Part.Text("Hello")),
                        Message.user("Read"),
                        assistant(new Part.Reasoning("new"), call("c", "read")),
                        user(result("c", "x"))));

        assertEquals(assistant(new Part.Text("Hello")), sanitized.get(1));
        assertEquals(assistant(new Part.Reasoning("new"), call("c", "read")), sanitized.get(3));
    }

    @Test
    void stateOfThisModelIsKeptAndOtherStateIsRemoved() {
        Part ownState = new Part.ProviderState("here", "m", JsonNodeFactory.instance.textNode("ours"));
        Part otherModel = new Part.ProviderState("here", "n", JsonNodeFactory.instance.textNode("n"));
        Part otherProvider = new Part.ProviderState("there", "m", JsonNodeFactory.instance.textNode("there"));

        List<Message> sanitized = sanitize(
                LENIENT,
                List.of(Message.user("Hi"), assistant(ownState, otherModel, otherProvider, new Part.Text("Hello"))));

        assertEquals(assistant(ownState, new Part.Text("Hello")), sanitized.get(1));
    }

    @Test
    void anImageOfAnUnsupportedTypeIsRefusedWithAHint() {
        ErrorInfo error = expectRefusal(TestModels.ALL_CAPABILITIES, user(Part.Image.ofData("image/bmp", "AAAA")));

        assertEquals("here/m does not accept images of type image/bmp, only gif, jpeg, png, webp.", error.message());
        assertEquals("Convert the image to PNG or JPEG first.", error.hint().orElseThrow());
    }

    @Test
    void anImageIsRefusedIfTheModelDoesNotSupportImages() {
        ErrorInfo error = expectRefusal(TestModels.TEXT_ONLY, user(IMAGE));

        assertEquals(ErrorKind.INVALID_REQUEST, error.kind());
        assertEquals("here/m does not accept images.", error.message());
    }

    @Test
    void aFileIsRefusedIfTheModelDoesNotSupportFiles() {
        ErrorInfo error =
                expectRefusal(TestModels.TEXT_ONLY, user(new Part.File("application/pdf", "AAAA", Optional.empty())));

        assertEquals("here/m does not accept files (application/pdf).", error.message());
    }

    @Test
    void anEarlierImageIsReplacedByTextIfTheModelDoesNotSupportImages() {
        SanitizedHistory sanitized = sanitizer(LENIENT, TestModels.TEXT_ONLY)
                .sanitize(List.of(
                        user(IMAGE, new Part.Text("What?")), Message.assistant("A cat."), Message.user("Sure?")));

        assertEquals(
                new Part.Text("(An attachment was omitted here. here/m does not accept images.)"),
                sanitized.messages().getFirst().parts().getFirst());
        assertEquals(1, sanitized.warnings().size());
    }

    @Test
    void anImageInAResultIsReplacedByTextIfTheModelDoesNotSupportImages() {
        SanitizedHistory sanitized = sanitizer(LENIENT, TestModels.TEXT_ONLY)
                .sanitize(List.of(
                        Message.user("Look"),
                        assistant(call("c", "screenshot")),
                        user(new Part.ToolResult("c", List.of(IMAGE), false))));

        assertTrue(sanitized.messages().stream()
                .flatMap(message -> message.parts().stream())
                .noneMatch(part -> part.toString().contains("AAAA")));
    }

    @Test
    void theCommonMisspellingOfJpegIsAccepted() {
        assertEquals(
                user(Part.Image.ofData("image/jpeg", "AAAA")),
                sanitize(LENIENT, List.of(user(Part.Image.ofData("image/jpg", "AAAA"))))
                        .getFirst());
    }

    @Test
    void aConversationWithoutTextIsRefused() {
        assertThrows(OpenLlmException.class, () -> sanitize(LENIENT, List.of(Message.user(" "))));
    }

    private static ErrorInfo expectRefusal(ModelInfo.Capabilities capabilities, Message message) {
        return assertThrows(
                        OpenLlmException.class,
                        () -> sanitizer(LENIENT, capabilities).sanitize(List.of(message)))
                .info();
    }

    private static List<Message> sanitize(HistoryRules rules, List<Message> conversation) {
        return sanitizer(rules, TestModels.ALL_CAPABILITIES)
                .sanitize(conversation)
                .messages();
    }

    private static HistorySanitizer sanitizer(HistoryRules rules, ModelInfo.Capabilities capabilities) {
        return new HistorySanitizer(rules, TestModels.info("here/m", capabilities), UnaryOperator.identity());
    }

    private static HistoryRules rules(
            boolean rolesAlternate,
            boolean startsWithUser,
            boolean imagesInResults,
            IdRule ids,
            ReasoningBack reasoning) {
        return new HistoryRules(
                SystemPlace.FIRST,
                rolesAlternate,
                startsWithUser,
                false,
                imagesInResults,
                ids,
                NameRule.COMMON,
                Set.of("image/png", "image/jpeg", "image/gif", "image/webp"),
                reasoning);
    }

    private static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts));
    }

    private static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    private static Part.ToolCall call(String id, String name) {
        return new Part.ToolCall(id, name, JsonNodeFactory.instance.objectNode());
    }

    private static Part.ToolResult result(String id, String text) {
        return new Part.ToolResult(id, List.of(new Part.Text(text)), false);
    }
}
