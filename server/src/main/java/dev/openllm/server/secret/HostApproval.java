package dev.openllm.server.secret;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Determines whether an API key can be sent to an origin that the key was not stored for. The user is asked only once,
 * even if several requests are waiting for the reply. An approval is permanent. A denial applies until the user removes
 * it or the server stops.
 */
final class HostApproval {

    private final KeyHostBindings keyHostBindings;
    private final HostApprovalPrompt question;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    HostApproval(KeyHostBindings keyHostBindings, HostApprovalPrompt question) {
        this.keyHostBindings = keyHostBindings;
        this.question = question;
    }

    /** @throws OpenLlmException if the request was canceled before the user replied */
    boolean given(SecretQuery query, Lookup.OtherHost other) {
        String asked = other.place().english() + "\n" + query.origin();
        ReentrantLock turn = turns.computeIfAbsent(asked, _ -> new ReentrantLock());
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
        try {
            return !denied.contains(asked)
                    && (keyHostBindings.agreed(other.place().english(), query.origin()) || ask(asked, query, other));
        } finally {
            turn.unlock();
        }
    }

    /** Removes the user's denials for an origin, so that the user is asked again. */
    void askAgain(String origin) {
        denied.removeIf(asked -> asked.endsWith("\n" + origin));
    }

    private boolean ask(String asked, SecretQuery query, Lookup.OtherHost other) {
        if (question.mayGo(query, other)) {
            keyHostBindings.agree(other.place().english(), query.origin());
            return true;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
        denied.add(asked);
        return false;
    }

    private static OpenLlmException cancelled() {
        return new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
    }
}
