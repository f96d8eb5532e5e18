/**
 * What only functions of Windows know: arguments in Unicode, consoles, the authorities that the machine trusts.
 *
 * <p>May touch: JNA. Knows nothing of the rest of the server. Each class checks that this is Windows.
 */
package dev.openllm.server.windows;
