/**
 * Benchmark of the packaged program: startup, JSON-RPC over stdio and over a WebSocket, and the gateway, each compared
 * with a direct baseline in the same run. {@link dev.openllm.server.benchmark.Benchmark} is the main class.
 */
package dev.openllm.server.benchmark;
