package dev.openllm.server.chat;

/** Which keys of a provider a request may use. */
public enum Keys {
    /** The first that is there, and the next one when a key has used up its limit. */
    ANY,
    /** Only the one that the endpoint names: it is tested. */
    ONE
}
