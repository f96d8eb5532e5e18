/** The built-in model without network. */
package dev.openllm.server.chat.echo;
