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
    private final HostApprovalPrompt approvalPrompt;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    HostApproval(KeyHostBindings keyHostBindings, HostApprovalPrompt approvalPrompt) {
        this.keyHostBindings = keyHostBindings;
        this.approvalPrompt = approvalPrompt;
    }

    /** @throws OpenLlmException if the request was canceled before the user replied */
    boolean requestApproval(SecretQuery query, Lookup.OtherHost other) {
        String requestKey = other.location().english() + "\n" + query.origin();
        ReentrantLock lock = locks.computeIfAbsent(requestKey, _ -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
            throw canceled();
        }
        try {
            return !denied.contains(requestKey)
                    && (keyHostBindings.isApproved(other.location().english(), query.origin())
                            || promptUser(requestKey, query, other));
        } finally {
            lock.unlock();
        }
    }

    /** Removes the user's denials for an origin, so that the user is asked again. */
    void clearDenials(String origin) {
        denied.removeIf(requestKey -> requestKey.endsWith("\n" + origin));
    }

    private boolean promptUser(String requestKey, SecretQuery query, Lookup.OtherHost other) {
        if (approvalPrompt.confirmHost(query, other)) {
            keyHostBindings.approve(other.location().english(), query.origin());
            return true;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw canceled();
        }
        denied.add(requestKey);
        return false;
    }

    private static OpenLlmException canceled() {
        return new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
    }
}
