package dev.openllm.server.chat.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

class RefusalMatcherTest {

    /** A dialect that adds no rules of its own. */
    private static final Dialect NEUTRAL = Mockito.mock(Dialect.class);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        Unrecognized request argument supplied: max_completion_tokens | without max_output_tokens
        Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported. | without temperature
        `temperature` and `top_p` cannot both be specified for this model. Please use only one. | without top_p
        `temperature` may only be set to 1 when thinking is enabled. | without temperature
        top_p: Extra inputs are not permitted | without top_p
        Unknown name "seed" at 'generation_config': Cannot find field. | without seed
        Model grok-4 does not support parameter stop. | without stop
        This model does not support the effort parameter. | without reasoning_effort
        "tiny" does not support thinking | without reasoning_effort
        Thinking level is not supported for this model. | without reasoning_effort
        Unsupported value: 'reasoning_effort' does not support 'minimal' with this model. Supported values are: 'low', 'medium'. | without reasoning_effort
        Function tools with reasoning_effort are not supported for gpt-5.6 in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to 'none'. | with reasoning effort none
        property 'top_k' is unsupported | without top_k
        Unknown parameter: 'parallel_tool_calls'. | without parallel_tool_calls
        Invalid `signature` in `thinking` block | without the signed reasoning from earlier responses
        The encrypted content gAAA could not be verified. Reason: it could not be decrypted. | without the signed reasoning from earlier responses
        Item 'rs_123' of type 'reasoning' was provided without its required following item. | without the signed reasoning from earlier responses
        """)
    void theNamedFieldIsOmitted(String message, String difference) {
        assertEquals(
                difference,
                learnedQuirk(message).map(quirk -> quirk.difference().english()).orElse("nothing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        temperature: range: 0..1
        max_tokens: 300000 > 128000, which is the maximum allowed number of output tokens
        This model does not support tools.
        Invalid 'tools[0].function.name': string does not match pattern.
        Unsupported value: 'response_format.type' json_schema
        Function call is missing a thought_signature in functionCall parts.
        """)
    void otherMessagesRevealNoQuirk(String message) {
        assertEquals(Optional.empty(), learnedQuirk(message));
    }

    @Test
    void aFieldThatWasNotSentIsNotOmitted() {
        ChatCall callWithoutOptions = call(ChatOptions.DEFAULTS);

        assertEquals(
                Optional.empty(),
                RefusalMatcher.findQuirk(refusal("'temperature' is not supported"), callWithoutOptions, NEUTRAL));
    }

    @Test
    void quirksAreLearnedOnlyFromARefusedRequest() {
        ErrorInfo overloaded = ErrorInfo.of(ErrorKind.OVERLOADED, "'temperature' is not supported");

        assertEquals(Optional.empty(), RefusalMatcher.findQuirk(overloaded, call(allOptions()), NEUTRAL));
    }

    @Test
    void theDialectsOwnRulesTakePrecedence() {
        ErrorInfo refusal =
                refusal("Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.");

        LearnedQuirk learnedQuirk = RefusalMatcher.findQuirk(refusal, call(allOptions()), new OpenAiChatDialect())
                .orElseThrow();

        assertEquals(
                "with max-tokens-field max_completion_tokens",
                learnedQuirk.difference().english());
    }

    @Test
    void aQuirkOmitsOneFieldAndPreservesTheOthers() {
        ChatCall adapted = learnedQuirk("'seed' is not supported").orElseThrow().apply(call(allOptions()));

        assertTrue(adapted.options().seed().isEmpty());
        assertEquals(allOptions().extra(), adapted.options().extra());
        assertEquals(allOptions().temperature(), adapted.options().temperature());
    }

    @Test
    void permanentQuirksApplyOnlyToTheModel() {
        LearnedQuirks learned = new LearnedQuirks();
        learned.remember(
                call(allOptions()), learnedQuirk("'seed' is not supported").orElseThrow());
        learned.remember(call(allOptions()), new LearnedQuirk.WithoutProviderState());

        ChatCall nextCall = learned.apply(call(allOptions()));

        assertTrue(nextCall.options().seed().isEmpty());
        assertEquals(call(allOptions()).messages(), nextCall.messages(), "state is only left out once");
        assertEquals(call("other", allOptions()), learned.apply(call("other", allOptions())));
    }

    private static Optional<LearnedQuirk> learnedQuirk(String message) {
        return RefusalMatcher.findQuirk(refusal(message), call(allOptions()), NEUTRAL);
    }

    private static ErrorInfo refusal(String message) {
        return ErrorInfo.of(ErrorKind.INVALID_REQUEST, message).withStatus(400);
    }

    private static ChatCall call(ChatOptions options) {
        return call("m", options);
    }

    private static ChatCall call(String model, ChatOptions options) {
        Part state = new Part.ProviderState("p", model, JsonNodeFactory.instance.textNode("signed"));
        return new ChatCall(
                "p",
                model,
                List.of(Message.user("Hi"), new Message(Role.ASSISTANT, List.of(state, new Part.Text("Hello")))),
                List.of(),
                ToolChoice.AUTO,
                options,
                true,
                TestModels.info("p/m").limits(),
                TestModels.ALL_CAPABILITIES,
                Quirks.NONE);
    }

    private static ChatOptions allOptions() {
        return new ChatOptions(
                OptionalInt.of(100),
                OptionalDouble.of(0.2),
                OptionalDouble.of(0.9),
                List.of("END"),
                OptionalLong.of(7),
                Optional.of("high"),
                Optional.empty(),
                Optional.of(true),
                Map.of("top_k", JsonNodeFactory.instance.numberNode(3)));
    }
}
