package io.millrace.spi.error;

import java.util.Objects;

/**
 * A condition that is not one of Millrace's own: an engine's or a connector's.
 *
 * @param conditionName its name
 * @param sqlState its SQLSTATE, or null
 * @param template its message, in which {@code <name>} stands for a parameter
 */
public record NamedCondition(String conditionName, String sqlState, String template) implements Condition {
    public NamedCondition {
        Objects.requireNonNull(conditionName, "conditionName");
        Objects.requireNonNull(template, "template");
    }
}
