/**
 * What the APIs of the gateway share: reading fields, event streams, errors and opaque provider state. This package may use {@code
 * gateway.http}.
 */
package dev.openllm.server.gateway.api;
