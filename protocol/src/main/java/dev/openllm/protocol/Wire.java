package dev.openllm.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Map;

/**
 * How records are encoded as JSON and decoded: unknown fields are ignored, absent values are omitted, and no value is
 * null after decoding.
 */
public final class Wire {

    /**
     * The mapper for all messages. It is configured once and is thread-safe. Threads share its buffers, because each
     * request has its own short-lived thread.
     */
    public static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .addModule(new Jdk8Module())
            .addModule(records())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Wire() {}

    private static SimpleModule records() {
        return new SimpleModule("records") {
            @Override
            public void setupModule(SetupContext context) {
                context.addDeserializers(new RecordDeserializers());
            }
        };
    }

    /** Returns the value, or the fallback if the message did not contain the value. */
    public static <T> T orElse(T value, T fallback) {
        return value == null ? fallback : value;
    }

    /** Returns an unmodifiable copy; a missing list becomes an empty list. */
    public static <T> List<T> list(List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** Returns an unmodifiable copy; a missing map becomes an empty map. */
    public static <K, V> Map<K, V> map(Map<K, V> values) {
        return values == null ? Map.of() : Map.copyOf(values);
    }
}
