package dev.openllm.server.chat;

/** Specifies which of a provider's API keys can be used for a request. */
public enum Keys {
    /**
     * Uses the first available API key and switches to the next one if the rate limit or quota of a key has been
     * reached.
     */
    ANY,
    /** Uses only the API key that the endpoint specifies. This value is for requests that test a single key. */
    ONE
}
