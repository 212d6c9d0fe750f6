package io.millrace.tests.spark;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program on Spark that answers each request with lines, of which the last is {@value #END}. Used by one thread. */
public final class SparkConversation implements AutoCloseable {
    /** The line that ends an answer. */
    public static final String END = ".";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** How much of what the program says of its end is of use. */
    private static final int TAIL = 2_000;

    private final Process process;
    private final Path errors;
    private final FileChannel lock;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /** @param errors the file that takes the program's standard error */
    SparkConversation(Process process, Path errors, FileChannel lock) {
        this.process = process;
        this.errors = errors;
        this.lock = lock;
        questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Sends the lines of a request and waits for the lines of its answer.
     *
     * @throws IOException if the program has ended, or does not answer for minutes and is ended
     */
    public List<String> ask(List<String> request) throws IOException {
        CompletableFuture<Void> watch = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        try {
            send(request);
            List<String> lines = new ArrayList<>();
            for (String line = answers.readLine(); !END.equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new IOException(watch.isDone() ? "Spark's program does not answer within " + LIMIT : end());
                }
                lines.add(line);
            }
            return lines;
        } finally {
            watch.cancel(true);
        }
    }

    private void send(List<String> request) throws IOException {
        try {
            for (String line : request) {
                questions.write(line);
                questions.write('\n');
            }
            questions.flush();
        } catch (IOException e) {
            throw new IOException(end(), e);
        }
    }

    /** Why there is no answer; the program is ended if it has only closed its output. */
    private String end() throws IOException {
        process.destroyForcibly();
        int code = process.onExit().join().exitValue();
        String said = Files.readString(errors);
        return "Spark's program has ended with exit code " + code + ": "
                + said.substring(Math.max(0, said.length() - TAIL)).strip();
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
