/**
 * Components that the gateway's APIs share: request fields, event streams, errors, and opaque provider state. This
 * package may depend on {@code gateway.http}.
 */
package dev.openllm.server.gateway.api;
