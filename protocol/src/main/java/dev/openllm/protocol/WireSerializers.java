package dev.openllm.protocol;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.EnumSerializer;
import com.fasterxml.jackson.databind.util.EnumValues;

/**
 * Provides serializers for the records of this project and the enums of the contract. Without this class, Jackson would
 * search every class for properties and annotations before writing the first value of the class.
 */
final class WireSerializers extends Serializers.Base {

    @Override
    public JsonSerializer<?> findSerializer(SerializationConfig config, JavaType type, BeanDescription description) {
        if (WireNames.isRecord(type.getRawClass())) {
            return new RecordSerializer(type);
        }
        return WireNames.isEnum(type.getRawClass()) ? enumSerializer(config, type.getRawClass()) : null;
    }

    @SuppressWarnings("unchecked") // The caller ensures that the class is an enum.
    private static EnumSerializer enumSerializer(SerializationConfig config, Class<?> type) {
        Class<Enum<?>> enumType = (Class<Enum<?>>) type;
        return new EnumSerializer(EnumValues.construct(config, enumType, WireNames.ofConstants(type)), null);
    }
}
