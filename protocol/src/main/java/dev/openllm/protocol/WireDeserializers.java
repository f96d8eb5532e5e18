package dev.openllm.protocol;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.EnumDeserializer;
import com.fasterxml.jackson.databind.util.EnumResolver;
import java.util.HashMap;
import java.util.List;

/**
 * Provides deserializers for the records of this project and the enums of the contract. Without this class, Jackson
 * would search every class that a message can contain for properties, constructors, and annotations. This search would
 * take most of the time until the first message is read.
 */
final class WireDeserializers extends Deserializers.Base {

    @Override
    public JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription description) {
        return WireNames.isRecord(type.getRawClass()) ? new RecordDeserializer(type) : null;
    }

    @Override
    public JsonDeserializer<?> findEnumDeserializer(
            Class<?> type, DeserializationConfig config, BeanDescription description) {
        return WireNames.isEnum(type) ? enumDeserializer(type) : null;
    }

    @Override
    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> valueType) {
        return WireNames.isRecord(valueType) || WireNames.isEnum(valueType);
    }

    @SuppressWarnings("unchecked") // The caller ensures that the class is an enum.
    private static EnumDeserializer enumDeserializer(Class<?> type) {
        Enum<?>[] constants = (Enum<?>[]) type.getEnumConstants();
        List<String> names = WireNames.ofConstants(type);
        HashMap<String, Enum<?>> byName = new HashMap<>();
        for (Enum<?> constant : constants) {
            byName.put(names.get(constant.ordinal()), constant);
        }
        return new EnumDeserializer(new Constants((Class<Enum<?>>) type, constants, byName), null);
    }

    /** An enum resolver that can be created in this class. The constructor of the superclass is protected. */
    private static final class Constants extends EnumResolver {

        private static final long serialVersionUID = 1;

        Constants(Class<Enum<?>> type, Enum<?>[] constants, HashMap<String, Enum<?>> byName) {
            super(type, constants, byName, null, false, false);
        }
    }
}
