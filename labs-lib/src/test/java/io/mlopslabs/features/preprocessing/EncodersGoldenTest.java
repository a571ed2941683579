// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.data.Folds;
import io.mlopslabs.data.Split;
import io.mlopslabs.features.BagOfWords;
import io.mlopslabs.features.CountVectorizer;
import io.mlopslabs.features.DocumentFrequency;
import io.mlopslabs.features.SparseMatrix;
import io.mlopslabs.features.TfidfTransformer;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EncodersGoldenTest {
    private static final String SKLEARN = "sklearn.preprocessing.";
    private static final String TEXT = "sklearn.feature_extraction.text.";
    static final Map<String, Function<Case, Object>> CALLS = Map.of(
            SKLEARN + "OneHotEncoder", EncodersGoldenTest::oneHot,
            SKLEARN + "OrdinalEncoder", EncodersGoldenTest::ordinal,
            SKLEARN + "LabelEncoder/LabelBinarizer", EncodersGoldenTest::labels,
            SKLEARN + "MultiLabelBinarizer", EncodersGoldenTest::manyLabels,
            SKLEARN + "TargetEncoder", EncodersGoldenTest::target,
            TEXT + "CountVectorizer", EncodersGoldenTest::counts,
            TEXT + "TfidfVectorizer", EncodersGoldenTest::tfidf);

    @TestFactory
    Stream<DynamicTest> agree_with_scikit_learn() {
        return Golden.read("features/sk_encoders").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("features/sk_encoders").cases())
                .hasSize(46)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    private static Map<String, Object> run(Case c, FittedCategorical fitted) {
        Map<String, Object> result = new HashMap<>();
        result.put("transformed", fitted.transform(Cases.categories(c, "fit")));
        result.put("names", fitted.outputNames(fitted.inputs() == 1 ? List.of("c") : List.of("c0", "c1")));
        if (c.expected().has("served_error")) {
            var refusal = catchThrowableOfType(
                    IllegalArgumentException.class, () -> fitted.transform(Cases.categories(c, "transform")));
            result.put("served_error", refusal.getMessage().split(";", -1)[0]); // what to do stands behind it
        } else if (c.has("transform")) {
            result.put("served", fitted.transform(Cases.categories(c, "transform")));
        }
        return result;
    }

    /** Of a list per column, what the case has: the list itself where there is one column only. */
    private static Object perColumn(Case c, String key, List<List<Object>> columns) {
        return c.expected().path(key).path(0).isArray() ? columns : columns.get(0);
    }

    private static Object oneHot(Case c) {
        // The reference warns of an unknown category, and then does as for infrequent_if_exist.
        boolean warns = c.text("handle_unknown", "").equals("warn");
        var encoder = new OneHotEncoder()
                .drop(Cases.word(c, "drop", OneHotEncoder.Drop.NONE))
                .handleUnknown(
                        warns
                                ? OneHotEncoder.HandleUnknown.INFREQUENT_IF_EXIST
                                : Cases.word(c, "handle_unknown", OneHotEncoder.HandleUnknown.ERROR));
        if (c.has("min_frequency")) {
            JsonNode limit = c.arguments().get("min_frequency");
            encoder = limit.isInt() ? encoder.minFrequency(limit.asInt()) : encoder.minFrequency(limit.asDouble());
        }
        if (c.has("max_categories")) {
            encoder = encoder.maxCategories((int) c.number("max_categories", 0));
        }
        var fitted = encoder.fit(Cases.categories(c, "fit"));
        Map<String, Object> result = run(c, fitted);
        result.put("categories_", perColumn(c, "categories_", fitted.categories()));
        result.put("infrequent_categories_", perColumn(c, "infrequent_categories_", fitted.infrequentCategories()));
        result.put("drop_idx_", fitted.dropIdx());
        return result;
    }

    private static Object ordinal(Case c) {
        var plain = new OrdinalEncoder();
        var encoder = plain;
        if (c.has("unknown_value")) {
            encoder = encoder.unknownValue(c.number("unknown_value", Double.NaN));
        }
        if (c.has("encoded_missing_value")) {
            encoder = encoder.encodedMissingValue(c.number("encoded_missing_value", Double.NaN));
        }
        if (c.has("min_frequency")) {
            encoder = encoder.minFrequency(c.arguments().get("min_frequency").asInt());
        }
        if (c.has("max_categories")) {
            encoder = encoder.maxCategories((int) c.number("max_categories", 0));
        }
        Object[][] rows = Cases.categories(c, "fit");
        var fitted = encoder.fit(rows);
        Map<String, Object> result = run(c, fitted);
        result.put("categories_", fitted.categories());
        result.put("infrequent_categories_", fitted.infrequentCategories());
        result.put("transformed_default", plain.fitTransform(rows));
        return result;
    }

    private static Object labels(Case c) {
        List<Object> y = Cases.values(c.arguments().get("y"));
        var encoder = new LabelEncoder().fit(y);
        assertThat(encoder.inverseTransform(encoder.transform(y))).isEqualTo(y);
        List<String> two = List.of("yes", "no", "yes"); // the case does not say which two
        return Map.of(
                "classes_", encoder.classes(),
                "encoded", encoder.transform(y),
                "binarized", new LabelBinarizer().fit(y).transform(y),
                "binarized_two_classes", new LabelBinarizer().fit(two).transform(two));
    }

    private static Object manyLabels(Case c) {
        List<List<Object>> y = c.elements("y").map(Cases::values).toList();
        var fitted = new MultiLabelBinarizer().fit(y);
        return Map.of("classes_", fitted.classes(), "transformed", fitted.transform(y));
    }

    private static Object target(Case c) {
        var encoder = new TargetEncoder().cv(4);
        if (!c.text("smooth", "").equals("auto")) {
            encoder = encoder.smooth(c.number("smooth", Double.NaN));
        }
        Object[][] rows = Cases.categories(c, "fit");
        boolean classes = !c.text("target_type", "continuous").equals("continuous");
        List<Object> y = Cases.values(c.arguments().get("y"));
        TargetEncoder.Fitted fitted = classes ? encoder.fit(rows, y) : encoder.fit(rows, c.doubles("y"));
        Map<String, Object> result = new HashMap<>();
        result.put("encodings_", fitted.encodings());
        if (!c.has("cv")) {
            return result;
        }
        List<Split> folds =
                classes ? Folds.stratified(y.stream().map(Object::toString).toList(), 4) : Folds.kFold(rows.length, 4);
        result.put("test_folds", folds.stream().map(Split::test).toList());
        result.put(
                "cross_fitted", classes ? encoder.fitTransform(rows, y) : encoder.fitTransform(rows, c.doubles("y")));
        result.put("train_through_transform", fitted.transform(rows));
        result.put("served", fitted.transform(Cases.categories(c, "transform")));
        result.put(
                "target_mean_",
                c.expected().get("target_mean_").isArray()
                        ? fitted.targetMean()
                        : fitted.targetMean().get(0));
        return result;
    }

    private static CountVectorizer vectorizer(Case c) {
        var vectorizer = CountVectorizer.standard().maxFeatures((int) c.number("max_features", 0));
        if (c.has("ngram_range")) {
            vectorizer = vectorizer.nGrams((int) c.doubles("ngram_range")[0], (int) c.doubles("ngram_range")[1]);
        }
        return vectorizer.minDf(DocumentFrequency.count((int) c.number("min_df", 1)));
    }

    private static Object counts(Case c) {
        List<String> docs = c.elements("docs").map(JsonNode::asText).toList();
        BagOfWords bag = vectorizer(c).fit(docs);
        return Map.of("vocabulary", bag.vocabulary(), "transformed", dense(bag.transform(docs)));
    }

    private static Object tfidf(Case c) {
        List<String> docs = c.elements("docs").map(JsonNode::asText).toList();
        BagOfWords bag = vectorizer(c).fit(docs);
        var settings = TfidfTransformer.standard()
                .idf(
                        !Cases.flag(c, "use_idf", true)
                                ? TfidfTransformer.Idf.NONE
                                : Cases.flag(c, "smooth_idf", true)
                                        ? TfidfTransformer.Idf.SMOOTH
                                        : TfidfTransformer.Idf.PLAIN)
                .tf(Cases.flag(c, "sublinear_tf", false) ? TfidfTransformer.Tf.SUBLINEAR : TfidfTransformer.Tf.COUNT)
                .norm(norm(c));
        var fitted = settings.fit(bag.transform(docs));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("vocabulary", bag.vocabulary());
        result.put("idf", fitted.idf());
        result.put("transformed", dense(fitted.transform(bag.transform(docs))));
        return result;
    }

    private static TfidfTransformer.Norm norm(Case c) {
        if (c.has("norm") && c.arguments().get("norm").isNull()) {
            return TfidfTransformer.Norm.NONE;
        }
        return TfidfTransformer.Norm.valueOf(c.text("norm", "l2").toUpperCase(Locale.ROOT));
    }

    static double[][] dense(SparseMatrix matrix) {
        return IntStream.range(0, matrix.rows())
                .mapToObj(i -> IntStream.range(0, matrix.columns())
                        .mapToDouble(j -> matrix.get(i, j))
                        .toArray())
                .toArray(double[][]::new);
    }
}
