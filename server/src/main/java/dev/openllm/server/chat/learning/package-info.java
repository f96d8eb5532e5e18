/** Learns the quirks of models from the refusals of providers. */
package dev.openllm.server.chat.learning;
