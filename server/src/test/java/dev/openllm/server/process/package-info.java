/**
 * The packaged server as a process of its own, seen from outside: what a client, a shell or a killed parent sees.
 */
package dev.openllm.server.process;
