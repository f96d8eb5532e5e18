/**
 * Keys: the chain of stores, the binding of a key to its host, and redaction.
 *
 * <p>This package may use {@code protocol} and {@code file}. The only package that uses java-keyring.
 */
package dev.openllm.server.secret;
