package io.adjourn.inspector.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table. Its first column names the row.
 *
 * @param empty what it says, and what to do, where there are no rows
 */
record Grid(String caption, List<Heading> columns, List<GridRow> rows, String empty) {
    Grid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (GridRow row : rows) {
            if (row.group() == null && row.cells().size() != columns.size()) {
                throw new IllegalArgumentException(row.cells().size() + " cells in a row of the table '" + caption
                        + "' of " + columns.size() + " columns");
            }
        }
    }

    /**
     * A column's name.
     *
     * @param number whether it has numbers, which stand one below the other
     */
    record Heading(String name, boolean number) {}

    /**
     * A row.
     *
     * @param id to link to; null where nothing links to it
     * @param group a title over the rows that follow, instead of cells; null in a row of cells
     * @param marked whether it is to be seen at once
     */
    record GridRow(@Nullable String id, @Nullable String group, boolean marked, List<Inline> cells) {
        GridRow {
            cells = List.copyOf(cells);
        }
    }

    static Heading text(String name) {
        return new Heading(name, false);
    }

    static Heading number(String name) {
        return new Heading(name, true);
    }

    static GridRow row(Inline... cells) {
        return new GridRow(null, null, false, List.of(cells));
    }

    static GridRow row(String id, Inline... cells) {
        return new GridRow(id, null, false, List.of(cells));
    }

    static GridRow group(String title) {
        return new GridRow(null, title, false, List.of());
    }
}
