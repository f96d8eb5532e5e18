/** Learns models' quirks from providers' refusals. */
package dev.openllm.server.chat.learning;
