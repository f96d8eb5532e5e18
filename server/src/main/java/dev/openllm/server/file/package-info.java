/**
 * Writing files so that nothing is lost: replaced completely or not at all, one writer at a time across processes,
 * and readable only by the user if they are new. Reading files: only regular ones, and never more than a limit.
 *
 * <p>May touch: {@code protocol}. Does not know what the files contain.
 */
package dev.openllm.server.file;
