/** How many tokens something is, for which model. */
package dev.openllm.server.chat.tokens;
