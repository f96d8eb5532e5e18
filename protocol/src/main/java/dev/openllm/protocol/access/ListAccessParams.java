package dev.openllm.protocol.access;

import java.util.OptionalInt;

/**
 * Which usage to list.
 *
 * @param days how many days back, today included; 1 when absent
 */
public record ListAccessParams(OptionalInt days) {

    /** Today's usage. */
    public static final ListAccessParams TODAY = new ListAccessParams(OptionalInt.empty());
}
