package dev.openllm.protocol.access;

import java.util.OptionalInt;

/**
 * Which usage to list.
 *
 * @param days the number of days to list, including today; 1 when absent
 */
public record ListAccessParams(OptionalInt days) {

    /** Today's usage. */
    public static final ListAccessParams TODAY = new ListAccessParams(OptionalInt.empty());
}
