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
 * Counts tokens: text exactly for OpenAI's models, otherwise by an estimate that is corrected by what providers
 * counted. Images, files and what templates add are estimates for every model. Safe for use by many threads.
 */
public final class TokenCounter {

    private final ExactEncodings encodings = new ExactEncodings();
    private final Calibration calibration = new Calibration();

    /** Whether the model's own encoding is known, so that counts of text are exact. */
    public boolean isExact(ModelInfo model) {
        return Family.of(model).encoding().isPresent();
    }

    public CountTokensResult count(ModelInfo model, CountTokensParams params) {
        Family family = Family.of(model);
        ToDoubleFunction<String> text = textCounter(model, family);
        DoubleStream counts = DoubleStream.concat(
                params.texts().stream().mapToDouble(text),
                params.messages().stream().mapToDouble(message -> count(family, text, message)));
        return new CountTokensResult(
                counts.mapToObj(TokenCounter::whole).toList(), family.encoding().isPresent());
    }

    public int count(ModelInfo model, String text) {
        return whole(textCounter(model, Family.of(model)).applyAsDouble(text));
    }

    public int count(ModelInfo model, Message message) {
        Family family = Family.of(model);
        return whole(count(family, textCounter(model, family), message));
    }

    /** The tokens of a whole prompt. */
    public long countPrompt(ModelInfo model, List<Message> messages, List<ToolDefinition> tools) {
        Family family = Family.of(model);
        return Math.round(countPrompt(family, textCounter(model, family), messages, tools));
    }

    /** Nearly the tokens of a whole prompt, at a fraction of the time and without loading any table. */
    public long estimatePrompt(ModelInfo model, List<Message> messages, List<ToolDefinition> tools) {
        return Math.round(rawEstimate(model, messages, tools) * calibration.factor(model));
    }

    /** Learns from an answered prompt how far the estimates for its model are off. */
    public void learn(ModelInfo model, List<Message> messages, List<ToolDefinition> tools, long counted) {
        if (!isExact(model)) {
            calibration.learn(model, rawEstimate(model, messages, tools), counted);
        }
    }

    private static double rawEstimate(ModelInfo model, List<Message> messages, List<ToolDefinition> tools) {
        Family family = Family.of(model);
        return countPrompt(family, text -> TextPieces.count(text) * family.perPiece(), messages, tools);
    }

    private static int whole(double tokens) {
        return (int) Math.ceil(tokens);
    }

    private ToDoubleFunction<String> textCounter(ModelInfo model, Family family) {
        if (family.encoding().isPresent()) {
            return text -> encodings.count(family.encoding().get(), text);
        }
        double perPiece = family.perPiece() * calibration.factor(model);
        return text -> TextPieces.count(text) * perPiece;
    }

    private static double countPrompt(
            Family family, ToDoubleFunction<String> text, List<Message> messages, List<ToolDefinition> tools) {
        double sum = family.base();
        for (Message message : messages) {
            sum += count(family, text, message);
        }
        for (ToolDefinition tool : tools) {
            double json = text.applyAsDouble(tool.name())
                    + text.applyAsDouble(tool.description())
                    + text.applyAsDouble(tool.inputSchema().toString());
            sum += json * family.perToolPiece();
        }
        return tools.isEmpty() ? sum : sum + family.toolsBase();
    }

    private static double count(Family family, ToDoubleFunction<String> text, Message message) {
        double sum = family.perMessage();
        for (Part part : message.parts()) {
            sum += count(family, text, part);
        }
        return sum;
    }

    private static double count(Family family, ToDoubleFunction<String> text, Part part) {
        return switch (part) {
            case Part.Text(var words) -> text.applyAsDouble(words);
            case Part.Reasoning(var words) -> text.applyAsDouble(words);
            case Part.Image image -> family.images().of(image);
            case Part.File file -> family.perPage() * PdfPages.ofBase64(file.data());
            case Part.ToolCall(var id, var name, var arguments) ->
                family.perMessage() + text.applyAsDouble(name) + text.applyAsDouble(arguments.toString());
            case Part.ToolResult(var id, var content, var isError) -> {
                double sum = family.perMessage();
                for (Part inner : content) {
                    sum += count(family, text, inner);
                }
                yield sum;
            }
            case Part.ProviderState state -> 0;
        };
    }
}
