/** Tests providers with real requests and reports the results. */
package dev.openllm.server.chat.doctor;
