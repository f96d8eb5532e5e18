/** Errors that are the same in VS Code, the command line, Python, Node, and HTTP. */
package dev.openllm.protocol.error;
