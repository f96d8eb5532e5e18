/** The state of the server process, and the usage since the process started. */
package dev.openllm.protocol.status;
