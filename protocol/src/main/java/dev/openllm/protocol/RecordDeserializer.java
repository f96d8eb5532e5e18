package dev.openllm.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Deserializes a record. The deserializer for a component is looked up the first time that a message contains the
 * component.
 */
final class RecordDeserializer extends StdDeserializer<Object> {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Map<Class<?>, Object> ABSENT = Map.ofEntries(
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(OptionalInt.class, OptionalInt.empty()),
            Map.entry(OptionalLong.class, OptionalLong.empty()),
            Map.entry(OptionalDouble.class, OptionalDouble.empty()),
            Map.entry(boolean.class, false),
            Map.entry(byte.class, (byte) 0),
            Map.entry(char.class, (char) 0),
            Map.entry(short.class, (short) 0),
            Map.entry(int.class, 0),
            Map.entry(long.class, 0L),
            Map.entry(float.class, 0f),
            Map.entry(double.class, 0d));

    private final transient RecordComponent[] components;
    private final transient Constructor<?> constructor;
    private final transient Map<String, Integer> indexes = new HashMap<>();
    private final transient AtomicReferenceArray<JsonDeserializer<Object>> deserializers;

    RecordDeserializer(JavaType type) {
        super(type);
        this.components = type.getRawClass().getRecordComponents();
        this.deserializers = new AtomicReferenceArray<>(components.length);
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            indexes.put(components[i].getName(), i);
        }
        try {
            this.constructor = type.getRawClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError("Every record has its canonical constructor.", impossible);
        }
    }

    @Override
    public boolean isCachable() {
        return true;
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            token = json.nextToken();
        }
        if (token == JsonToken.VALUE_STRING) {
            return _deserializeFromString(json, context);
        }
        if (token != JsonToken.FIELD_NAME && token != JsonToken.END_OBJECT) {
            return context.handleUnexpectedToken(getValueType(context), json);
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ABSENT.get(components[i].getType());
        }
        for (; json.currentToken() == JsonToken.FIELD_NAME; json.nextToken()) {
            String name = json.currentName();
            Integer index = indexes.get(name);
            json.nextToken();
            if (index == null) {
                unknown(json, context, name);
            } else {
                values[index] = component(index, json, context);
            }
        }
        return created(values, context);
    }

    private void unknown(JsonParser json, DeserializationContext context, String name) throws IOException {
        if (context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)) {
            handleUnknownProperty(json, context, handledType(), name);
        } else {
            json.skipChildren();
        }
    }

    private Object component(int index, JsonParser json, DeserializationContext context) throws IOException {
        try {
            JsonDeserializer<Object> deserializer = deserializers.get(index);
            if (deserializer == null) {
                JavaType type = context.constructType(components[index].getGenericType());
                deserializer = context.findRootValueDeserializer(type);
                deserializers.set(index, deserializer);
            }
            return json.currentToken() == JsonToken.VALUE_NULL
                    ? deserializer.getNullValue(context)
                    : deserializer.deserialize(json, context);
        } catch (JsonProcessingException unfit) {
            throw JsonMappingException.wrapWithPath(unfit, handledType(), components[index].getName());
        }
    }

    private Object created(Object[] values, DeserializationContext context) throws IOException {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw context.instantiationException(handledType(), refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw context.instantiationException(handledType(), impossible);
        }
    }
}
