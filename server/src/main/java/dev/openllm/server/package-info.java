/**
 * The server: one process that holds all provider, configuration and secret logic.
 *
 * <p>Each sub-package has one purpose. Arrows point one way: {@code protocol} &lt;- {@code file} &lt;- {@code dialect},
 * {@code http}, {@code config}, {@code secret}, {@code catalog} &lt;- {@code provider} &lt;- {@code chat} &lt;-
 * {@code rpc}, {@code gateway}, {@code cli} &lt;- {@code Application}. {@code PackagesTest} holds it.
 */
package dev.openllm.server;
