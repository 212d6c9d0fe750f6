package io.millrace.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    @Test
    void refusesByNameAndReservesNothingThen() {
        MemoryBudget budget = new MemoryBudget(100);
        try (MemoryBudget.Account one = budget.open("dedupe", "Add a watermark.");
                MemoryBudget.Account other = budget.open("join", "Wait.")) {
            one.reserve(60, 1);
            assertThatThrownBy(() -> other.reserve(41, 7)).isInstanceOfSatisfying(MillraceException.class, failure -> {
                assertThat(failure.getCondition()).isEqualTo("OUT_OF_MEMORY");
                assertThat(failure.getMessageParameters())
                        .containsEntry("operator", "join")
                        .containsEntry("bytes", "41")
                        .containsEntry("rows", "7")
                        .containsEntry("budget", "100")
                        .containsEntry("remedy", "Wait.");
            });
            assertThat(other.bytes()).isZero();
            other.reserve(40, 7);
            assertThat(budget.used()).isEqualTo(100);
            one.reserve(-10, 1);
            assertThat(budget.used()).isEqualTo(90);
        }
        assertThat(budget.used()).isZero();
    }

    @Test
    void nobodyGivesBackMoreThanHeHas() {
        MemoryBudget.Account account = new MemoryBudget(10).open("sort", "");
        account.reserve(5, 0);
        assertThatThrownBy(() -> account.reserve(-6, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MemoryBudget(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyThreadsNeverExceedIt() throws InterruptedException {
        MemoryBudget budget = new MemoryBudget(1000);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try (MemoryBudget.Account account = budget.open("x", "")) {
                    for (int round = 0; round < 20_000; round++) {
                        account.reserve(250, 0);
                        if (budget.used() > 1000) {
                            throw new AssertionError("over the budget");
                        }
                        account.reserve(-250, 0);
                    }
                }
            });
            thread.setUncaughtExceptionHandler((which, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(budget.used()).isZero();
    }
}
