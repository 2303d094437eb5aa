package io.adjourn.commands;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in columns, each as wide as its widest cell; the last as wide as it is. */
public final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    /**
     * The rows, a line each.
     *
     * @param rows all with the same number of cells
     */
    public static List<String> of(List<List<String>> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Integer> widths = IntStream.range(0, rows.getFirst().size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .filter(column -> widths.get(column) > 0)
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths.get(column) - row.get(column).length()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
