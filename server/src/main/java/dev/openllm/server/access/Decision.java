package dev.openllm.server.access;

/** The decision of the rules about a consumer and a model. */
enum Decision {
    ALLOWED,
    /** The user denied it. */
    DENIED,
    /** The setting denies consumers that the user has not decided about. */
    DENIED_BY_SETTING,
    ASK
}
