package dev.openllm.protocol.access;

import java.util.OptionalInt;

/**
 * The period for which usage is listed.
 *
 * @param days the number of days to list, including today; 1 if absent
 */
public record ListAccessParams(OptionalInt days) {

    /** The params that request only today's usage. */
    public static final ListAccessParams TODAY = new ListAccessParams(OptionalInt.empty());
}
