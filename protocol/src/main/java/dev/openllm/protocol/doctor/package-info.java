/** Checks of providers, and reports of the results. */
package dev.openllm.protocol.doctor;
