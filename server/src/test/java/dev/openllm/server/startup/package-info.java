/**
 * Programs that the build or a developer runs from source: the training of the AOT cache, and benchmarks of the startup
 * of the packaged server.
 */
package dev.openllm.server.startup;
