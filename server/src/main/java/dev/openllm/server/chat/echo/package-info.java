/** The built-in model, which needs no network. */
package dev.openllm.server.chat.echo;
