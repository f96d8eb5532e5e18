package dev.openllm.server.access;

/** The result of applying the access rules to a consumer and a model. */
enum Decision {
    ALLOWED,
    /** The user has denied access. */
    DENIED,
    /** The setting {@code access.default} denies access to consumers for which there is no user decision. */
    DENIED_BY_SETTING,
    ASK
}
