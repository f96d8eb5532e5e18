/**
 * Writes files without losing data: a file is replaced either completely or not at all, only one process at a time can
 * write to a file, and new files are accessible only to their owner. Reads only regular files, up to a maximum size.
 *
 * <p>This package may depend on {@code protocol}. It does not interpret the content of the files.
 */
package dev.openllm.server.file;
