/** Learns the quirks of models from the errors with which providers refuse requests. */
package dev.openllm.server.chat.learning;
