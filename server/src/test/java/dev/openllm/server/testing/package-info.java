/** What tests of several rooms share: real parts that play the other side. */
package dev.openllm.server.testing;
