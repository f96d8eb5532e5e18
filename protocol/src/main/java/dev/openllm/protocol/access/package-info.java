/** Who may use which model, and who did: questions to the person, remembered answers, the record of usage. */
package dev.openllm.protocol.access;
