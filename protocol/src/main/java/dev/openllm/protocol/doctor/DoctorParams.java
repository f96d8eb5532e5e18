package dev.openllm.protocol.doctor;

import java.util.Optional;

/**
 * The providers to check, and the model to use.
 *
 * @param provider the configured name of a provider; all active providers if absent
 * @param model the provider's ID of the model to use; the cheapest model that supports tools if absent
 */
public record DoctorParams(Optional<String> provider, Optional<String> model) {}
