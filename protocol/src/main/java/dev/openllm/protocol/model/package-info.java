/**
 * The available models and providers, including their capabilities, their status, and the source of each reported
 * value.
 */
package dev.openllm.protocol.model;
