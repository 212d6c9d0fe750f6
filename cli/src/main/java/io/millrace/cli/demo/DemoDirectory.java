package io.millrace.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the demo keeps everything, so that it goes on where it ended. */
record DemoDirectory(Path root) {
    private static final String PAGES = """
            page_id,page,campaign
            1,/shoes/runner,spring
            2,/shoes/trail,spring
            3,/jackets/rain,outdoor
            4,/jackets/down,outdoor
            5,/tents/two,outdoor
            6,/books/atlas,newsletter
            7,/books/cooking,newsletter
            8,/gift-card,newsletter
            9,/bikes/city,summer
            10,/bikes/gravel,summer
            11,/helmets,summer
            12,/outlet,clearance
            """;

    /** The number of pages that {@link #pages} lists. */
    static final int PAGE_COUNT = 12;

    static DemoDirectory create(Path root) throws IOException {
        DemoDirectory directory = new DemoDirectory(root.toAbsolutePath().normalize());
        Files.createDirectories(directory.root());
        Files.writeString(directory.pages(), PAGES);
        return directory;
    }

    /** The static table of pages and their campaigns. */
    Path pages() {
        return root.resolve("pages.csv");
    }

    /** The logs of the broker. */
    Path kafka() {
        return root.resolve("kafka");
    }

    /** The checkpoint of a query. */
    Path checkpoint(String query) {
        return root.resolve("checkpoints").resolve(query);
    }

    /** What the job writes. */
    Path sales() {
        return root.resolve("sales");
    }

    /** How many windows lie in {@link #sales}. */
    long countSales() {
        if (!Files.isDirectory(sales())) {
            return 0;
        }
        try (Stream<Path> found = Files.list(sales())) {
            return found.filter(file -> file.toString().endsWith(".json"))
                    .mapToLong(DemoDirectory::countLines)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long countLines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
