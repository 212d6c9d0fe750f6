package io.millrace;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Rewrites unresolved plans, which are trees of records, without knowing each node: components are read and records
 * rebuilt by reflection. That is slow and rare: parameters of SQL, persisted Datasets, and ids.
 */
@SuppressWarnings("ReferenceEquality") // unchanged means: the very same object
final class PlanTree {
    private static final AtomicLong LAST_ID = new AtomicLong();

    private PlanTree() {}

    /** An origin with an id that no other plan of this process has. */
    static Origin newOrigin() {
        return Origin.ofPlanId(LAST_ID.incrementAndGet());
    }

    /** The plan with a new id, at the place in SQL that it came from. */
    static UnresolvedPlan withNewId(UnresolvedPlan plan) {
        Origin origin = new Origin(plan.origin().position(), OptionalLong.of(LAST_ID.incrementAndGet()));
        return (UnresolvedPlan) rebuild((Record) plan, component -> component instanceof Origin ? origin : component);
    }

    /**
     * Replaces nodes from the top.
     *
     * @param rule gives a node's replacement, below which nothing is replaced, or the node itself
     */
    static UnresolvedPlan rewrite(UnresolvedPlan plan, UnaryOperator<Object> rule) {
        return (UnresolvedPlan) walk(plan, rule);
    }

    private static Object walk(Object value, UnaryOperator<Object> rule) {
        return switch (value) {
            case null -> null;
            case UnresolvedPlan.LocalRows rows -> rule.apply(rows);
            case UnresolvedExpression.Literal literal -> rule.apply(literal);
            case Origin origin -> origin;
            case Record node
            when node.getClass().getPackage() == UnresolvedPlan.class.getPackage() -> {
                Object replacement = rule.apply(node);
                yield replacement == node ? rebuild(node, component -> walk(component, rule)) : replacement;
            }
            case List<?> list -> list(list, rule);
            case Optional<?> optional -> {
                Object inner = walk(optional.orElse(null), rule);
                yield inner == optional.orElse(null) ? optional : Optional.of(inner);
            }
            default -> value;
        };
    }

    private static Object list(List<?> list, UnaryOperator<Object> rule) {
        List<Object> walked = new ArrayList<>(list.size());
        boolean changed = false;
        for (Object element : list) {
            Object result = walk(element, rule);
            walked.add(result);
            changed |= result != element;
        }
        return changed ? walked : list;
    }

    /** The record with other components; itself if none changes. */
    private static Object rebuild(Record node, UnaryOperator<Object> change) {
        RecordComponent[] components = node.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        boolean changed = false;
        try {
            for (int i = 0; i < components.length; i++) {
                Object before = components[i].getAccessor().invoke(node);
                values[i] = change.apply(before);
                changed |= values[i] != before;
            }
            if (!changed) {
                return node;
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return node.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw Errors.raise(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new MillraceException(
                    ErrorDetail.of(
                            ErrorCondition.INTERNAL_ERROR,
                            "message",
                            "The plan node " + node.getClass().getSimpleName() + " cannot be rebuilt"),
                    e);
        }
    }
}
