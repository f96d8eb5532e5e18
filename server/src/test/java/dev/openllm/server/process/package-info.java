/**
 * Tests for the packaged server as a separate process, observed from the outside by a client, a shell, or a parent that
 * is killed.
 */
package dev.openllm.server.process;
