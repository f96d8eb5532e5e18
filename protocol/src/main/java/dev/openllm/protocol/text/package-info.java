/** Text for the user: complete English, and the template and arguments that a client translates. */
package dev.openllm.protocol.text;
