/**
 * The stored chats of the command line, each in a private file of JSON Lines, with limits on their size and number.
 * This package may depend on {@code file} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.conversation;
