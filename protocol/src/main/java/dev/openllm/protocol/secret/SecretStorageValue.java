package dev.openllm.protocol.secret;

import java.util.Optional;

/** An entry in the client's secret storage. */
public record SecretStorageValue(String key, Optional<String> value) {

    /** Returns a string that does not contain the value. */
    @Override
    public String toString() {
        return "SecretStorageValue[key=" + key + "]";
    }
}
