package io.millrace.engine.operator.join;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.PredicateEvaluator;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.engine.scheduler.Cancellation;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks up each row of a stream of batches (the probe side) in a {@link JoinTable} (the build side).
 *
 * <pre>
 *   probe keys → hashes → pairs (probe position, build row), up to 4096 at a time
 *              → residual condition over the pairs → output
 * </pre>
 *
 * <p>Pairs are batches of dictionaries into the probe batch and the table; nothing is copied.
 */
public final class HashJoinOperator implements Operator {
    private final JoinTable table;
    private final List<Evaluator> probeKeys;
    private final Optional<PredicateEvaluator> residual;
    private final Shape shape;
    private final BatchContext context;
    private final Cancellation cancellation;
    private final boolean[] buildMatched;

    private final int[] pairProbe = new int[ColumnBatch.MAX_ROWS];
    private final int[] pairBuild = new int[ColumnBatch.MAX_ROWS];
    private int pairs;
    private boolean[] probeMatched = new boolean[0];
    /** For {@link Kind#SINGLE}: the build row of each matched probe position. */
    private int[] partners = new int[0];

    private long[] hashes = new long[0];

    /**
     * What comes out.
     *
     * @param kind which rows survive, seen from the probe side
     * @param probeFirst whether the probe side's columns stand left in the output and for the residual condition
     * @param position where the query says that there is one row only, for {@link Kind#SINGLE}
     */
    public record Shape(Kind kind, boolean probeFirst, Optional<ErrorPosition> position) {
        public Shape(Kind kind, boolean probeFirst) {
            this(kind, probeFirst, Optional.empty());
        }

        /** That there are more rows than one. */
        public MillraceException tooManyRows() {
            return new MillraceException(
                    ErrorDetail.of(ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS).at(position));
        }
    }

    /** Which rows survive. */
    public enum Kind {
        /** Pairs. */
        INNER,
        /** Pairs, and probe rows without any, beside nulls. */
        PROBE_OUTER,
        /** Probe rows that have a pair. */
        SEMI,
        /** Probe rows that have none. */
        ANTI,
        /** All probe rows, beside a column that says whether they have a pair. */
        MARK,
        /** All probe rows beside the only row that they have a pair with, or nulls; a second one is an error. */
        SINGLE;

        /** Whether it only matters that a row has a pair, not which. */
        boolean asksWhether() {
            return this == SEMI || this == ANTI || this == MARK;
        }
    }

