package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * The user's decision.
 *
 * @param answer the decision; absent if the user did not decide, in which case the request is refused and the next one
 *     asks again
 */
public record ConsentResult(Optional<ConsentAnswer> answer) {}
