/** Tests providers with real requests, for a report of what works. */
package dev.openllm.server.chat.doctor;
