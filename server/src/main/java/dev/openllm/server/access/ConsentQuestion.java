package dev.openllm.server.access;

import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import java.util.Optional;

/** Asks the user for consent to the use of models and to other actions. */
public interface ConsentQuestion {

    /** Returns whether a client that can ask the user is connected. */
    boolean canAsk();

    /** Asks the user and waits for the reply. Returns an empty result if the user does not reply in time. */
    Optional<ConsentAnswer> ask(ConsentParams question);

    /**
     * Asks the user whether a connected program may perform an action, and waits for the reply. Returns an empty result
     * if the user does not reply in time.
     */
    Optional<Boolean> askPermission(AskPermissionParams question);
}
