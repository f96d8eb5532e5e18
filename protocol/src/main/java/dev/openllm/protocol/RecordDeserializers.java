package dev.openllm.protocol;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.Deserializers;

/**
 * Provides deserializers for this project's records. They use only the record components, which have no Jackson
 * annotations. By default, Jackson would search every record type that a message can contain for properties and
 * constructors, which would account for most of the time until the first message is read.
 */
final class RecordDeserializers extends Deserializers.Base {

    private static final String OURS = "dev.openllm.";

    @Override
    public JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription description) {
        return reads(type) ? new RecordDeserializer(type) : null;
    }

    /** Returns whether a type is a record of this project without type parameters. */
    static boolean reads(JavaType type) {
        Class<?> raw = type.getRawClass();
        return raw.isRecord() && raw.getName().startsWith(OURS) && raw.getTypeParameters().length == 0;
    }

    @Override
    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> valueType) {
        return valueType.isRecord() && valueType.getName().startsWith(OURS);
    }
}
