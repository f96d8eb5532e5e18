/**
 * The server: one process that contains all provider, configuration, and secret logic.
 *
 * <p>Each subpackage has one purpose. Dependencies point one way: {@code protocol} &lt;- {@code file} &lt;- {@code
 * dialect}, {@code http}, {@code config}, {@code secret}, {@code catalog} &lt;- {@code provider} &lt;- {@code chat}
 * &lt;- {@code rpc}, {@code gateway}, {@code cli} &lt;- {@code Application}. {@code PackagesTest} enforces these rules.
 */
package dev.openllm.server;
