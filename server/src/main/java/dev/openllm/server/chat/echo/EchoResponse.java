package dev.openllm.server.chat.echo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.chat.tokens.TokenCounter;
import dev.openllm.server.dialect.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A response that the {@link EchoModel} is generating. */
final class EchoResponse {

    private final TokenCounter tokens;
    private final Sleeper sleeper;
    private final ModelInfo model;
    private final ChatParams params;
    private final Consumer<ChatEvent> sink;
    private final EchoTurn turn;
    private final EchoScript script;
    private final List<ToolDefinition> tools;
    private final StringBuilder said = new StringBuilder();
    private int wordsSaid;

    EchoResponse(TokenCounter tokens, Sleeper sleeper, ModelInfo model, ChatParams params, Consumer<ChatEvent> sink) {
        this.tokens = tokens;
        this.sleeper = sleeper;
        this.model = model;
        this.params = params;
        this.sink = sink;
        this.turn = EchoTurn.last(params.messages());
        this.script = turn.script();
        this.tools = params.toolChoice().mode() == ToolChoice.Mode.NONE ? List.of() : params.tools();
    }

    Outcome run() {
        if (script.failAfterWords().isEmpty()) {
            script.failure().ifPresent(EchoResponse::fail);
        }
        String reasoning = String.join("\n", script.reasoning());
        words(reasoning).forEach(word -> say(new ChatEvent.Reasoning(word)));
        List<String> complaints = new ArrayList<>(script.complaints());
        List<ChatEvent.ToolCall> calls = calls(complaints);
        boolean cut = sayWords(text(calls, complaints));
        script.failure().ifPresent(EchoResponse::fail);
        calls.forEach(sink);
        FinishReason finish = cut ? FinishReason.LENGTH : calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        String raw = Wire.JSON.convertValue(finish, String.class);
        return new Outcome(
                finish, raw, usage(reasoning, calls), Optional.empty(), Optional.empty(), OptionalDouble.empty());
    }

    /** @return whether the text was truncated by the output limit, which is counted in words */
    private boolean sayWords(String text) {
        int most = params.options().maxOutputTokens().orElse(Integer.MAX_VALUE);
        for (String word : words(text)) {
            if (wordsSaid >= most) {
                return true;
            }
            if (script.failAfterWords().orElse(Integer.MAX_VALUE) <= wordsSaid) {
                script.failure().ifPresent(EchoResponse::fail);
            }
            say(new ChatEvent.Text(word));
            said.append(word);
            wordsSaid++;
        }
        return false;
    }

    private void say(ChatEvent event) {
        if (script.pause().isPositive()) {
            sleeper.pause(script.pause());
        }
        sink.accept(event);
    }

    private String text(List<ChatEvent.ToolCall> calls, List<String> complaints) {
        if (params.options().responseFormat().isPresent()) {
            return json();
        }
        List<String> paragraphs = new ArrayList<>(turn.observations());
        if (script.help()) {
            paragraphs.add(EchoScript.HELP);
        }
        if (!script.words().isEmpty()) {
            paragraphs.add(script.words());
        }
        paragraphs.addAll(complaints);
        boolean nothing =
                paragraphs.isEmpty() && calls.isEmpty() && script.reasoning().isEmpty();
        return nothing ? "You said nothing. /help shows what I can do." : String.join("\n", paragraphs);
    }

    private String json() {
        return params.options()
                .responseFormat()
                .flatMap(format -> format.schema())
                .map(SchemaExample::of)
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("echo", script.words()))
                .toString();
    }

    private List<ChatEvent.ToolCall> calls(List<String> complaints) {
        List<ChatEvent.ToolCall> calls = new ArrayList<>();
        for (EchoScript.Call wanted : script.calls()) {
            Optional<ToolDefinition> tool = offered(wanted.name());
            Optional<ObjectNode> arguments = arguments(wanted.arguments());
            if (tool.isEmpty()) {
                complaints.add("I was not offered a tool named \"" + wanted.name() + "\"; there is "
                        + (tools.isEmpty()
                                ? "none"
                                : String.join(
                                        ", ",
                                        tools.stream().map(ToolDefinition::name).toList()))
                        + ".");
            } else if (arguments.isEmpty()) {
                complaints.add("The arguments for " + wanted.name() + " are not a JSON object: " + wanted.arguments());
            } else {
                calls.add(call(tool.get(), arguments.get(), calls.size()));
            }
        }
        if (script.allTools()) {
            tools.forEach(tool -> calls.add(call(tool, example(tool), calls.size())));
        }
        if (calls.isEmpty()) {
            forcedTool().ifPresent(tool -> calls.add(call(tool, example(tool), 0)));
        }
        return calls;
    }

    private Optional<ToolDefinition> forcedTool() {
        return switch (params.toolChoice().mode()) {
            case REQUIRED -> tools.stream().findFirst();
            case TOOL -> params.toolChoice().name().flatMap(this::offered);
            case AUTO, NONE -> Optional.empty();
        };
    }

    private Optional<ToolDefinition> offered(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** Creates a tool call. Its ID contains the number of messages so that it is unique in the conversation. */
    private ChatEvent.ToolCall call(ToolDefinition tool, ObjectNode arguments, int index) {
        return new ChatEvent.ToolCall("echo_" + params.messages().size() + "_" + (index + 1), tool.name(), arguments);
    }

    private static ObjectNode example(ToolDefinition tool) {
        return SchemaExample.of(tool.inputSchema()) instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }

    private static Optional<ObjectNode> arguments(String text) {
        try {
            JsonNode parsed = Wire.JSON.readTree(text.isEmpty() ? "{}" : text);
            return parsed instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private Usage usage(String reasoning, List<ChatEvent.ToolCall> calls) {
        int thought = reasoning.isEmpty() ? 0 : tokens.count(model, reasoning);
        int called = calls.stream()
                .mapToInt(call -> tokens.count(model, call.name() + call.arguments()))
                .sum();
        int spoken = said.isEmpty() ? 0 : tokens.count(model, said.toString());
        return new Usage(
                OptionalLong.of(tokens.countPrompt(model, params.messages(), params.tools())),
                OptionalLong.of(thought + called + spoken),
                OptionalLong.empty(),
                OptionalLong.empty(),
                thought == 0 ? OptionalLong.empty() : OptionalLong.of(thought));
    }

    /** Returns the words, each with the whitespace that follows, so that joining the words restores the text. */
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)(?=\\S)"));
    }

    private static void fail(ErrorKind kind) {
        String name = Wire.JSON.convertValue(kind, String.class);
        ErrorInfo info = ErrorInfo.of(kind, UserText.of("The echo model was instructed to fail with {0}.", name))
                .withProvider("echo")
                .withModel("echo/echo")
                .withHint(UserText.of("Remove the line that begins with /fail or /break from the message."));
        throw new OpenLlmException(
                switch (kind) {
                    case AUTH -> info.withStatus(401);
                    case PERMISSION -> info.withStatus(403);
                    case MODEL_NOT_FOUND -> info.withStatus(404);
                    case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_FILTERED -> info.withStatus(400);
                    case RATE_LIMITED -> info.withStatus(429).withRetryAfterMs(1_000);
                    case QUOTA -> info.withStatus(429).withCode("insufficient_quota");
                    case OVERLOADED -> info.withStatus(529);
                    default -> info;
                });
    }
}
