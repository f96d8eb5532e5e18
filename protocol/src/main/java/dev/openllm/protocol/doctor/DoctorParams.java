package dev.openllm.protocol.doctor;

import java.util.Optional;

/**
 * What to try out.
 *
 * @param provider the configured name of a provider; all in use when absent
 * @param model the provider's id of the model to try; the cheapest that calls tools when absent
 */
public record DoctorParams(Optional<String> provider, Optional<String> model) {}
