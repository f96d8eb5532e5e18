package dev.openllm.server.access;

import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import java.util.Optional;

/** Asks the user for consent. */
public interface ConsentQuestion {

    /** Whether there is a client that can ask the user. */
    boolean canAsk();

    /** Asks and waits for the reply; empty if there is no reply in time. */
    Optional<ConsentAnswer> ask(ConsentParams question);

    /**
     * Asks whether a connected program may perform an action, and waits for the reply; empty if there is no reply in
     * time.
     */
    Optional<Boolean> askPermission(AskPermissionParams question);
}
