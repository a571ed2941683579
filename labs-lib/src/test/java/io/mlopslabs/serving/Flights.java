// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.features.linear.LogisticRegressionModel;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A table with a column of every type, the features made of it, and a model of them: no engine, no data set. */
final class Flights {
    static final FeatureSpec COLUMNS = FeatureSpec.of()
            .float32("distance")
            .float64("delay")
            .int64("hour")
            .string("flight")
            .ragged("visib", DType.FLOAT32)
            .with("wind", new Kind(DType.FLOAT32, 2));
    static final List<String> CLASSES = List.of("on time", "late");

    /** One row in a request; flight 17 leaves at 9 o'clock. */
    static final String ROW =
            "{\"distance\":1400,\"delay\":-3.5,\"hour\":9,\"flight\":\"17\",\"visib\":null,\"wind\":[1.5,-2]}";

    private Flights() {}

    static TransformGraph graph() {
        return Preprocessing.of(COLUMNS, (in, out) -> out.put(
                                "miles", in.column("distance").times(0.001))
                        .put("delay", in.column("delay").plus(in.column("hour")))
                        .put("flight", in.column("flight").cast(DType.FLOAT64).times(0.01))
                        .put("visib", in.column("visib").orElse(10))
                        .put("wind", in.column("wind").times(0.1)))
                .analyze(rows(1, 5));
    }

    static LogisticRegressionModel logistic() {
        return new LogisticRegressionModel(List.of(), new double[] {0.3, -0.04, 1.7, 0.05, -0.6, 0.9}, -0.25);
    }

    static TabularModel model() {
        return new TabularModel(graph(), logistic(), CLASSES);
    }

    /** Returns rows of all the values that a client can send: huge, tiny, negative zero, missing, several. */
    static Batch rows(long seed, int rows) {
        var random = new SplittableRandom(seed);
        Map<String, Values> columns = new LinkedHashMap<>();
        COLUMNS.columns().forEach((name, kind) -> {
            List<Object> values = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                values.add(
                        switch (name) {
                            case "hour" -> random.nextLong(-100, 100);
                            case "flight" -> Double.toString(number(random));
                            case "visib" -> random.nextInt(3) == 0 ? List.of() : List.of(number(random));
                            case "wind" -> List.of(number(random), number(random));
                            default -> number(random);
                        });
            }
            columns.put(name, Values.of(kind, values));
        });
        return new Batch(rows, columns);
    }

    private static double number(SplittableRandom random) {
        return switch (random.nextInt(40)) {
            case 0 -> -0.0;
            case 1 -> random.nextLong(1L << 40);
            case 2 -> random.nextDouble() * 1e-30;
            default -> random.nextDouble(-50, 50);
        };
    }

    /** Returns the rows as instances of a request, numbers in full length. */
    static String instances(Batch rows) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int row = 0; row < rows.rows(); row++) {
            ObjectNode instance = list.addObject();
            for (Map.Entry<String, Values> column : rows.columns().entrySet()) {
                put(instance, column.getKey(), column.getValue(), row);
            }
        }
        return "{\"instances\":" + list + "}";
    }

    /** Returns the rows by columns. */
    static String inputs(Batch rows) {
        ObjectNode columns = JsonNodeFactory.instance.objectNode();
        rows.columns().forEach((name, values) -> {
            ArrayNode list = columns.putArray(name);
            for (int row = 0; row < rows.rows(); row++) {
                ObjectNode one = JsonNodeFactory.instance.objectNode();
                put(one, name, values, row);
                list.add(one.get(name));
            }
        });
        return "{\"inputs\":" + columns + "}";
    }

    private static void put(ObjectNode into, String name, Values values, int row) {
        if (values.kind().width() == 1) {
            into.putPOJO(name, values.value(values.start(row)));
            return;
        }
        ArrayNode list = into.putArray(name);
        for (int i = values.start(row); i < values.end(row); i++) {
            list.addPOJO(values.value(i));
        }
    }
}
