/** Tools of the editor that other programs may call. */
package dev.openllm.protocol.tool;
