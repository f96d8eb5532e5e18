package dev.openllm.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Part;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes and reads the {@code type} property, which identifies the subtype of a sealed interface of the contract; see
 * {@link WireNames}.
 */
final class SealedTypes extends StdTypeResolverBuilder {

    private static final long serialVersionUID = 1;

    private static final List<Class<?>> INTERFACES = List.of(Part.class, ChatEvent.class);

    SealedTypes() {
        super(JsonTypeInfo.Id.CUSTOM, JsonTypeInfo.As.PROPERTY, "type");
    }

    @Override
    public TypeSerializer buildTypeSerializer(
            SerializationConfig config, JavaType type, Collection<NamedType> subtypes) {
        return interfaceOf(type).isPresent() ? super.buildTypeSerializer(config, type, subtypes) : null;
    }

    @Override
    public TypeDeserializer buildTypeDeserializer(
            DeserializationConfig config, JavaType type, Collection<NamedType> subtypes) {
        return interfaceOf(type).isPresent() ? super.buildTypeDeserializer(config, type, subtypes) : null;
    }

    @Override
    protected TypeIdResolver idResolver(
            MapperConfig<?> config,
            JavaType type,
            PolymorphicTypeValidator validator,
            Collection<NamedType> subtypes,
            boolean forWriting,
            boolean forReading) {
        return new Names(type, interfaceOf(type).orElseThrow());
    }

    private static Optional<Class<?>> interfaceOf(JavaType type) {
        return INTERFACES.stream().filter(type::isTypeOrSubTypeOf).findFirst();
    }

    private static final class Names extends TypeIdResolverBase {

        private final Map<String, Class<?>> byName = new HashMap<>();
        private final Map<Class<?>, String> names = new HashMap<>();

        Names(JavaType type, Class<?> sealed) {
            super(type, null);
            for (Class<?> subtype : sealed.getPermittedSubclasses()) {
                String name = WireNames.ofSubtype(subtype);
                byName.put(name, subtype);
                names.put(subtype, name);
            }
        }

        @Override
        public String idFromValue(Object value) {
            return names.get(value.getClass());
        }

        @Override
        public String idFromValueAndType(Object value, Class<?> suggested) {
            return names.get(value == null ? suggested : value.getClass());
        }

        @Override
        public JavaType typeFromId(DatabindContext context, String name) {
            Class<?> subtype = byName.get(name);
            return subtype == null ? null : context.constructType(subtype);
        }

        @Override
        public String getDescForKnownTypeIds() {
            return new TreeSet<>(byName.keySet()).toString();
        }

        @Override
        public JsonTypeInfo.Id getMechanism() {
            return JsonTypeInfo.Id.CUSTOM;
        }
    }
}
