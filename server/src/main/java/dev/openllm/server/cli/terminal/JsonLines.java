package dev.openllm.server.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.error.ErrorInfo;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes machine-readable output to stdout: one JSON object per line. A response is written as a series of events, each
 * with a {@code type}; the last event is a {@code result} or an {@code error}.
 */
public final class JsonLines implements Consumer<ChatEvent>, ChatOutcome {

    private final PrintStream out;

    public JsonLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(ChatEvent event) {
        write(event);
    }

    @Override
    public ExitCode result(ChatResult result) {
        ObjectNode line = Wire.JSON.createObjectNode().put("type", "result");
        line.setAll((ObjectNode) Wire.JSON.valueToTree(result));
        write(line);
        return result.finishReason() == FinishReason.ERROR ? ExitCode.FAILED : ExitCode.OK;
    }

    @Override
    public ExitCode error(ErrorInfo error) {
        write(Wire.JSON.createObjectNode().put("type", "error").set("error", Wire.JSON.valueToTree(error)));
        return ExitCode.of(error.kind());
    }

    /** Writes a value as one line of JSON and flushes the output. */
    public synchronized void write(Object value) {
        try {
            out.write((Wire.JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), broken);
        } catch (java.io.IOException unexpected) {
            throw new java.io.UncheckedIOException(unexpected);
        }
    }
}
