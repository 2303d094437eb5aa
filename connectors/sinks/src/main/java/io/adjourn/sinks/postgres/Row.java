package io.adjourn.sinks.postgres;

import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The shape of a table's rows, made once of each version of a record's schema. */
record Row(Schema schema, List<Column> columns) {

    static Row of(Schema record, Set<String> json) {
        List<Column> columns = Column.of(record, json);
        SchemaBuilder builder = SchemaBuilder.struct().name(record.name() + ".Row");
        columns.forEach(column -> builder.field(column.name(), column.schema()));
        return new Row(builder.build(), columns);
    }

    Struct of(Struct record) {
        var row = new Struct(schema);
        columns.forEach(column -> row.put(column.name(), column.in(record)));
        return row;
    }
}
