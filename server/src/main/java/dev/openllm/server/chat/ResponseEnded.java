package dev.openllm.server.chat;

import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.server.dialect.Outcome;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Thrown by the receiver of a response's events if no more events are needed. The connection to the provider is then
 * closed, and the request is considered successful.
 */
public final class ResponseEnded extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Usage usage;

    /**
     * Creates the exception that ends a response early.
     *
     * @param usage the estimated token usage; the actual usage is unknown because providers report it only at the end
     *     of a response
     */
    public ResponseEnded(Usage usage) {
        super("The response was ended by its reader.", null, false, false);
        this.usage = usage;
    }

    /** Returns the outcome of the response, which is considered complete and has the finish reason {@code STOP}. */
    public Outcome outcome() {
        return new Outcome(FinishReason.STOP, "", usage, Optional.empty(), Optional.empty(), OptionalDouble.empty());
    }
}
