/**
 * Programs around the start of the packaged server, run from source by the build or by hand: training of the AOT
 * cache, and the benchmark.
 */
package dev.openllm.server.startup;
