package dev.openllm.server.access;

/** The result of applying the rules to a consumer and a model. */
enum Decision {
    ALLOWED,
    /** The user denied access. */
    DENIED,
    /** The setting denies access to consumers that the user has not decided about. */
    DENIED_BY_SETTING,
    ASK
}
