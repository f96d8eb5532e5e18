/**
 * Which folders' configuration the user trusts, and what that trust is bound to. It may use {@code config.schema} and
 * {@code file}.
 */
package dev.openllm.server.config.trust;
