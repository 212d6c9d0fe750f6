package io.millrace;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceThrowable;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The settings of a session. */
public class RuntimeConfig {
    private final Session session;

    RuntimeConfig(Session session) {
        this.session = session;
    }

    public void set(String key, String value) {
        session.engine().setConfiguration(key, value);
    }

    public void set(String key, boolean value) {
        set(key, String.valueOf(value));
    }

    public void set(String key, long value) {
        set(key, String.valueOf(value));
    }

    /** The value of a setting, or its default. */
    public String get(String key) throws NoSuchElementException {
        return getOption(key).orElseThrow(() -> new UnknownSettingException(key));
    }

    public String get(String key, String defaultValue) {
        return getOption(key).orElse(defaultValue);
    }

    public Optional<String> getOption(String key) {
        return session.engine().configuration(key);
    }

    public Map<String, String> getAll() {
        return session.engine().configurations();
    }

    public boolean contains(String key) {
        return getOption(key).isPresent();
    }

    public void unset(String key) {
        session.engine().unsetConfiguration(key);
    }

    /** Whether the setting may change while the session lives. */
    public boolean isModifiable(String key) {
        return session.engine().isModifiable(key);
    }

    /** A setting without value and default. */
    private static final class UnknownSettingException extends NoSuchElementException implements MillraceThrowable {
        private static final long serialVersionUID = 1L;

        private final ErrorDetail detail;

        UnknownSettingException(String key) {
            this(ErrorDetail.of(ErrorCondition.SQL_CONF_NOT_FOUND, "sqlConf", "\"" + key + "\""));
        }

        private UnknownSettingException(ErrorDetail detail) {
            super(detail.message());
            this.detail = detail;
        }

        @Override
        public ErrorDetail detail() {
            return detail;
        }
    }
}
