/**
 * Stored chats of the command line: one private file of JSON Lines for each, bounded in size and number. This package may use
 * {@code file} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.conversation;
