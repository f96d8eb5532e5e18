/** Provider checks and reports of what works. */
package dev.openllm.protocol.doctor;
