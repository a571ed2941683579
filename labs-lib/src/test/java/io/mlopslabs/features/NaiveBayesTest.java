// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.data.Datasets;
import io.mlopslabs.data.Split;
import io.mlopslabs.data.TrainTest;
import io.mlopslabs.features.NaiveBayes.Prior;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NaiveBayesTest {
    private static final String SKLEARN = "sklearn.naive_bayes.";
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            SKLEARN + "MultinomialNB", c -> model(c, new NaiveBayes.Multinomial(alpha(c), prior(c))),
            SKLEARN + "BernoulliNB",
                    c -> model(c, new NaiveBayes.Bernoulli(alpha(c), c.number("binarize", 0), prior(c))),
            SKLEARN + "ComplementNB",
                    c -> model(
                            c,
                            new NaiveBayes.Complement(
                                    alpha(c),
                                    isTrue(c, "norm") ? NaiveBayes.Weights.NORMALIZED : NaiveBayes.Weights.RAW,
                                    prior(c))));

    @TestFactory
    Stream<DynamicTest> naive_bayes_agrees_with_scikit_learn() {
        return Golden.read("labeling/naive_bayes").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("labeling/naive_bayes").cases())
                .hasSize(26)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    @TestFactory
    Stream<DynamicTest> gaussian_naive_bayes_agrees_with_scikit_learn() {
        return Golden.read("features/gaussian_nb").tests(Map.of(SKLEARN + "GaussianNB", NaiveBayesTest::gaussian));
    }

    /** Fitted on the front 70 % of each novel with uni- and bigrams of 2 texts or more; numbers by scikit-learn 1.9.1. */
    @Nested
    class On_passages_of_Austen {
        private static SparseMatrix train;
        private static SparseMatrix test;
        private static List<String> trainNovels;
        private static List<String> testNovels;

        @BeforeAll
        static void count() {
            Table austen = Datasets.load("austen");
            TrainTest<Table> parts = Split.of(
                            IntStream.range(0, 2_400)
                                    .filter(row -> row % 400 < 280)
                                    .toArray(),
                            IntStream.range(0, 2_400)
                                    .filter(row -> row % 400 >= 280)
                                    .toArray())
                    .of(austen);
            BagOfWords bag = CountVectorizer.standard()
                    .nGrams(1, 2)
                    .minDf(DocumentFrequency.count(2))
                    .fit(parts.train().stringColumn("text").asList());
            train = bag.transform(parts.train().stringColumn("text").asList());
            test = bag.transform(parts.test().stringColumn("text").asList());
            trainNovels = parts.train().stringColumn("novel").asList();
            testNovels = parts.test().stringColumn("novel").asList();
        }

        @Test
        void counts_as_many_terms_and_occurrences() {
            assertThat(train).hasToString("1680 rows, 27192 columns, 258662 values that are not 0");
        }

        @Test
        void is_right_as_often() {
            assertThat(new NaiveBayes.Multinomial(0.1, new Prior.Empirical())
                            .fit(train, trainNovels)
                            .accuracy(test, testNovels))
                    .isEqualTo(574 / 720.0);
            assertThat(NaiveBayes.bernoulli().fit(train, trainNovels).accuracy(test, testNovels))
                    .isEqualTo(579 / 720.0);
            assertThat(NaiveBayes.complement().fit(train, trainNovels).accuracy(test, testNovels))
                    .isEqualTo(659 / 720.0);
        }

        @Test
        void gives_the_same_likelihoods() {
            double rounding = 1e-8; // 27,192 logarithms of about 10 summed in another order
            assertThat(new NaiveBayes.Multinomial(0.1, new Prior.Empirical())
                            .fit(train, trainNovels)
                            .jointLogLikelihood(test.select(new int[] {0}))[0])
                    .containsExactly(
                            new double[] {
                                -3069.8604985784177,
                                -3136.7259562436843,
                                -3148.800382151042,
                                -3185.5178135031265,
                                -3149.2626876325635,
                                -3162.9017590467083
                            },
                            within(rounding));
            assertThat(NaiveBayes.bernoulli().fit(train, trainNovels).jointLogLikelihood(test)[0])
                    .containsExactly(
                            new double[] {
                                -1145.9367608430734,
                                -1183.1364567253445,
                                -1190.1887661854107,
                                -1206.0422690578857,
                                -1189.2168840503068,
                                -1193.9021537453377
                            },
                            within(rounding));
        }
    }

    /** Probabilities of ham by Tribuo 4.3.2, {@code MultinomialNaiveBayesTrainer(1.0)} on the same rows: it has no class prior. */
    @Nested
    class Beside_Tribuo {
        private final SparseMatrix train = SparseMatrix.of(new double[][] {{2, 1}, {1, 1}, {3, 1}, {1, 3}});
        private final List<String> y = List.of("ham", "ham", "ham", "spam");
        private final SparseMatrix test = SparseMatrix.of(new double[][] {{1, 1}, {0, 1}, {2, 1}});

        @Test
        void equals_it_with_a_uniform_prior() {
            double[][] proba = new NaiveBayes.Multinomial(1, new Prior.Uniform())
                    .fit(train, y)
                    .proba(test);
            double rounding = 1e-14; // a few ulps of a number below 1
            assertThat(proba[0][0]).isCloseTo(0.5101214574898786, within(rounding));
            assertThat(proba[1][0]).isCloseTo(0.3529411764705883, within(rounding));
            assertThat(proba[2][0]).isCloseTo(0.6653256223283883, within(rounding));
        }

        @Test
        void decides_otherwise_than_it_with_scikit_learns_prior_of_three_to_one() {
            assertThat(new NaiveBayes.Multinomial(1, new Prior.Uniform())
                            .fit(train, y)
                            .predict(test))
                    .containsExactly("ham", "spam", "ham");
            assertThat(NaiveBayes.multinomial().fit(train, y).predict(test)).containsExactly("ham", "ham", "ham");
        }
    }

    @Nested
    class Model {
        private final SparseMatrix x = SparseMatrix.of(new double[][] {{2, 0, 1}, {0, 3, 1}, {1, 0, 1}});

        @Test
        void of_one_class_says_that_class_of_everything() {
            NaiveBayesModel<String> constant = NaiveBayes.multinomial().fit(x, List.of("spam", "spam", "spam"));
            assertThat(constant.predict(x)).containsOnly("spam");
            assertThat(constant.proba(x)[1]).containsExactly(1.0);
            // With one class the complement is empty and its prior, ln 1, is used.
            assertThat(NaiveBayes.complement().fit(x, List.of(7, 7, 7)).proba(x)[0])
                    .containsExactly(1.0);
        }

        @Test
        void has_probabilities_that_sum_to_one() {
            double[][] proba = NaiveBayes.complement().fit(x, List.of(1, 2, 3)).proba(x);
            assertThat(List.of(proba))
                    .allSatisfy(row -> assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12)));
        }

        @Test
        void names_the_features_that_speak_for_a_class() {
            NaiveBayesModel<String> model = NaiveBayes.multinomial().fit(x, List.of("ham", "spam", "ham"));
            assertThat(model.topFeatures("ham", 2)).containsExactly(0, 2);
            assertThat(model.topFeatures("spam", 1)).containsExactly(1);
        }

        @Test
        void sorts_text_classes_by_code_point() {
            String late = new String(Character.toChars(0x20000));
            assertThat(NaiveBayes.multinomial()
                            .fit(x, List.of(late, "\uff21", late))
                            .classes())
                    .containsExactly("\uff21", late);
        }
    }

    @Nested
    class Refuses {
        private final SparseMatrix x = SparseMatrix.of(new double[][] {{2, 0}, {0, 3}});

        @Test
        void a_row_that_no_rule_labelled() {
            String next = "; drop the rows that no rule labelled before fitting, and count them";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NaiveBayes.multinomial().fit(x, List.of(1.0, Double.NaN)))
                    .withMessage("row 1 has no label" + next);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NaiveBayes.multinomial().fit(x, Arrays.asList(null, "spam")))
                    .withMessage("row 0 has no label" + next);
        }

        @Test
        void negative_counts_by_row_and_column() {
            SparseMatrix negative = SparseMatrix.of(new double[][] {{2, 0}, {0, -3}});
            String message = "row 1, column 1 is -3.0; counts are 0 or more";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NaiveBayes.multinomial().fit(negative, List.of(0, 1)))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NaiveBayes.complement().fit(negative, List.of(0, 1)))
                    .withMessage(message);
            assertThat(NaiveBayes.bernoulli().fit(negative, List.of(0, 1)).predict(negative))
                    .containsExactly(0, 1);
        }

        @Test
        void lengths_weights_and_priors_that_do_not_fit() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NaiveBayes.multinomial().fit(x, List.of(0)))
                    .withMessage("2 rows, 1 labels and 2 weights; give one of each per row");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NaiveBayes.multinomial().fit(x, List.of(0, 1), new double[] {1, -1}))
                    .withMessage("row 1 has weight -1.0; give 0 or more");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NaiveBayes.multinomial().fit(x, List.of(0, 1), new double[] {1, 0}))
                    .withMessage("all rows of class 1 have weight 0; leave them out");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NaiveBayes.Multinomial(1, new Prior.Given(List.of(0.5, 0.25, 0.25)))
                            .fit(x, List.of(0, 1)))
                    .withMessage("the prior has 3 shares and there are 2 classes");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Prior.Given(List.of(0.5, 0.6)))
                    .withMessage("the prior is [0.5, 0.6]; give shares above 0 with sum 1");
        }

        @Test
        void a_gaussian_feature_that_does_not_vary_and_questions_a_model_has_no_answer_to() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NaiveBayes.Gaussian(0, new Prior.Empirical()).fit(x, List.of(0, 1)))
                    .withMessage("column 0 does not vary within a class; raise varSmoothing or leave the column out");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NaiveBayes.Gaussian(-1, new Prior.Empirical()))
                    .withMessage("varSmoothing is -1.0; give 0 or more");
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> NaiveBayes.gaussian().fit(x, List.of(0, 1)).featureLogProb())
                    .withMessage("a Gaussian model has no probability per feature; see means and variances");
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> NaiveBayes.multinomial().fit(x, List.of(0, 1)).means())
                    .withMessage("only a Gaussian model has means and variances; see featureLogProb");
        }

        @Test
        void settings_out_of_range() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NaiveBayes.Multinomial(0, new Prior.Uniform()))
                    .withMessage("alpha is 0.0; give more than 0, or one unseen feature rules a class out");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NaiveBayes.Bernoulli(1, -0.5, new Prior.Uniform()))
                    .withMessage("binarize is -0.5; give 0 or more");
        }

        @Test
        void rows_of_a_class_it_has_never_seen_and_columns_it_was_not_fitted_on() {
            NaiveBayesModel<String> model = NaiveBayes.multinomial().fit(x, List.of("ham", "spam"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.accuracy(x, List.of("ham", "phish")))
                    .withMessage("row 1 is of class phish, which the model has never seen; it knows [ham, spam]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.predict(SparseMatrix.of(new double[][] {{1}})))
                    .withMessage("1 columns, and the model was fitted on 2; count with the vocabulary that was fitted");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.topFeatures("phish", 1))
                    .withMessage("class phish has no other to stand against; the model knows [ham, spam]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.accuracy(x, List.of("ham")))
                    .withMessage("2 rows and 1 labels; give one label per row, and a row");
        }
    }

    private static Object gaussian(Case c) {
        Prior prior = c.has("priors")
                ? new Prior.Given(Arrays.stream(c.doubles("priors")).boxed().toList())
                : new Prior.Empirical();
        var settings = new NaiveBayes.Gaussian(c.number("var_smoothing", 1e-9), prior);
        SparseMatrix x = matrix(c, "X");
        List<Integer> y = c.elements("y").map(JsonNode::asInt).toList();
        NaiveBayesModel<Integer> model =
                c.has("sample_weight") ? settings.fit(x, y, c.doubles("sample_weight")) : settings.fit(x, y);
        SparseMatrix test = matrix(c, "X_test");
        return Map.of(
                "classes", model.classes(),
                "theta", model.means(),
                "var", model.variances(),
                "joint_log_likelihood", model.jointLogLikelihood(test),
                "log_proba", model.logProba(test),
                "predictions", model.predict(test));
    }

    private static double alpha(Case c) {
        return c.number("alpha", 1);
    }

    private static boolean isTrue(Case c, String argument) {
        return c.has(argument) && c.arguments().get(argument).asBoolean();
    }

    private static Prior prior(Case c) {
        if (c.has("class_prior")) {
            return new Prior.Given(
                    Arrays.stream(c.doubles("class_prior")).boxed().toList());
        }
        return c.has("fit_prior") && !isTrue(c, "fit_prior") ? new Prior.Uniform() : new Prior.Empirical();
    }

    private static Object model(Case c, NaiveBayes settings) {
        return c.elements("y").allMatch(JsonNode::isTextual)
                ? model(c, settings, c.elements("y").map(JsonNode::asText).toList())
                : model(c, settings, c.elements("y").map(JsonNode::asInt).toList());
    }

    private static <L extends Comparable<? super L>> Object model(Case c, NaiveBayes settings, List<L> y) {
        SparseMatrix x = matrix(c, "X");
        NaiveBayesModel<L> model =
                c.has("sample_weight") ? settings.fit(x, y, c.doubles("sample_weight")) : settings.fit(x, y);
        SparseMatrix test = matrix(c, "X_test");
        Map<String, Object> result = new HashMap<>();
        result.put("classes", model.classes());
        result.put("class_log_prior", model.classLogPrior());
        result.put("feature_log_prob", model.featureLogProb());
        result.put("joint_log_likelihood", model.jointLogLikelihood(test));
        result.put("log_proba", model.logProba(test));
        result.put("predictions", model.predict(test));
        return result;
    }

    private static SparseMatrix matrix(Case c, String argument) {
        return SparseMatrix.of(c.elements(argument)
                .map(row -> IntStream.range(0, row.size())
                        .mapToDouble(j -> row.get(j).asDouble())
                        .toArray())
                .toArray(double[][]::new));
    }
}
