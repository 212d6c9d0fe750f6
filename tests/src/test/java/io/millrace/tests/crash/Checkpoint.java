package io.millrace.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The logs of a checkpoint as another process sees them. */
record Checkpoint(Path directory) {
    /** How many entries both logs have got so far; old ones may have gone again. */
    long entries() throws IOException {
        return count(numbers("offsets")) + count(numbers("commits"));
    }

    private static long count(List<Long> numbers) {
        return numbers.isEmpty() ? 0 : numbers.getLast() + 1;
    }

    /** Both logs hold every batch up to the last, from the first that is to be kept. */
    void requireComplete() throws IOException {
        List<Long> offsets = numbers("offsets");
        assertThat(offsets).isNotEmpty();
        long last = offsets.getLast();
        assertThat(offsets)
                .containsExactlyElementsOf(LongStream.rangeClosed(Math.max(0, last - WindowJob.RETAINED_BATCHES), last)
                        .boxed()
                        .toList());
        assertThat(numbers("commits")).isEqualTo(offsets);
    }

    private List<Long> numbers(String log) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(log))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::parseLong)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException notYet) {
            return List.of();
        }
    }
}
