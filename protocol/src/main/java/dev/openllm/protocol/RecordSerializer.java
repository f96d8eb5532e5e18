package dev.openllm.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.type.WritableTypeId;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Writes the components of a record in the order of their declaration, and omits null and empty optional components.
 * The serializer of a component is looked up when the component is first written.
 */
final class RecordSerializer extends StdSerializer<Object> {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Set<Class<?>> PRIMITIVE_OPTIONALS =
            Set.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private final transient RecordComponent[] components;
    private final transient SerializedString[] names;
    private final transient AtomicReferenceArray<Writer> writers;

    /** Writes the value of a record component. */
    private interface Writer {
        void write(Object value, JsonGenerator json, SerializerProvider provider) throws IOException;
    }

    RecordSerializer(JavaType type) {
        super(type);
        this.components = type.getRawClass().getRecordComponents();
        this.names = new SerializedString[components.length];
        this.writers = new AtomicReferenceArray<>(components.length);
        for (int i = 0; i < components.length; i++) {
            names[i] = new SerializedString(components[i].getName());
            components[i].getAccessor().setAccessible(true);
        }
    }

    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject(value);
        writeComponents(value, json, provider);
        json.writeEndObject();
    }

    @Override
    public void serializeWithType(Object value, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
            throws IOException {
        WritableTypeId id = types.writeTypePrefix(json, types.typeId(value, JsonToken.START_OBJECT));
        writeComponents(value, json, provider);
        types.writeTypeSuffix(json, id);
    }

    private void writeComponents(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
        for (int i = 0; i < components.length; i++) {
            Object present = present(read(value, i));
            if (present != null) {
                try {
                    json.writeFieldName(names[i]);
                    writer(i, provider).write(present, json, provider);
                } catch (IOException | RuntimeException failed) {
                    wrapAndThrow(provider, failed, value, components[i].getName());
                }
            }
        }
    }

    private Object read(Object value, int index) throws IOException {
        try {
            return components[index].getAccessor().invoke(value);
        } catch (InvocationTargetException failed) {
            throw JsonMappingException.wrapWithPath(failed.getCause(), value, components[index].getName());
        } catch (IllegalAccessException impossible) {
            throw new AssertionError("Accessors were made accessible.", impossible);
        }
    }

    /** Returns the value of an optional component, or null if the component is empty. */
    private static Object present(Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> optional.orElse(null);
            case OptionalInt optional -> optional.isPresent() ? (Object) optional.getAsInt() : null;
            case OptionalLong optional -> optional.isPresent() ? (Object) optional.getAsLong() : null;
            case OptionalDouble optional -> optional.isPresent() ? (Object) optional.getAsDouble() : null;
            default -> value;
        };
    }

    private Writer writer(int index, SerializerProvider provider) throws JsonMappingException {
        Writer writer = writers.get(index);
        if (writer == null) {
            writer = newWriter(provider.constructType(components[index].getGenericType()), provider);
            writers.set(index, writer);
        }
        return writer;
    }

    private static Writer newWriter(JavaType component, SerializerProvider provider) throws JsonMappingException {
        JavaType type = component.hasRawClass(Optional.class) ? component.containedType(0) : component;
        TypeSerializer types = provider.findTypeSerializer(type);
        if (types != null) {
            return (value, json, each) ->
                    each.findValueSerializer(value.getClass(), null).serializeWithType(value, json, each, types);
        }
        if (type.isContainerType() || type.isFinal() && !PRIMITIVE_OPTIONALS.contains(type.getRawClass())) {
            return provider.findValueSerializer(type, null)::serialize;
        }
        return (value, json, each) ->
                each.findValueSerializer(value.getClass(), null).serialize(value, json, each);
    }
}
