package io.millrace.streaming;

/** What ends the state of a group that gets no more values. */
public enum GroupStateTimeout {
    NONE,
    PROCESSING_TIME,
    EVENT_TIME;

    public static GroupStateTimeout NoTimeout() {
        return NONE;
    }

    public static GroupStateTimeout ProcessingTimeTimeout() {
        return PROCESSING_TIME;
    }

    public static GroupStateTimeout EventTimeTimeout() {
        return EVENT_TIME;
    }
}
