/** Converts the tools of a request to the shape that a dialect declares, and their calls back to the caller's. */
package dev.openllm.server.chat.tools;
