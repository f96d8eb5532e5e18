/** Editor tools that other programs can call. */
package dev.openllm.protocol.tool;
