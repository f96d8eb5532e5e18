package dev.openllm.server.chat;

/** Specifies which of a provider's API keys can be used for a request. */
public enum Keys {
    /** Uses the first available API key and switches to the next one if a key has reached its limit. */
    ANY,
    /** Uses only the API key that the endpoint specifies, in order to test that key. */
    ONE
}
