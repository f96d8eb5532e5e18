/**
 * Shell completion: the scripts and the values they offer. This package may use {@code cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.completion;
