/** The state of the server process, and who used models in this session. */
package dev.openllm.protocol.status;
