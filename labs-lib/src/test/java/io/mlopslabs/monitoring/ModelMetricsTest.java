// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.serving.ServedRequest;
import io.mlopslabs.serving.ServedRequest.Seen;
import io.mlopslabs.testing.Crowd;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelMetricsTest {
    private static final String PREDICT = "{model=fashion, operation=predict, version=1}";
    private static final String DETECT = "{model=fashion, operation=detect, version=1}";
    private final ModelMetrics metrics = new ModelMetrics();

    private PrometheusText text() {
        return PrometheusText.of(metrics.text());
    }

    private static ServedRequest took(Duration duration) {
        return new ServedRequest("fashion", 1, "predict", 200, duration, new Seen.Nothing());
    }

    private static String with(String series, String label, Object value) {
        return series.replace("{", "{" + label + "=" + value + ", ");
    }

    @Nested
    class Software {
        @Test
        void counts_requests_by_status_code() {
            metrics.answered(Requests.refused(400));
            metrics.answered(Requests.refused(400));
            metrics.answered(Requests.refused(503));
            metrics.answered(Requests.bright(0.5));
            assertThat(text().value(with("model_requests_total" + PREDICT, "code", 400)))
                    .isEqualTo(2);
            assertThat(text().value(with("model_requests_total" + PREDICT, "code", 503)))
                    .isEqualTo(1);
            assertThat(text().value(with("model_requests_total" + DETECT, "code", 200)))
                    .isEqualTo(1);
        }

        @Test
        void puts_latency_in_seconds_into_buckets_that_hold_their_upper_edge() {
            metrics.answered(took(Duration.ofMillis(5)));
            metrics.answered(took(Duration.ofMillis(6)));
            metrics.answered(took(Duration.ofSeconds(60)));
            String bucket = "model_request_duration_seconds_bucket{le=%s, model=fashion, operation=predict, version=1}";
            assertThat(text().value(bucket.formatted("0.0025"))).isZero();
            assertThat(text().value(bucket.formatted("0.005"))).isEqualTo(1);
            assertThat(text().value(bucket.formatted("0.01"))).isEqualTo(2);
            assertThat(text().value(bucket.formatted("10.0"))).isEqualTo(2);
            assertThat(text().value(bucket.formatted("+Inf"))).isEqualTo(3);
            assertThat(text().value("model_request_duration_seconds_sum" + PREDICT))
                    .isCloseTo(60.011, within(1e-12)); // three doubles summed
        }
    }

    @Nested
    class Input_and_output {
        @Test
        void describe_every_instance_of_a_prediction() {
            metrics.answered(Requests.predicted(
                    List.of(new float[] {0, 0.5f}, new float[] {1, 1}, new float[] {0, 0}),
                    List.of(new float[] {0.75f, 0.25f}, new float[] {0.5f, 0.5f}, new float[] {0.125f, 0.875f}),
                    "shirt",
                    "coat"));
            assertThat(text().value("model_input_mean_count" + PREDICT)).isEqualTo(3);
            assertThat(text().value("model_input_mean_sum" + PREDICT)).isEqualTo(1.25); // 0.25 + 1 + 0
            assertThat(text().value(with("model_predictions_total" + PREDICT, "class", "shirt")))
                    .isEqualTo(2); // the first of equals
            assertThat(text().value(with("model_predictions_total" + PREDICT, "class", "coat")))
                    .isEqualTo(1);
            assertThat(text().value("model_confidence_sum" + PREDICT)).isEqualTo(2.125); // 0.75 + 0.5 + 0.875
            assertThat(text().types()).doesNotContainKey("model_nonfinite_outputs_total");
        }

        @Test
        void number_the_classes_that_have_no_names() {
            metrics.answered(Requests.predicted(List.of(), List.of(new float[] {0, 0, 1})));
            assertThat(text().value(with("model_predictions_total" + PREDICT, "class", 2)))
                    .isEqualTo(1);
        }

        @Test
        void count_answers_that_are_no_numbers_and_name_no_class_for_them() {
            metrics.answered(Requests.predicted(
                    List.of(new float[] {1}, new float[] {1}, new float[] {1}),
                    List.of(new float[] {Float.NaN, 0.5f}, new float[] {Float.POSITIVE_INFINITY, 0}, new float[] {
                        0.75f, 0.25f
                    })));
            assertThat(text().value("model_nonfinite_outputs_total" + PREDICT)).isEqualTo(2);
            assertThat(text().value("model_confidence_count" + PREDICT)).isEqualTo(1);
        }

        @Test
        void leave_out_class_and_confidence_where_a_model_has_one_output() {
            metrics.answered(Requests.predicted(List.of(new float[] {1}), List.of(new float[] {42})));
            assertThat(text().types()).containsKey("model_input_mean").doesNotContainKey("model_confidence");
        }

        @Test
        void are_absent_for_a_refused_request() {
            metrics.answered(Requests.refused(400));
            assertThat(text().types()).containsOnlyKeys("model_requests_total", "model_request_duration_seconds");
        }
    }

    @Nested
    class Cascade {
        @Test
        void follows_an_image_from_proposals_to_detections() {
            metrics.answered(Requests.image(0.25, 8, "coat", 0.5, 0.75));
            metrics.answered(Requests.image(0.5, 4, "coat"));
            metrics.answered(Requests.image(0.25, 0, "coat"));
            assertThat(text().value("model_input_mean_sum" + DETECT)).isEqualTo(1);
            assertThat(text().value("detector_proposals_sum" + DETECT)).isEqualTo(12);
            assertThat(text().value("detector_detections_sum" + DETECT)).isEqualTo(2);
            assertThat(text().value("detector_detections_count" + DETECT)).isEqualTo(3);
            assertThat(text().value("detector_empty_images_total" + DETECT)).isEqualTo(2);
            assertThat(text().value(with("detector_detections_bucket" + DETECT, "le", "0.0")))
                    .isEqualTo(2); // the same images
            assertThat(text().value(with("model_predictions_total" + DETECT, "class", "coat")))
                    .isEqualTo(2);
            assertThat(text().value("model_confidence_sum" + DETECT)).isEqualTo(1.25);
        }
    }

    @Nested
    class Labels {
        @Test
        void do_not_grow_with_what_clients_ask_for() {
            for (int i = 0; i < 1000; i++) {
                metrics.answered(new ServedRequest(
                        "model-" + i,
                        1,
                        "operation-" + i,
                        200,
                        Duration.ZERO,
                        new Seen.Prediction(List.of(), List.of(new float[] {1, 0}), List.of("class-" + i))));
            }
            long series = text().samples().keySet().stream()
                    .filter(name -> name.startsWith("model_requests_total"))
                    .count();
            // Every model up to the limit came with its own operation; all later ones are other, other.
            assertThat(series).isEqualTo(ModelMetrics.MOST_MODELS + 1L);
            assertThat(text().value("model_requests_total{code=200, model=other, operation=other, version=1}"))
                    .isEqualTo(1000.0 - ModelMetrics.MOST_MODELS);
            long classes = text().samples().keySet().stream()
                    .filter(name -> name.startsWith("model_predictions_total"))
                    .count();
            assertThat(classes).isEqualTo(ModelMetrics.MOST_CLASSES + 1L);
        }

        @Test
        void say_none_for_a_model_that_is_not_served() {
            metrics.answered(new ServedRequest("", 0, "predict", 404, Duration.ZERO, new Seen.Nothing()));
            assertThat(text().value("model_requests_total{code=404, model=none, operation=predict, version=0}"))
                    .isEqualTo(1);
        }

        @Test
        void may_hold_any_character() {
            metrics.answered(Requests.predicted(List.of(), List.of(new float[] {1, 0}), "a \"b\"\\\n{c=1}, ü"));
            assertThat(text().value(with("model_predictions_total" + PREDICT, "class", "a \"b\"\\\n{c=1}, ü")))
                    .isEqualTo(1);
        }
    }

    @Nested
    class Text {
        @Test
        void is_empty_before_the_first_request() {
            assertThat(metrics.text()).isEmpty();
        }

        @Test
        void names_the_type_of_every_metric_and_the_format() {
            metrics.answered(Requests.bright(0.5));
            assertThat(text().types())
                    .containsEntry("model_requests_total", "counter")
                    .containsEntry("model_request_duration_seconds", "histogram")
                    .containsEntry("detector_proposals", "histogram");
            assertThat(ModelMetrics.CONTENT_TYPE).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        }

        @Test
        void of_two_objects_has_nothing_in_common() {
            new ModelMetrics().answered(Requests.bright(0.5));
            assertThat(metrics.text()).isEmpty();
        }

        @Test
        void is_exact_when_many_threads_report() {
            Crowd.all(() -> {
                for (int i = 0; i < 1000; i++) {
                    metrics.answered(Requests.image(0.5, 3, "coat", 0.5));
                }
            });
            assertThat(text().value(with("model_requests_total" + DETECT, "code", 200)))
                    .isEqualTo(8000);
            assertThat(text().value("detector_proposals_sum" + DETECT)).isEqualTo(24_000);
            assertThat(text().value("model_input_mean_sum" + DETECT)).isEqualTo(4000); // halves add up exactly
        }
    }
}
