package io.millrace.tests.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way to call a function: SQL with holes in braces.
 *
 * @param pieces the text around the holes, one piece more than there are holes
 */
record Template(List<String> pieces, List<Hole> holes) {
    static Template parse(String text) {
        List<String> pieces = new ArrayList<>();
        List<Hole> holes = new ArrayList<>();
        int start = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', start)) {
            int close = text.indexOf('}', open);
            pieces.add(text.substring(start, open));
            holes.add(Hole.parse(text.substring(open + 1, close)));
            start = close + 1;
        }
        pieces.add(text.substring(start));
        return new Template(pieces, holes);
    }

    /** The same for an alias; empty if the template is not a plain call by name. */
    Optional<Template> renamed(String name, String alias) {
        if (!pieces.getFirst().startsWith(name + "(")) {
            return Optional.empty();
        }
        List<String> others = new ArrayList<>(pieces);
        others.set(0, alias + pieces.getFirst().substring(name.length()));
        return Optional.of(new Template(others, holes));
    }
}
