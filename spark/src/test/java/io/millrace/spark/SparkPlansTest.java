package io.millrace.spark;

import org.junit.jupiter.api.extension.ExtendWith;

/** Apache Spark in this process. */
@ExtendWith(OneSpark.class)
class SparkPlansTest extends PlansOnBothEngines {
    SparkPlansTest() {
        super("spark:local[2]");
    }
}
