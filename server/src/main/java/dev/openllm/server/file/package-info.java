/**
 * Writes files so that nothing is lost: replaced completely or not at all, one writer at a time across processes, and
 * accessible only by the user if new. Reads files: only regular ones, and never more than a limit.
 *
 * <p>This package may use {@code protocol}. It does not know the files' contents.
 */
package dev.openllm.server.file;
