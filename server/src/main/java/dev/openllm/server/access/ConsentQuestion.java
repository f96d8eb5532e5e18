package dev.openllm.server.access;

import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import java.util.Optional;

/** Asks the person whether a consumer may use a model. */
public interface ConsentQuestion {

    /** Whether somebody is there to be asked. */
    boolean canAsk();

    /** Asks, and waits for the answer; empty when there is none in time. */
    Optional<ConsentAnswer> ask(ConsentParams question);
}
