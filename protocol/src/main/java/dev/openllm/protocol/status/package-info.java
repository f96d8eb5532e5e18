/** What runs, how big it is, and who used models in this session. */
package dev.openllm.protocol.status;
