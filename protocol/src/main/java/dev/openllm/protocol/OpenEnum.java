package dev.openllm.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component whose string values are usually the names of enum constants. Other strings are also allowed,
 * because some models define their own reasoning levels. In the published JSON Schema, the component accepts both the
 * enum values and any other string.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OpenEnum {

    /** Returns the enum whose constants are the well-known values. */
    Class<? extends Enum<?>> value();
}
