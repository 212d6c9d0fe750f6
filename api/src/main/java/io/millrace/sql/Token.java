package io.millrace.sql;

/**
 * One token.
 *
 * @param kind what it is
 * @param text as written, quotes included
 * @param start its first character, counted from 0
 */
record Token(Kind kind, String text, int start) {
    enum Kind {
        /** A keyword or a name without quotes; which of them, only the place where it stands tells. */
        WORD,
        /** A name in back-quotes. */
        QUOTED_NAME,
        /** A string in single or double quotes, or a raw one. */
        STRING,
        /** A number without fraction, exponent and suffix. */
        INTEGER,
        /** Any other number. */
        NUMBER,
        /** An operator or a punctuation mark. */
        SIGN,
        /** Something that no statement may hold: a stray character, a string or comment without end. */
        BROKEN,
        /** The end of the text. */
        END
    }

    /** The position after its last character. */
    int end() {
        return start + text.length();
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    boolean isNumber() {
        return kind == Kind.INTEGER || kind == Kind.NUMBER;
    }

    /** Whether it is this keyword, in any case. */
    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
