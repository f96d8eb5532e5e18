/** Which models and providers there are, what they can do, how they are, and where each fact was learned. */
package dev.openllm.protocol.model;
