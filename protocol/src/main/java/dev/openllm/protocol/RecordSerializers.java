package dev.openllm.protocol;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.ser.Serializers;

/**
 * Writes the records of this project by their components, as {@link RecordDeserializers} reads them. Jackson would
 * search every record for properties and annotations before it writes the first one.
 */
final class RecordSerializers extends Serializers.Base {

    @Override
    public JsonSerializer<?> findSerializer(SerializationConfig config, JavaType type, BeanDescription description) {
        return RecordDeserializers.reads(type) ? new RecordSerializer(type) : null;
    }
}
