package io.millrace.tests.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A call that was drawn, with its arguments as jqwik drew them. It shrinks by one argument at a time: a call in it gives way
 * to what it is called with, a column to one of its values, and everything to what jqwik shrinks it to.
 *
 * @param function see {@link Drawn.Call}
 * @param pieces see {@link Drawn.Call}
 */
record DrawnCall(String function, List<String> pieces, List<Shrinkable<Drawn>> arguments) implements Shrinkable<Drawn> {
    @Override
    public Drawn value() {
        return new Drawn.Call(
                function, pieces, arguments.stream().map(Shrinkable::value).toList());
    }

    @Override
    public Stream<Shrinkable<Drawn>> shrink() {
        return IntStream.range(0, arguments.size()).boxed().flatMap(index -> simpler(arguments.get(index))
                .map(argument -> with(index, argument)));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(arguments.size()).append(ShrinkingDistance.forCollection(arguments));
    }

    private Shrinkable<Drawn> with(int index, Shrinkable<Drawn> argument) {
        List<Shrinkable<Drawn>> others = new ArrayList<>(arguments);
        others.set(index, argument);
        return new DrawnCall(function, pieces, others);
    }

    private static Stream<Shrinkable<Drawn>> simpler(Shrinkable<Drawn> argument) {
        return switch (argument.value()) {
            case Drawn.Constant ignored -> argument.shrink();
            case Drawn.Reference reference ->
                // The values first: as constants they do not shrink.
                Stream.concat(
                        argument.shrink(),
                        reference.column().values().stream()
                                .distinct()
                                .map(value -> Shrinkable.unshrinkable(new Drawn.Constant(value))));
            case Drawn.Call ignored ->
                argument instanceof DrawnCall call
                        ? Stream.concat(call.arguments().stream(), call.shrink())
                        : argument.shrink();
        };
    }

    /** The calls and columns of an expression that have a meaning by themselves, innermost first, itself last. */
    static List<Shrinkable<Drawn>> parts(Shrinkable<Drawn> expression) {
        List<Shrinkable<Drawn>> parts = new ArrayList<>();
        if (expression instanceof DrawnCall call) {
            call.arguments().forEach(argument -> parts.addAll(parts(argument)));
            if (!call.function().equals(Drawn.Call.LAMBDA)) {
                parts.add(call);
            }
        } else if (expression.value() instanceof Drawn.Reference) {
            parts.add(expression);
        }
        return parts;
    }
}
