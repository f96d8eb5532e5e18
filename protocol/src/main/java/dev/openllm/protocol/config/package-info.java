/** Client settings, configuration changes, and problems with the configuration. */
package dev.openllm.protocol.config;
