package dev.openllm.server.secret;

import java.util.Objects;

/** A key. It shows itself nowhere but through {@link #reveal}, which only the sending of a request may call. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
        Redaction.remember(value);
    }

    /** The key itself. For the header of a request to the host it belongs to, and for nothing else. */
    public String reveal() {
        return value;
    }

    int length() {
        return value.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
