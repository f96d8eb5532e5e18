package dev.openllm.protocol;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.EnumSerializer;
import com.fasterxml.jackson.databind.util.EnumValues;

/**
 * Serializers for the records of this project and the enums of the contract. Jackson would search every class for
 * properties and annotations before it writes the first value.
 */
final class WireSerializers extends Serializers.Base {

    @Override
    public JsonSerializer<?> findSerializer(SerializationConfig config, JavaType type, BeanDescription description) {
        if (WireNames.isRecord(type.getRawClass())) {
            return new RecordSerializer(type);
        }
        return WireNames.isEnum(type.getRawClass()) ? enumSerializer(config, type.getRawClass()) : null;
    }

    @SuppressWarnings("unchecked") // The class is that of an enum.
    private static EnumSerializer enumSerializer(SerializationConfig config, Class<?> type) {
        Class<Enum<?>> enumType = (Class<Enum<?>>) type;
        return new EnumSerializer(EnumValues.construct(config, enumType, WireNames.ofConstants(type)), null);
    }
}
