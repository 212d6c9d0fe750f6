package io.millrace.spi.error;

import java.io.Serializable;
import java.util.Map;

/**
 * What went wrong, under a name that programs can ask for.
 *
 * <p>Millrace's own conditions are {@link ErrorCondition}; an engine or a connector that has others makes them with
 * {@link NamedCondition}.
 */
public interface Condition extends Serializable {
    /** The name, in capitals; a point stands before a sub-condition. */
    String conditionName();

    /** The SQLSTATE, or null for a condition that has none, whose message does not show its name either. */
    String sqlState();

    /** The message, in which {@code <name>} stands for a parameter. */
    String template();

    /** The message with its parameters filled in; a parameter without a value stays visible as {@code <name>}. */
    default String format(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        if (sqlState() != null) {
            text.append('[').append(conditionName()).append("] ");
        }
        String template = template();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('<', at);
            int close = open < 0 ? -1 : template.indexOf('>', open);
            if (close < 0) {
                break;
            }
            text.append(template, at, open);
            String name = template.substring(open + 1, close);
            text.append(parameters.getOrDefault(name, "<" + name + ">"));
            at = close + 1;
        }
        text.append(template, at, template.length());
        if (sqlState() != null) {
            text.append(" SQLSTATE: ").append(sqlState());
        }
        return text.toString();
    }
}
