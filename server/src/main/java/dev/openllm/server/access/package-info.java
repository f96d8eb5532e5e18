/** Who may use which model: rules, the question to the user, daily limits, and the local record of usage. */
package dev.openllm.server.access;
