package dev.openllm.server.chat.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.TestModels;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCounterTest {

    private static final ModelInfo GPT = TestModels.info("openai/gpt-5");
    private static final ModelInfo CLAUDE = TestModels.info("anthropic/claude-sonnet-4-5");

    private final TokenCounter counter = new TokenCounter();

    /**
     * Expected counts of the OpenAI tokenizer, {@code tiktoken}. Source of the first three: the examples in the OpenAI
     * cookbook.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gpt-4  | antidisestablishmentarianism     | 6
        gpt-4  | 2 + 2 = 4                        | 7
        gpt-4  | お誕生日おめでとう                   | 9
        gpt-4o | antidisestablishmentarianism     | 6
        gpt-4o | 2 + 2 = 4                        | 7
        gpt-4o | お誕生日おめでとう                   | 8
        o3     | tiktoken is great!               | 6
        gpt-5  | hello world                      | 2
        """)
    void openAiModelsAreCountedWithTheirOwnEncodings(String model, String text, int tokens) {
        assertEquals(tokens, counter.count(TestModels.info("openai/" + model), text));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini, true",
        "o4-mini, true",
        "gpt-3.5-turbo, true",
        "openai/gpt-4o, true",
        "gpt-oss:20b, true",
        "claude-opus-4-7, false",
        "gemini-3-pro, false",
        "llama3.2, false",
        "olmo-2, false"
    })
    void countsStateWhetherTheyAreExact(String model, boolean exact) {
        assertEquals(exact, count(TestModels.info("p/" + model), "hi").exact());
    }

    @Test
    void manyTextsAreCountedInOneCallAndInOrder() {
        CountTokensResult result = counter.count(
                GPT, new CountTokensParams("m", List.of("hello world", ""), List.of(Message.user("hello world"))));

        assertEquals(2, result.counts().get(0));
        assertEquals(0, result.counts().get(1));
        assertTrue(result.counts().get(2) > 2, "a message is more than its text");
    }

    @Test
    void estimatesForProseAndCodeAreCloseToOpenAiCounts() {
        String prose = "The committee decided to postpone the meeting until further notice, because several members "
                + "were travelling and could not attend; nobody objected, although the chairwoman looked disappointed.";
        String code = """
            public static int parse(String text) {
                if (text == null || text.isBlank()) {
                    return -1;
                }
                return Integer.parseInt(text.strip(), 10);
            }
            """;
        for (String text : List.of(prose, code)) {
            assertEquals(1.0, Pretokenizer.count(text) / counter.count(GPT, text), 0.2, text);
        }
    }

    @Test
    void theContentOfToolCallsAndResultsIsCounted() {
        String longText = "many words ".repeat(100);
        Message call = new Message(
                Role.ASSISTANT,
                List.of(new Part.ToolCall(
                        "c", "write", JsonNodeFactory.instance.objectNode().put("text", longText))));
        Message result =
                new Message(Role.USER, List.of(new Part.ToolResult("c", List.of(new Part.Text(longText)), false)));

        assertTrue(counter.count(CLAUDE, call) > 190);
        assertTrue(counter.count(CLAUDE, result) > 190);
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o, 765", "gpt-5-mini, 1659", "gemini-2.5-pro, 1032", "claude-sonnet-4-5, 1398"})
    void imagesAreCountedWithTheFormulaOfTheirProvider(String model, int tokens) {
        Part image = Part.Image.ofData("image/png", pngData(1_024, 1_024));

        int count = counter.count(TestModels.info("p/" + model), new Message(Role.USER, List.of(image)));

        assertEquals(tokens, count, 5, "with a few tokens for the message");
    }

    @Test
    void aMalformedImageIsCountedAsAnAverageOne() {
        Part image = Part.Image.ofData("image/png", "not base64!");

        assertTrue(counter.count(CLAUDE, new Message(Role.USER, List.of(image))) > 500);
    }

    @Test
    void theSizesOfWebPGifAndJpegImagesAreRead() {
        byte[] gif = "GIF89a\u0040\u0001\u00f0\u0000".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] jpeg = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc0, 0, 17, 8, 0, 100, 0, (byte) 200, 3, 0};
        byte[] webp = new byte[32];
        System.arraycopy("RIFF____WEBPVP8X".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, webp, 0, 16);
        webp[24] = 99;
        webp[27] = 49;

        assertEquals(Optional.of(new ImageSize(320, 240)), imageSize(gif));
        assertEquals(Optional.of(new ImageSize(200, 100)), imageSize(jpeg));
        assertEquals(Optional.of(new ImageSize(100, 50)), imageSize(webp));
    }

    @Test
    void filesAreCountedByTheirPages() {
        String twoPages =
                Base64.getEncoder().encodeToString("<</Type /Page>> <</Type/Page>> <</Type /Pages>>".getBytes());
        Message message = new Message(Role.USER, List.of(new Part.File("application/pdf", twoPages, Optional.empty())));

        assertEquals(516, counter.count(TestModels.info("p/gemini-2.5-pro"), message), 3);
    }

    @Test
    void countsFromAProviderCorrectTheEstimatesForItsModel() {
        List<Message> prompt = List.of(Message.user("many words ".repeat(1_000)));
        long estimate = counter.countPrompt(CLAUDE, prompt, List.of());

        counter.learn(CLAUDE, prompt, List.of(), Math.round(estimate * 1.4));

        assertEquals(1.4, counter.countPrompt(CLAUDE, prompt, List.of()) / (double) estimate, 0.01);
        assertEquals(estimate, counter.countPrompt(TestModels.info("anthropic/claude-opus-4-1"), prompt, List.of()));
    }

    @Test
    void aCountWithAnotherCauseCorrectsNothing() {
        List<Message> prompt = List.of(Message.user("many words ".repeat(1_000)));
        long estimate = counter.countPrompt(CLAUDE, prompt, List.of());

        counter.learn(CLAUDE, prompt, List.of(), estimate * 5);

        assertEquals(estimate, counter.countPrompt(CLAUDE, prompt, List.of()));
    }

    private CountTokensResult count(ModelInfo model, String text) {
        return counter.count(model, new CountTokensParams("m", List.of(text), List.of()));
    }

    private static Optional<ImageSize> imageSize(byte[] image) {
        return ImageSize.ofBase64(Base64.getEncoder().encodeToString(image));
    }

    private static String pngData(int width, int height) {
        java.nio.ByteBuffer header = java.nio.ByteBuffer.allocate(33);
        header.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'});
        header.putInt(width).putInt(height);
        return Base64.getEncoder().encodeToString(header.array());
    }
}