    /**
     * @param cancellation asked now and then, since one batch may give very many pairs
     * @param buildMatched where to mark build rows that found a partner; null when nobody asks
     */
    public HashJoinOperator(
            JoinTable table,
            List<Evaluator> probeKeys,
            Optional<PredicateEvaluator> residual,
            Shape shape,
            BatchContext context,
            Cancellation cancellation,
            boolean[] buildMatched) {
        this.table = table;
        this.probeKeys = probeKeys;
        this.residual = residual;
        this.shape = shape;
        this.context = context;
        this.cancellation = cancellation;
        this.buildMatched = buildMatched;
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        Selection rows = batch.selection();
        int end = rows.end();
        if (probeMatched.length < end) {
            probeMatched = new boolean[end];
            partners = shape.kind() == Kind.SINGLE ? new int[end] : partners;
            hashes = new long[end];
        } else {
            Arrays.fill(probeMatched, 0, end, false);
        }
        List<ColumnVector> keys = new ArrayList<>(probeKeys.size());
        probeKeys.forEach(key -> keys.add(key.evaluate(batch, rows, context)));
        JoinTable.hash(keys, rows, hashes);
        boolean firstMatchSuffices = residual.isEmpty() && shape.kind().asksWhether();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (!table.hasKey(keys, position)) {
                continue;
            }
            int row = table.first(keys, position, hashes[position]);
            if (firstMatchSuffices) {
                probeMatched[position] = row >= 0;
                continue;
            }
            while (row >= 0) {
                addPair(batch, position, row, out);
                row = table.next(row, keys, position, hashes[position]);
            }
        }
        flush(batch, out);
        emitProbeRows(batch, out);
    }

    private void addPair(ColumnBatch batch, int position, int row, Output out) {
        pairProbe[pairs] = position;
        pairBuild[pairs] = row;
        pairs++;
        if (pairs == pairProbe.length) {
            flush(batch, out);
        }
    }

    private void flush(ColumnBatch batch, Output out) {
        if (pairs == 0) {
            return;
        }
        cancellation.check();
        ColumnBatch joined = joined(batch, pairs);
        Selection kept = residual.map(condition -> condition.select(joined, joined.selection(), context))
                .orElse(joined.selection());
        for (int i = 0; i < kept.count(); i++) {
            int pair = kept.position(i);
            if (shape.kind() == Kind.SINGLE) {
                keepPartner(pairProbe[pair], pairBuild[pair]);
            }
            probeMatched[pairProbe[pair]] = true;
            if (buildMatched != null) {
                buildMatched[pairBuild[pair]] = true;
            }
        }
        boolean givesPairs = shape.kind() == Kind.INNER || shape.kind() == Kind.PROBE_OUTER;
        pairs = 0;
        if (givesPairs && !kept.isEmpty()) {
            out.emit(joined.select(kept));
        }
    }

    private void keepPartner(int position, int row) {
        if (probeMatched[position]) {
            throw shape.tooManyRows();
        }
        partners[position] = row;
    }

    private ColumnBatch joined(ColumnBatch batch, int count) {
        List<ColumnVector> probe = new ArrayList<>();
        for (ColumnVector column : batch.columns()) {
            int[] indices = new int[count];
            for (int i = 0; i < count; i++) {
                indices[i] = Vectors.plainPosition(column, pairProbe[i]);
            }
            probe.add(new DictionaryVector(Vectors.plain(column), indices));
        }
        int[] buildRows = Arrays.copyOf(pairBuild, count);
        List<ColumnVector> build = new ArrayList<>();
        for (ValueVector column : table.columns()) {
            build.add(new DictionaryVector(column, buildRows));
        }
        return ColumnBatch.of(sideBySide(probe, build), count);
    }

    private List<ColumnVector> sideBySide(List<ColumnVector> probe, List<ColumnVector> build) {
        List<ColumnVector> columns = new ArrayList<>(shape.probeFirst() ? probe : build);
        columns.addAll(shape.probeFirst() ? build : probe);
        return columns;
    }

    /** Probe rows that come out by themselves. */
    private void emitProbeRows(ColumnBatch batch, Output out) {
        switch (shape.kind()) {
            case INNER -> {}
            case PROBE_OUTER, SEMI, ANTI -> emitChosen(batch, out);
            case MARK -> out.emit(batch.withColumns(beside(batch, List.of(marks(batch.selection())))));
            case SINGLE -> out.emit(batch.withColumns(beside(batch, partners(batch.selection()))));
        }
    }

    private static List<ColumnVector> beside(ColumnBatch batch, List<ColumnVector> found) {
        List<ColumnVector> columns = new ArrayList<>(batch.columns());
        columns.addAll(found);
        return columns;
    }

    private ColumnVector marks(Selection rows) {
        BooleanVector marks = new BooleanVector(DataTypes.BooleanType);
        marks.reset(rows.end());
        for (int i = 0; i < rows.count(); i++) {
            marks.set(rows.position(i), probeMatched[rows.position(i)]);
        }
        return marks;
    }

    private List<ColumnVector> partners(Selection rows) {
        List<ColumnVector> found = new ArrayList<>();
        for (ValueVector column : table.columns()) {
            ValueVector values = ValueVector.create(column.type());
            values.reset(rows.end());
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                if (probeMatched[position]) {
                    values.copyFrom(column, partners[position], position);
                } else {
                    values.setNull(position);
                }
            }
            found.add(values);
        }
        return found;
    }

    /** Those with, or without, a partner. */
    private void emitChosen(ColumnBatch batch, Output out) {
        boolean wanted = shape.kind() == Kind.SEMI;
        Selection rows = batch.selection();
        int[] positions = new int[rows.count()];
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (probeMatched[position] == wanted) {
                positions[count++] = position;
            }
        }
        if (count == 0) {
            return;
        }
        ColumnBatch chosen = batch.select(new Selection(positions, count));
        if (shape.kind() != Kind.PROBE_OUTER) {
            out.emit(chosen);
            return;
        }
        List<ColumnVector> nulls = new ArrayList<>();
        table.columns().forEach(column -> nulls.add(Vectors.nullOf(column.type())));
        out.emit(chosen.withColumns(sideBySide(chosen.columns(), nulls)));
    }
}
