/**
 * Writing files so that nothing is lost: replaced whole or not at all, one writer at a time across processes, and
 * private to the person where they are new; and reading
 * small ones, never more than a limit and never from a pipe or a device.
 *
 * <p>May touch: {@code protocol}. Knows nothing of what the files hold.
 */
package dev.openllm.server.file;
