package io.millrace.tests.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A piece of SQL that was drawn: a tree, so that it can be made smaller. */
sealed interface Drawn {
    /** The SQL. */
    String text();

    /** A column or a constant. */
    record Leaf(String text, boolean isColumn) implements Drawn {}

    /**
     * A call of a function or an operator.
     *
     * @param function as the registry names it; {@value #LAMBDA} for what stands behind an arrow
     * @param pieces the text around the arguments, one piece more than there are arguments
     */
    record Call(String function, List<String> pieces, List<Drawn> arguments) implements Drawn {
        /** The name of the body of a lambda, which means something only where it stands. */
        static final String LAMBDA = "->";

        @Override
        public String text() {
            StringBuilder text = new StringBuilder(pieces.getFirst());
            for (int i = 0; i < arguments.size(); i++) {
                text.append(arguments.get(i).text()).append(pieces.get(i + 1));
            }
            return text.toString();
        }

        Call with(int index, Drawn argument) {
            List<Drawn> others = new ArrayList<>(arguments);
            others.set(index, argument);
            return new Call(function, pieces, others);
        }
    }

    /** The calls in it that have a meaning by themselves, innermost first, itself last. */
    default List<Drawn> parts() {
        List<Drawn> parts = new ArrayList<>();
        switch (this) {
            case Leaf leaf -> {
                if (leaf.isColumn()) {
                    parts.add(leaf);
                }
            }
            case Call call -> {
                call.arguments().forEach(argument -> parts.addAll(argument.parts()));
                if (!call.function().equals(Call.LAMBDA)) {
                    parts.add(call);
                }
            }
        }
        return parts;
    }

    /** The columns in it. */
    default Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        for (Drawn part : parts()) {
            if (part instanceof Leaf leaf) {
                columns.add(leaf.text());
            }
        }
        return columns;
    }
}
