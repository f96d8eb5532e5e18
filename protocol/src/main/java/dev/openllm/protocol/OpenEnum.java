package dev.openllm.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A string with well-known values, which are the constants of an enum. Other values are also allowed, because a model
 * can have levels of its own. The published contract contains both the string type and the enum.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OpenEnum {

    /** The well-known values. */
    Class<? extends Enum<?>> value();
}
