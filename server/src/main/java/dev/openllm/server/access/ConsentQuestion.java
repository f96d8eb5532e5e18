package dev.openllm.server.access;

import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import java.util.Optional;

/** Asks the user what a consumer may do. */
public interface ConsentQuestion {

    /** Whether somebody is there to be asked. */
    boolean canAsk();

    /** Asks, and waits for the answer; empty when there is none in time. */
    Optional<ConsentAnswer> ask(ConsentParams question);

    /** Asks whether a connected program may do something, and waits; empty when there is no answer in time. */
    Optional<Boolean> askPermission(AskPermissionParams question);
}
