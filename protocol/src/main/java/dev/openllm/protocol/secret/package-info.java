/** API keys: storing and locating them. No message in this package returns a key from the server. */
package dev.openllm.protocol.secret;
