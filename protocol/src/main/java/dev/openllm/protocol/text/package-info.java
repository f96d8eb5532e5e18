/** Texts for the user: complete English, with the template and arguments that a client translates. */
package dev.openllm.protocol.text;
