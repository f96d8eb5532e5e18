package dev.openllm.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A string with well-known values, the constants of an enum, in which other values are allowed as well: a model can have
 * levels of its own. The published contract contains both.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OpenEnum {

    /** The well-known values. */
    Class<? extends Enum<?>> value();
}
