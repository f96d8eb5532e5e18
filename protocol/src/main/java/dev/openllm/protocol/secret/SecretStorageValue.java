package dev.openllm.protocol.secret;

import java.util.Optional;

/** An entry of the client's secret storage. */
public record SecretStorageValue(String key, Optional<String> value) {

    /** Never contains the value. */
    @Override
    public String toString() {
        return "SecretStorageValue[key=" + key + "]";
    }
}
