/** Trying out providers with real requests, for a report that says what works. */
package dev.openllm.server.chat.doctor;
