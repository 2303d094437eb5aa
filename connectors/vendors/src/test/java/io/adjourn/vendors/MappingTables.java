package io.adjourn.vendors;

import java.util.List;

/**
 * What a vendor's page says of its events, for {@link VendorPagesTest}: the names and codes from the adapter's own tables, each
 * in a body, so that what becomes of it is what the adapter makes of it.
 */
public interface MappingTables {

    List<Table> tables();

    /**
     * One table.
     *
     * @param says the headings of the columns that tell what the vendor says; what becomes of it follows them
     */
    record Table(String title, List<String> says, List<Row> rows) {}

    /**
     * One row.
     *
     * @param says the vendor's words, one for each of the table's headings
     * @param body a payload that says so
     */
    record Row(List<String> says, String body) {}
}
