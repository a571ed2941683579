// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.PreprocessingFunction;
import io.mlopslabs.features.transform.Tokens;
import io.mlopslabs.features.transform.TransformGraph;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VocabularyGoldenTest {
    @TestFactory
    Stream<DynamicTest> agrees_with_TFT_on_every_case() {
        return Golden.tests("tft_vocabulary", 35, VocabularyGoldenTest::check);
    }

    private static void check(Golden example) {
        Rows analyzed = example.rows("analyze");
        PreprocessingFunction function =
                (in, out) -> out.put("ids", Vocabulary.computeAndApplyVocabulary(in.column("x"), options(example, in)));
        TransformGraph graph = analyzed.analyzed(function);
        example.assertSame(analyzed.served(graph).column("ids"), example.expected("transformed"));
        if (!example.argument("transform").isMissingNode()) {
            example.assertSame(example.rows("transform").served(graph).column("ids"), example.expected("served"));
        }

        Tokens vocabulary = Vocabulary.learned(graph, "x");
        assertThat(Vocabulary.numBuckets(vocabulary, options(example, null)))
                .isEqualTo(example.expected("num_buckets").get("values").asLong());
        assertFile(example, vocabulary);
    }

    private static void assertFile(Golden example, Tokens vocabulary) {
        List<String> expected = Golden.texts(example.expected("vocabulary"));
        boolean labelled = example.argument("analyze").has("labels");
        boolean weighted = example.argument("analyze").has("weights");
        if (!example.argument("parameters").has("store_frequency")) {
            assertThat(VocabularyFile.TOKENS.lines(vocabulary)).isEqualTo(expected);
            assertThat(VocabularyFile.TOKENS.parse(expected).tokens()).isEqualTo(vocabulary.tokens());
        } else if (!labelled) {
            VocabularyFile file = weighted ? VocabularyFile.WEIGHTS : VocabularyFile.COUNTS;
            assertThat(file.lines(vocabulary)).isEqualTo(expected);
            assertThat(file.parse(expected)).isEqualTo(vocabulary);
        } else { // TFT's last digits are those of 32 bits
            Tokens read = VocabularyFile.WEIGHTS.parse(expected);
            assertThat(vocabulary.tokens()).isEqualTo(read.tokens());
            for (int id = 0; id < read.tokens().size(); id++) {
                example.assertClose(vocabulary.weights().get(id), read.weights().get(id));
            }
        }
    }

    private static VocabularyOptions options(Golden example, Inputs in) {
        VocabularyOptions options = VocabularyOptions.of();
        if (in != null && example.argument("analyze").has("weights")) {
            options.weights(in.column("weights"));
        }
        if (in != null && example.argument("analyze").has("labels")) {
            options.labels(in.column("labels"));
        }
        JsonNode parameters = example.argument("parameters");
        parameters
                .properties()
                .forEach(parameter -> set(options, parameters, parameter.getKey(), parameter.getValue()));
        return options;
    }

    private static void set(VocabularyOptions options, JsonNode all, String name, JsonNode value) {
        switch (name) {
            case "top_k" -> options.topK(value.asInt());
            case "frequency_threshold" -> options.frequencyThreshold(value.asDouble());
            case "coverage_top_k" -> options.coverage(value.asInt(), "^.");
            case "coverage_frequency_threshold" -> options.coverageFrequencyThreshold(value.asDouble());
            case "key_fn" -> assertThat(all.has("coverage_top_k")).isTrue(); // the first byte, which tells these tokens
            // apart as the first character does
            case "default_value" -> options.defaultValue(value.asLong());
            case "num_oov_buckets" -> options.numOovBuckets(value.asLong());
            case "min_diff_from_avg" -> options.minDiffFromAvg(value.asDouble());
            case "reserved_tokens" -> options.reservedTokens(Golden.texts(value).toArray(String[]::new));
            case "use_adjusted_mutual_info" -> {
                if (value.asBoolean()) {
                    options.useAdjustedMutualInfo();
                }
            }
            case "store_frequency" -> options.storeFrequency();
            case "fingerprint_shuffle" -> options.fingerprintShuffle();
            default -> throw new IllegalStateException(name);
        }
    }
}
