package dev.openllm.server.chat.tokens;

import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.model.ModelInfo;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Counts tokens. Text is counted exactly for OpenAI models. For other models, the count is estimated, and the estimate
 * is calibrated with the counts that providers report. Images, files, and template overhead are always estimated.
 * Instances are thread-safe.
 */
public final class TokenCounter {

    private final ExactEncodings encodings = new ExactEncodings();
    private final Calibration calibration = new Calibration();

    /** Returns whether the model's encoding is known, in which case text is counted exactly. */
    public boolean isExact(ModelInfo model) {
        return TokenizerFamily.of(model).encoding().isPresent();
    }

    public CountTokensResult count(ModelInfo model, CountTokensParams params) {
        TokenizerFamily tokenizerFamily = TokenizerFamily.of(model);
        ToDoubleFunction<String> text = textCounter(model, tokenizerFamily);
        DoubleStream counts = DoubleStream.concat(
                params.texts().stream().mapToDouble(text),
                params.messages().stream().mapToDouble(message -> count(tokenizerFamily, text, message)));
        return new CountTokensResult(
                counts.mapToObj(TokenCounter::roundUp).toList(),
                tokenizerFamily.encoding().isPresent());
    }

    public int count(ModelInfo model, String text) {
        return roundUp(textCounter(model, TokenizerFamily.of(model)).applyAsDouble(text));
    }

    public int count(ModelInfo model, Message message) {
        TokenizerFamily tokenizerFamily = TokenizerFamily.of(model);
        return roundUp(count(tokenizerFamily, textCounter(model, tokenizerFamily), message));
    }

    /** Returns the token count of a prompt, including its tools. */
    public long countPrompt(ModelInfo model, List<Message> messages, List<ToolDefinition> tools) {
        TokenizerFamily tokenizerFamily = TokenizerFamily.of(model);
        return Math.round(countPrompt(tokenizerFamily, textCounter(model, tokenizerFamily), messages, tools));
    }

    /**
     * Returns an approximate token count of a prompt. This method requires a fraction of the time of an exact count and
     * does not load an encoding table.
     */
    public long estimatePrompt(ModelInfo model, List<Message> messages, List<ToolDefinition> tools) {
        return Math.round(rawEstimate(model, Pretokenizer::count, messages, tools) * calibration.factor(model));
    }

    /**
     * Returns an upper bound for the estimated token count of a prompt, calculated from the lengths of the strings in
     * the prompt. The bound is sufficient to recognize a small prompt.
     */
    public long maxPromptTokens(ModelInfo model, List<Message> messages, List<ToolDefinition> tools) {
        double max = rawEstimate(model, text -> text.length() * Pretokenizer.MAX_TOKENS_PER_CHAR, messages, tools);
        return (long) Math.ceil(max * calibration.factor(model));
    }

    /** Calibrates the estimates for a model, using the provider's token count of a prompt. */
    public void learn(ModelInfo model, List<Message> messages, List<ToolDefinition> tools, long counted) {
        if (!isExact(model)) {
            calibration.learn(model, rawEstimate(model, Pretokenizer::countSampled, messages, tools), counted);
        }
    }

    private static double rawEstimate(
            ModelInfo model,
            ToDoubleFunction<String> pretokenCounter,
            List<Message> messages,
            List<ToolDefinition> tools) {
        TokenizerFamily tokenizerFamily = TokenizerFamily.of(model);
        return countPrompt(
                tokenizerFamily,
                text -> pretokenCounter.applyAsDouble(text) * tokenizerFamily.tokensPerPretoken(),
                messages,
                tools);
    }

    private static int roundUp(double tokens) {
        return (int) Math.ceil(tokens);
    }

    private ToDoubleFunction<String> textCounter(ModelInfo model, TokenizerFamily tokenizerFamily) {
        if (tokenizerFamily.encoding().isPresent()) {
            return text -> encodings.count(tokenizerFamily.encoding().get(), text);
        }
        double tokensPerPretoken = tokenizerFamily.tokensPerPretoken() * calibration.factor(model);
        return text -> Pretokenizer.count(text) * tokensPerPretoken;
    }

    private static double countPrompt(
            TokenizerFamily tokenizerFamily,
            ToDoubleFunction<String> text,
            List<Message> messages,
            List<ToolDefinition> tools) {
        double sum = tokenizerFamily.base();
        for (Message message : messages) {
            sum += count(tokenizerFamily, text, message);
        }
        for (ToolDefinition tool : tools) {
            double json = text.applyAsDouble(tool.name())
                    + text.applyAsDouble(tool.description())
                    + text.applyAsDouble(tool.inputSchema().toString());
            sum += json * tokenizerFamily.toolFactor();
        }
        return tools.isEmpty() ? sum : sum + tokenizerFamily.toolsBase();
    }

    private static double count(TokenizerFamily tokenizerFamily, ToDoubleFunction<String> text, Message message) {
        double sum = tokenizerFamily.perMessage();
        for (Part part : message.parts()) {
            sum += count(tokenizerFamily, text, part);
        }
        return sum;
    }

    private static double count(TokenizerFamily tokenizerFamily, ToDoubleFunction<String> text, Part part) {
        return switch (part) {
            case Part.Text(var words) -> text.applyAsDouble(words);
            case Part.Reasoning(var words) -> text.applyAsDouble(words);
            case Part.Image image -> tokenizerFamily.images().of(image);
            case Part.File file -> tokenizerFamily.perPage() * PdfPages.ofBase64(file.data());
            case Part.ToolCall(var id, var name, var arguments) ->
                tokenizerFamily.perMessage() + text.applyAsDouble(name) + text.applyAsDouble(arguments.toString());
            case Part.ToolResult(var id, var content, var isError) -> {
                double sum = tokenizerFamily.perMessage();
                for (Part inner : content) {
                    sum += count(tokenizerFamily, text, inner);
                }
                yield sum;
            }
            case Part.ProviderState state -> 0;
            case Part.CacheBreakpoint marked -> 0;
        };
    }
}
