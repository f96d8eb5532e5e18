/** Access to models: questions to the user, their decisions, and the record of usage. */
package dev.openllm.protocol.access;
