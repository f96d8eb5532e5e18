package dev.openllm.protocol.doctor;

import java.util.Optional;

/**
 * What to check.
 *
 * @param provider the configured name of a provider; all configured providers when absent
 * @param model the provider's ID of the model to use; the cheapest model that supports tools when absent
 */
public record DoctorParams(Optional<String> provider, Optional<String> model) {}
