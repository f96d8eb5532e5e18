/** What tests of several packages share: real parts that play the other side. */
package dev.openllm.server.testing;
