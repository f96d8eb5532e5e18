/**
 * Text that is displayed to the user. It consists of the complete English text and, for translation, a template with
 * arguments.
 */
package dev.openllm.protocol.text;
