package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * The user's decision about a consumer's access to models.
 *
 * @param answer the decision; absent if the user did not decide, in which case the consumer's request is refused, and
 *     the user is asked again on the next request
 */
public record ConsentResult(Optional<ConsentAnswer> answer) {}
