package io.millrace.spark;

import io.millrace.Session;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that must give the same schemas, rows and errors on every engine: what is expected stands in the interfaces, and
 * each subclass is one engine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PlansOnBothEngines implements RelationalPlans, UserCodePlans, StreamPlans, SessionPlans {
    private final String master;
    private Session session;

    @TempDir
    private Path directory;

    PlansOnBothEngines(String master) {
        this.master = master;
    }

    @BeforeAll
    void open(@TempDir Path warehouse) {
        session = Session.builder()
                .master(master)
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.warehouse.dir", warehouse.toUri().toString())
                .create();
    }

    @AfterAll
    void close() {
        session.stop();
        Session.clearDefaultSession();
        Session.clearActiveSession();
    }

    @BeforeEach
    void views() {
        people().createOrReplaceTempView("people");
        orders().createOrReplaceTempView("orders");
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Path directory() {
        return directory;
    }
}
