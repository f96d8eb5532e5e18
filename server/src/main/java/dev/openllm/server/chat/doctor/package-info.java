/** Tests providers by sending real requests and reports the results. */
package dev.openllm.server.chat.doctor;
