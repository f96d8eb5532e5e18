/**
 * Writes files without losing data: a file is replaced completely or not at all, has only one writer at a time among
 * all processes, and, if it is new, is accessible only to its owner. Reads only regular files, up to a maximum size.
 *
 * <p>This package may depend on {@code protocol}. It does not interpret the content of the files.
 */
package dev.openllm.server.file;
