/** Settings as clients hand them over, and what is wrong with configuration. */
package dev.openllm.protocol.config;
