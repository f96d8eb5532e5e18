/**
 * The stored chats of the command line. Each chat is stored in a private JSON Lines file. The size and the number of
 * the files are limited. This package may depend on {@code file} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.conversation;
