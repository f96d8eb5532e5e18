package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * The user's decision.
 *
 * @param answer absent when the user did not decide: the request is refused, and the next one asks again
 */
public record ConsentResult(Optional<ConsentAnswer> answer) {}
