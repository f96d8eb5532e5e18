/** The available models and providers: capabilities, status, and the source of each fact. */
package dev.openllm.protocol.model;
