/** The state of the server process, and the usage in this session. */
package dev.openllm.protocol.status;
