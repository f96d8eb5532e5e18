/** Who may use which model: rules, the question to the person, daily limits, and the local record of usage. */
package dev.openllm.server.access;
