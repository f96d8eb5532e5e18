/**
 * Stores API keys, binds each key to a host, and masks keys in text.
 *
 * <p>This package may depend on {@code protocol} and {@code file}. It is the only package that uses java-keyring.
 */
package dev.openllm.server.secret;
