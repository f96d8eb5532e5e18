/** Brings the tools of a request into the shape a dialect declares, and their calls back into the caller's. */
package dev.openllm.server.chat.tools;
