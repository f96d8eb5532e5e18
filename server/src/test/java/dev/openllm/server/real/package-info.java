/**
 * Tests for chats with real model servers, which a Maven profile installs. The tests are skipped if the profile was not
 * used.
 */
package dev.openllm.server.real;
