/**
 * Keys: the chain of stores, the bond between a key and its host, and redaction.
 *
 * <p>May touch: {@code protocol}, {@code file}. The only package that uses java-keyring.
 */
package dev.openllm.server.secret;
