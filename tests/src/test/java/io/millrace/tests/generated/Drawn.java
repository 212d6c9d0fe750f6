package io.millrace.tests.generated;

import java.util.List;
import java.util.function.Function;

/** A piece of SQL that was drawn: a tree. */
sealed interface Drawn {
    /**
     * The SQL.
     *
     * @param names how columns are called
     */
    String text(Function<Column, String> names);

    /** The columns in it. */
    List<Column> columns();

    /** A constant. */
    record Constant(String text) implements Drawn {
        @Override
        public String text(Function<Column, String> names) {
            return text;
        }

        @Override
        public List<Column> columns() {
            return List.of();
        }
    }

    /** A column of the table. */
    record Reference(Column column) implements Drawn {
        @Override
        public String text(Function<Column, String> names) {
            return names.apply(column);
        }

        @Override
        public List<Column> columns() {
            return List.of(column);
        }
    }

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
        public String text(Function<Column, String> names) {
            StringBuilder text = new StringBuilder(pieces.getFirst());
            for (int i = 0; i < arguments.size(); i++) {
                text.append(arguments.get(i).text(names)).append(pieces.get(i + 1));
            }
            return text.toString();
        }

        @Override
        public List<Column> columns() {
            return arguments.stream()
                    .flatMap(argument -> argument.columns().stream())
                    .toList();
        }
    }
}
