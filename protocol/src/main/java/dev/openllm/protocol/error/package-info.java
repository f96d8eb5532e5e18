/** Errors, which are the same in VS Code, on the command line, in Python, in Node.js, and over HTTP. */
package dev.openllm.protocol.error;
