/** Contains the built-in model, which requires no network access. */
package dev.openllm.server.chat.echo;
