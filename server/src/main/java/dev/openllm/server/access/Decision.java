package dev.openllm.server.access;

/** What the rules say of a consumer and a model. */
enum Decision {
    ALLOWED,
    /** The person said no. */
    DENIED,
    /** The setting says no to whoever the person was not asked about. */
    DENIED_BY_SETTING,
    ASK
}
