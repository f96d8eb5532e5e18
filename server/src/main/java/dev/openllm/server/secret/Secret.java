package dev.openllm.server.secret;

import java.util.Objects;

/** An API key. Only {@link #reveal} returns its value, and only code that sends a request may call that method. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
        Redaction.register(value);
    }

    /**
     * Returns the API key's value. Use the value only in the header of a request to the host that the key is bound to.
     */
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
