package io.millrace.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A grammar in EBNF that makes random sentences. */
final class Grammar {
    private static final Pattern TOKEN =
            Pattern.compile("\\s+|\\(\\*.*?\\*\\)|\"([^\"]+)\"|\\?(\\w+)\\?|(\\w+)|([=;|\\[\\]{}()])", Pattern.DOTALL);
    /** One of so many sentences takes an optional part or another repetition. */
    private static final int RARITY = 3;

    /** From so many characters on, a sentence takes the shortest way to its end. */
    private static final int LONG_SENTENCE = 1_000;

    /** A part of a rule. */
    private sealed interface Node {
        record Terminal(String text) implements Node {}

        record TokenClass(String name) implements Node {}

        record Rule(String name) implements Node {}

        record Sequence(List<Node> parts) implements Node {}

        record Choice(List<Node> alternatives) implements Node {}

        record Optional(Node part) implements Node {}

        record Repetition(Node part) implements Node {}
    }

    private final Map<String, Node> rules = new LinkedHashMap<>();
    private final Map<String, List<String>> classes;
    private final Map<Node, Integer> leastDepths = new HashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private int position;

    Grammar(String text, Map<String, List<String>> classes) {
        this.classes = classes;
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (matcher.find()) {
            if (matcher.start() != at) {
                throw new IllegalArgumentException("Not EBNF: " + text.substring(at, matcher.start()));
            }
            at = matcher.end();
            if (!matcher.group().isBlank() && !matcher.group().startsWith("(*")) {
                tokens.add(matcher.group());
            }
        }
        while (position < tokens.size()) {
            String name = tokens.get(position);
            position += 2;
            rules.put(name, choice());
            expect(";");
        }
        computeLeastDepths();
    }

    // Reading

    private Node choice() {
        List<Node> alternatives = new ArrayList<>();
        alternatives.add(sequence());
        while (tokens.get(position).equals("|")) {
            position++;
            alternatives.add(sequence());
        }
        return new Node.Choice(alternatives);
    }

    private Node sequence() {
        List<Node> parts = new ArrayList<>();
        while (!List.of("|", ";", ")", "]", "}").contains(tokens.get(position))) {
            parts.add(part());
        }
        return new Node.Sequence(parts);
    }

    private Node part() {
        String token = tokens.get(position++);
        return switch (token.charAt(0)) {
            case '"' -> new Node.Terminal(token.substring(1, token.length() - 1));
            case '?' -> new Node.TokenClass(token.substring(1, token.length() - 1));
            case '(' -> enclosed(")");
            case '[' -> new Node.Optional(enclosed("]"));
            case '{' -> new Node.Repetition(enclosed("}"));
            default -> new Node.Rule(token);
        };
    }

    private Node enclosed(String close) {
        Node inner = choice();
        expect(close);
        return inner;
    }

    private void expect(String token) {
        if (!tokens.get(position++).equals(token)) {
            throw new IllegalArgumentException(token + " is missing before " + tokens.get(position - 1));
        }
    }

    // Making sentences

    /** How deep rules nest at least below a node; found by repeating until nothing gets smaller. */
    private void computeLeastDepths() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<String, Node> rule : rules.entrySet()) {
                Node node = new Node.Rule(rule.getKey());
                int depth = leastDepth(rule.getValue());
                if (depth < Integer.MAX_VALUE && depth + 1 < leastDepths.getOrDefault(node, Integer.MAX_VALUE)) {
                    leastDepths.put(node, depth + 1);
                    changed = true;
                }
            }
        }
    }

    private int leastDepth(Node node) {
        return switch (node) {
            case Node.Terminal ignored -> 0;
            case Node.TokenClass ignored -> 0;
            case Node.Optional ignored -> 0;
            case Node.Repetition ignored -> 0;
            case Node.Rule rule -> {
                if (!rules.containsKey(rule.name())) {
                    throw new IllegalArgumentException("No rule " + rule.name());
                }
                yield leastDepths.getOrDefault(rule, Integer.MAX_VALUE);
            }
            case Node.Sequence sequence ->
                sequence.parts().stream().mapToInt(this::leastDepth).max().orElse(0);
            case Node.Choice choice ->
                choice.alternatives().stream().mapToInt(this::leastDepth).min().orElseThrow();
        };
    }

    /** A random sentence of a rule; beyond the depth, the shortest way out is taken. */
    String sentence(String rule, int depth, Random random) {
        StringBuilder sentence = new StringBuilder();
        append(new Node.Rule(rule), depth, random, sentence);
        return sentence.toString().strip();
    }

    private void append(Node node, int remaining, Random random, StringBuilder sentence) {
        int depth = sentence.length() > LONG_SENTENCE ? 0 : remaining;
        switch (node) {
            case Node.Terminal terminal ->
                sentence.append(randomCase(terminal.text(), random)).append(' ');
            case Node.TokenClass tokenClass -> {
                List<String> samples = classes.get(tokenClass.name());
                sentence.append(samples.get(random.nextInt(samples.size()))).append(' ');
            }
            case Node.Rule rule -> append(rules.get(rule.name()), depth - 1, random, sentence);
            case Node.Sequence sequence -> sequence.parts().forEach(part -> append(part, depth, random, sentence));
            case Node.Choice choice -> append(choose(choice, depth, random), depth, random, sentence);
            case Node.Optional optional -> {
                if (depth > leastDepth(optional.part()) && random.nextInt(RARITY) == 0) {
                    append(optional.part(), depth, random, sentence);
                }
            }
            case Node.Repetition repetition -> {
                while (depth > leastDepth(repetition.part()) && random.nextInt(RARITY) == 0) {
                    append(repetition.part(), depth, random, sentence);
                }
            }
        }
    }

    private Node choose(Node.Choice choice, int depth, Random random) {
        List<Node> affordable = choice.alternatives().stream()
                .filter(alternative -> leastDepth(alternative) < depth)
                .toList();
        if (!affordable.isEmpty()) {
            return affordable.get(random.nextInt(affordable.size()));
        }
        int least = leastDepth(choice);
        return choice.alternatives().stream()
                .filter(alternative -> leastDepth(alternative) == least)
                .findFirst()
                .orElseThrow();
    }

    private static String randomCase(String keyword, Random random) {
        return random.nextInt(4) == 0 ? keyword.toLowerCase(java.util.Locale.ROOT) : keyword;
    }
}
