package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * What the person said.
 *
 * @param answer absent when the person said nothing: the request is refused, and the next one asks again
 */
public record ConsentResult(Optional<ConsentAnswer> answer) {}
