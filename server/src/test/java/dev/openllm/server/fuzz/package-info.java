/**
 * Fuzz tests, which pass random bytes to code that reads untrusted bytes or edits files of the user. Each target is a
 * class in the package of the code that it tests; {@code FuzzTargets} lists all targets. {@code FuzzedInputsTest} runs
 * each target briefly in every build; {@code FuzzingRun} runs them with Jazzer for a specified time.
 */
package dev.openllm.server.fuzz;
