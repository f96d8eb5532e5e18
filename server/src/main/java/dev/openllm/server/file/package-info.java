/**
 * Writes files without losing data: a file is replaced completely or not at all, has one writer at a time across
 * processes, and is accessible only to the user if it is new. Reads only regular files, up to a maximum size.
 *
 * <p>This package may depend on {@code protocol}. It does not depend on the content of the files.
 */
package dev.openllm.server.file;
