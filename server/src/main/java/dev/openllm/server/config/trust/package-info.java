/**
 * The folders whose configuration the user trusts and the content that the trust is bound to. This package may depend
 * on {@code config.schema} and {@code file}.
 */
package dev.openllm.server.config.trust;
