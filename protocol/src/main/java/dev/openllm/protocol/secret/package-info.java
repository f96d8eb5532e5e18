/**
 * Messages for storing, locating, copying, and testing API keys, and for requesting access tokens. The server never
 * returns a key in a reply.
 */
package dev.openllm.protocol.secret;
