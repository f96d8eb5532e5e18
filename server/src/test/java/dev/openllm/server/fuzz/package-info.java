/**
 * Fuzzing: what reads bytes of others, or edits files of the user, gets bytes by chance. Each target is a class in the
 * package of what it reads; {@code FuzzTargets} lists them. {@code FuzzedInputsTest} runs each for a moment in every
 * build, {@code FuzzingRun} for as long as wanted with Jazzer.
 */
package dev.openllm.server.fuzz;
