package io.millrace.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The logs of a checkpoint as another process sees them. */
record Checkpoint(Path directory) {
    /** How many entries there are in both logs. */
    int entries() throws IOException {
        return numbers("offsets").size() + numbers("commits").size();
    }

    /** Both logs hold every batch from the first to the last. */
    void requireComplete() throws IOException {
        List<Long> offsets = numbers("offsets");
        assertThat(offsets).isNotEmpty();
        assertThat(offsets).containsExactlyElementsOf(LongStream.range(0, offsets.size()).boxed().toList());
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
