package dev.openllm.server.chat;

/** The keys of a provider that a request may use. */
public enum Keys {
    /** The first available key, and the next one when a key has reached its limit. */
    ANY,
    /** Only the key that the endpoint names, to test it. */
    ONE
}
