/** What providers' refusals teach about their models. */
package dev.openllm.server.chat.learning;
