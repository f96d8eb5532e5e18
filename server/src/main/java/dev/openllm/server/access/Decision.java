package dev.openllm.server.access;

/** What the rules say of a consumer and a model. */
enum Decision {
    ALLOWED,
    /** The user said no. */
    DENIED,
    /** The setting says no to whoever the user was not asked about. */
    DENIED_BY_SETTING,
    ASK
}
