/** Controls which consumers may use which models: rules, consent, daily limits, and the local usage record. */
package dev.openllm.server.access;
