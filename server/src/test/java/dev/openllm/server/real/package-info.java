/** Chats with real model servers, which a Maven profile installs; the tests skip where it was not used. */
package dev.openllm.server.real;
