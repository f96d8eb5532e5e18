package dev.openllm.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Map;

/**
 * Converts the records of the protocol to and from JSON. When a record is written, absent values are omitted. When a
 * record is read, unknown fields are ignored.
 */
public final class Wire {

    /**
     * The Jackson mapper for all messages. It is configured once and is thread-safe. All threads share one pool of
     * buffers because each request has its own short-lived thread.
     */
    public static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .addModule(new Jdk8Module())
            .addModule(contract())
            .disable(MapperFeature.USE_ANNOTATIONS)
            .setDefaultTyping(new SealedTypes())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Wire() {}

    private static SimpleModule contract() {
        return new SimpleModule("contract") {
            @Override
            public void setupModule(SetupContext context) {
                context.addDeserializers(new WireDeserializers());
                context.addSerializers(new WireSerializers());
            }
        };
    }

    /** Returns the value, or the fallback if the value is null because the message did not contain it. */
    public static <T> T orElse(T value, T fallback) {
        return value == null ? fallback : value;
    }

    /** Returns an unmodifiable copy of the list, or an empty list if the list is null. */
    public static <T> List<T> list(List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** Returns an unmodifiable copy of the map, or an empty map if the map is null. */
    public static <K, V> Map<K, V> map(Map<K, V> values) {
        return values == null ? Map.of() : Map.copyOf(values);
    }
}
