package io.millrace.engine.connector.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Finds what a pattern such as {@code /data/20*}{@code /f?.csv} stands for. A pattern never crosses a directory. */
final class Globs {
    private Globs() {}

    /** All files and directories that match, sorted by name within each directory; a plain path gives itself if it exists. */
    static List<Path> expand(String location) throws IOException {
        if (!Locations.isGlob(location)) {
            Path path = Locations.local(location);
            return Files.exists(path) ? List.of(path) : List.of();
        }
        List<Path> found = List.of(Path.of("/"));
        try {
            for (String part : split(Locations.absolute(location))) {
                List<Path> next = new ArrayList<>();
                for (Path directory : found) {
                    addMatches(directory, part, next);
                }
                found = next;
            }
            return found;
        } catch (PatternSyntaxException e) {
            throw Locations.invalid(location);
        }
    }

    /** The parts of a pattern between slashes; a slash within braces does not count. */
    static List<String> split(String pattern) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char character = pattern.charAt(i);
            braces += character == '{' ? 1 : character == '}' ? -1 : 0;
            if (character == '/' && braces <= 0) {
                if (!part.isEmpty()) {
                    parts.add(part.toString());
                }
                part.setLength(0);
            } else {
                part.append(character);
            }
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }

    private static void addMatches(Path directory, String part, List<Path> found) throws IOException {
        if (!Locations.isGlob(part)) {
            Path child = directory.resolve(part);
            if (Files.exists(child)) {
                found.add(child);
            }
            return;
        }
        if (!Files.isDirectory(directory)) {
            return;
        }
        PathMatcher matcher = matcher(part);
        List<Path> matches = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (matcher.matches(child.getFileName())) {
                    matches.add(child);
                }
            }
        }
        matches.sort(null);
        found.addAll(matches);
    }

    /** Matches the name of a file. */
    static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob.replace("[^", "[!"));
    }
}
