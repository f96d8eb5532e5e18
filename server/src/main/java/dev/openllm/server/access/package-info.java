/** Control of who may use which model: rules, consent, daily limits, and the local usage record. */
package dev.openllm.server.access;
