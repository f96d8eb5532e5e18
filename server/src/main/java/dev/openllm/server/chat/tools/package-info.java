/**
 * Converts a request's tools to the shape that a dialect declares, and converts tool calls in the response back to the
 * caller's shape.
 */
package dev.openllm.server.chat.tools;
