package dev.openllm.server.chat.tokens;

import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.model.ModelInfo;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts tokens the way a model does, or nearly so. Safe for use by many threads. */
public final class TokenCounter {

    private static final double CHARS_PER_TOKEN = 4;
    private static final int PER_MESSAGE = 4;
    private static final int PER_IMAGE = 1_000;
    private static final int FILE_BYTES_PER_TOKEN = 20;

    /** Whether the model's own encoding is known, so that counts of text are exact. */
    public boolean isExact(ModelInfo model) {
        return false;
    }

    public CountTokensResult count(ModelInfo model, CountTokensParams params) {
        IntStream texts = params.texts().stream().mapToInt(text -> count(model, text));
        IntStream messages = params.messages().stream().mapToInt(message -> count(model, message));
        return new CountTokensResult(IntStream.concat(texts, messages).boxed().toList(), isExact(model));
    }

    public int count(ModelInfo model, String text) {
        return (int) Math.ceil(text.length() / CHARS_PER_TOKEN);
    }

    public int count(ModelInfo model, Message message) {
        return PER_MESSAGE + message.parts().stream().mapToInt(part -> count(model, part)).sum();
    }

    /** The tokens of a whole prompt. */
    public long countPrompt(ModelInfo model, List<Message> messages, List<ToolDefinition> tools) {
        long conversation = messages.stream().mapToLong(message -> count(model, message)).sum();
        long offered = tools.stream()
                .flatMap(tool -> Stream.of(tool.name(), tool.description(), tool.inputSchema().toString()))
                .mapToLong(text -> count(model, text))
                .sum();
        return conversation + offered;
    }

    private int count(ModelInfo model, Part part) {
        return switch (part) {
            case Part.Text(var text) -> count(model, text);
            case Part.Reasoning(var text) -> count(model, text);
            case Part.Image image -> PER_IMAGE;
            case Part.File file -> file.data().length() / FILE_BYTES_PER_TOKEN;
            case Part.ToolCall call -> count(model, call.name()) + count(model, call.arguments().toString());
            case Part.ToolResult result -> result.content().stream().mapToInt(content -> count(model, content)).sum();
            case Part.ProviderState state -> 0;
        };
    }
}
