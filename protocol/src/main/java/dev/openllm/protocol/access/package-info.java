/** Access to models: questions to the user, the user's decisions, and the usage record. */
package dev.openllm.protocol.access;
