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
    private static final HistoryRules LAX = rules(false, false, true, IdRule.COMMON, ReasoningBack.ALWAYS);
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

        assertEquals(conversation, sanitize(LAX, conversation));
    }

    @Test
    void systemMessagesAreMergedAtTheStart() {
        assertEquals(
                List.of(Message.system("One.\n\nTwo."), Message.user("Hi")),
                sanitize(STRICT, List.of(Message.system("One."), Message.user("Hi"), Message.system("Two."))));
    }

    @Test
    void aCallWithoutAResultGetsAPlaceholder() {
        List<Message> clean = sanitize(
                LAX,
                List.of(Message.user("Read"), assistant(call("c", "read")), Message.user("Stop, do this instead")));

        assertEquals(
                user(new Part.ToolResult("c", List.of(new Part.Text("(no result: cancelled)")), true)), clean.get(2));
        assertEquals(Message.user("Stop, do this instead"), clean.get(3));
    }

    @Test
    void aResultWithoutACallIsDropped() {
        assertEquals(
                List.of(Message.user("Hi")), sanitize(LAX, List.of(user(result("c", "lost")), Message.user("Hi"))));
    }

    @Test
    void aLateResultIsMovedToItsCall() {
        List<Message> clean = sanitize(
                LAX,
                List.of(
                        Message.user("Read"),
                        assistant(call("c", "read")),
                        Message.user("By the way"),
                        user(result("c", "content"))));

        assertEquals(user(result("c", "content")), clean.get(2));
        assertEquals(Message.user("By the way"), clean.get(3));
    }

    @Test
    void resultsOfParallelCallsAreInTheOrderOfTheCalls() {
        List<Message> clean = sanitize(
                LAX,
                List.of(
                        Message.user("Read both"),
                        assistant(call("a", "read"), call("b", "read")),
                        user(result("b", "two")),
                        user(result("a", "one"))));

        assertEquals(user(result("a", "one"), result("b", "two")), clean.get(2));
    }

    @Test
    void parallelCallsInSeparateMessagesAreMerged() {
        List<Message> clean = sanitize(
                LAX,
                List.of(
                        Message.user("Read both"),
                        assistant(call("a", "read")),
                        assistant(call("b", "read")),
                        user(result("a", "one"), result("b", "two"))));

        assertEquals(assistant(call("a", "read"), call("b", "read")), clean.get(1));
    }

    @Test
    void repeatedCallsAndResultsAreDropped() {
        List<Message> clean = sanitize(
                LAX,
                List.of(
                        Message.user("Read"),
                        assistant(call("a", "read"), call("a", "read")),
                        user(result("a", "one"), result("a", "again"))));

        assertEquals(List.of(Message.user("Read"), assistant(call("a", "read")), user(result("a", "one"))), clean);
    }

    @Test
    void anIdThatIsRepeatedInALaterTurnIsReplaced() {
        List<Message> clean = sanitize(
                LAX,
                List.of(
                        Message.user("Read"),
                        assistant(call("call_0", "read")),
                        user(result("call_0", "one")),
                        assistant(call("call_0", "read")),
                        user(result("call_0", "two"))));

        String first = ((Part.ToolCall) clean.get(1).parts().getFirst()).id();
        Part.ToolResult second = (Part.ToolResult) clean.get(4).parts().getFirst();
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
                                LAX,
                                List.of(
                                        Message.user("Hi"),
                                        assistant(new Part.Text("Hello "), new Part.Text(" "), new Part.Text("world"))))
                        .get(1));
    }

    @Test
    void imagesInResultsAreMovedAfterThemIfRequired() {
        List<Message> clean = sanitize(
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
                clean.get(2));
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

        List<Message> clean = sanitize(
                mistral,
                List.of(
                        Message.user("Read"),
                        assistant(call("c", "read")),
                        user(result("c", "x"), new Part.Text("and?"))));

        assertEquals(
                List.of(user(result("c", "x")), Message.assistant("OK."), Message.user("and?")),
                clean.subList(2, clean.size()));
    }

    @Test
    void reasoningIsSentBackOnlyWithinTheToolLoopIfRequired() {
        HistoryRules deepseek = rules(false, false, true, IdRule.COMMON, ReasoningBack.IN_TOOL_LOOP);

        List<Message> clean = sanitize(
                deepseek,
                List.of(
                        Message.user("Hi"),
                        assistant(new Part.Reasoning("old"), new Part.Text("Hello")),
                        Message.user("Read"),
                        assistant(new Part.Reasoning("new"), call("c", "read")),
                        user(result("c", "x"))));

        assertEquals(assistant(new Part.Text("Hello")), clean.get(1));
        assertEquals(assistant(new Part.Reasoning("new"), call("c", "read")), clean.get(3));
    }

    @Test
    void stateOfThisModelIsKeptAndOtherStateIsRemoved() {
        Part ours = new Part.ProviderState("here", "m", JsonNodeFactory.instance.textNode("ours"));
        Part otherModel = new Part.ProviderState("here", "n", JsonNodeFactory.instance.textNode("n"));
        Part otherProvider = new Part.ProviderState("there", "m", JsonNodeFactory.instance.textNode("there"));

        List<Message> clean = sanitize(
                LAX, List.of(Message.user("Hi"), assistant(ours, otherModel, otherProvider, new Part.Text("Hello"))));

        assertEquals(assistant(ours, new Part.Text("Hello")), clean.get(1));
    }

    @Test
    void anImageOfAnUnsupportedTypeIsRefusedWithAHint() {
        ErrorInfo error = refused(TestModels.ABLE, user(Part.Image.ofData("image/bmp", "AAAA")));

        assertEquals("here/m does not accept images of type image/bmp, only gif, jpeg, png, webp.", error.message());
        assertEquals("Convert the image to PNG or JPEG first.", error.hint().orElseThrow());
    }

    @Test
    void anImageIsRefusedIfTheModelDoesNotSupportImages() {
        ErrorInfo error = refused(TestModels.TEXT_ONLY, user(IMAGE));

        assertEquals(ErrorKind.INVALID_REQUEST, error.kind());
        assertEquals("here/m does not accept images.", error.message());
    }

    @Test
    void aFileIsRefusedIfTheModelDoesNotSupportFiles() {
        ErrorInfo error =
                refused(TestModels.TEXT_ONLY, user(new Part.File("application/pdf", "AAAA", Optional.empty())));

        assertEquals("here/m does not accept files (application/pdf).", error.message());
    }

    @Test
    void anEarlierImageIsReplacedByTextIfTheModelDoesNotSupportImages() {
        SanitizedHistory clean = sanitizer(LAX, TestModels.TEXT_ONLY)
                .sanitize(List.of(
                        user(IMAGE, new Part.Text("What?")), Message.assistant("A cat."), Message.user("Sure?")));

        assertEquals(
                new Part.Text("(An attachment was omitted here. here/m does not accept images.)"),
                clean.messages().getFirst().parts().getFirst());
        assertEquals(1, clean.warnings().size());
    }

    @Test
    void anImageInAResultIsReplacedByTextIfTheModelDoesNotSupportImages() {
        SanitizedHistory clean = sanitizer(LAX, TestModels.TEXT_ONLY)
                .sanitize(List.of(
                        Message.user("Look"),
                        assistant(call("c", "screenshot")),
                        user(new Part.ToolResult("c", List.of(IMAGE), false))));

        assertTrue(clean.messages().stream()
                .flatMap(message -> message.parts().stream())
                .noneMatch(part -> part.toString().contains("AAAA")));
    }

    @Test
    void theCommonMisspellingOfJpegIsAccepted() {
        assertEquals(
                user(Part.Image.ofData("image/jpeg", "AAAA")),
                sanitize(LAX, List.of(user(Part.Image.ofData("image/jpg", "AAAA"))))
                        .getFirst());
    }

    @Test
    void aConversationWithoutTextIsRefused() {
        assertThrows(OpenLlmException.class, () -> sanitize(LAX, List.of(Message.user(" "))));
    }

    private static ErrorInfo refused(ModelInfo.Capabilities capabilities, Message message) {
        return assertThrows(
                        OpenLlmException.class,
                        () -> sanitizer(LAX, capabilities).sanitize(List.of(message)))
                .info();
    }

    private static List<Message> sanitize(HistoryRules rules, List<Message> conversation) {
        return sanitizer(rules, TestModels.ABLE).sanitize(conversation).messages();
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
