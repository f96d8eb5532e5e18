/** Keys: storing them and saying where they are. No message of this package brings a key back from the server. */
package dev.openllm.protocol.secret;
