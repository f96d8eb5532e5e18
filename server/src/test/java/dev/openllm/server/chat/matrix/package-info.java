/**
 * Sends a history from each dialect to every dialect and checks the requests against the documented rules of the
 * providers.
 */
package dev.openllm.server.chat.matrix;
