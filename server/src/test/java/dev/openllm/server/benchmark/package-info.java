/**
 * The benchmark of the packaged program: start, JSON-RPC on stdio and over a WebSocket, and the gateway, each beside a
 * direct baseline in one run. {@link dev.openllm.server.benchmark.Benchmark} is the command.
 */
package dev.openllm.server.benchmark;
