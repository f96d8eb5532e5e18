/** Learns quirks of models from providers' refusals. */
package dev.openllm.server.chat.learning;
