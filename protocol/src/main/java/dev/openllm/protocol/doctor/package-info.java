/** Checking providers and reporting what works. */
package dev.openllm.protocol.doctor;
