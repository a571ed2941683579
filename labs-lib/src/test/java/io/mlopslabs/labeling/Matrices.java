// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.testing.Golden.Case;
import java.util.Base64;
import java.util.stream.StreamSupport;

/** Reads the arguments of golden cases. */
final class Matrices {
    private Matrices() {}

    static LabelMatrix votes(Case c, int cardinality) {
        JsonNode matrix = c.arguments().get("L");
        if (!matrix.has("data")) {
            return LabelMatrix.of(ints2(matrix), cardinality);
        }
        byte[] bytes = Base64.getDecoder().decode(matrix.get("data").asText());
        int columns = matrix.get("shape").get(1).asInt();
        int[][] votes = new int[bytes.length / columns][columns];
        for (int i = 0; i < bytes.length; i++) {
            votes[i / columns][i % columns] = bytes[i];
        }
        return LabelMatrix.of(votes, cardinality);
    }

    static int[] ints(Case c, String argument) {
        JsonNode node = c.arguments().get(argument);
        if (!node.has("data")) {
            return ints(node);
        }
        byte[] bytes = Base64.getDecoder().decode(node.get("data").asText());
        int[] values = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i];
        }
        return values;
    }

    static int[][] ints2(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(Matrices::ints)
                .toArray(int[][]::new);
    }

    static double[][] doubles2(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(row -> StreamSupport.stream(row.spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static int[] ints(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
