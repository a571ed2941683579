// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import io.mlopslabs.serving.RequestObserver;
import io.mlopslabs.serving.ServedRequest;
import io.mlopslabs.serving.ServedRequest.Seen;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts what a model server does, for Prometheus to collect.
 *
 * <p>Every metric is labelled with model, version and operation.
 *
 * <ul>
 *   <li>Software: {@code model_requests_total} by status code, whose codes from 500 on are the server's errors and those from 400 the clients',
 *       and {@code model_request_duration_seconds}.
 *   <li>Input: {@code model_input_mean}, one value per instance or image.
 *   <li>Output: {@code model_predictions_total} by class, {@code model_confidence}, and {@code model_nonfinite_outputs_total}, the instances
 *       whose answer held a NaN or an infinity.
 *   <li>Cascade of a detector and its classifier, per image: {@code detector_proposals}, {@code detector_detections}, and {@code
 *       detector_empty_images_total}, the images without a detection. Detections per proposal is the ratio of the two sums.
 * </ul>
 *
 * <p>Each object has a registry of its own: two servers in one process do not mix, and nothing about the JVM is added. Bounded whatever is
 * asked: of models, operations and class names the first {@value #MOST_MODELS}, {@value #MOST_OPERATIONS} and {@value #MOST_CLASSES} have
 * series of their own and later ones share {@code other}; a request for no served model counts as model {@value #NO_MODEL}.
 *
 * <p>Requests still running are not counted, as an observer learns of a request when it is answered. Safe for use by many threads.
 */
public final class ModelMetrics implements RequestObserver {
    /** The content type of {@link #text()}. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** The label of requests for a model that is not served. */
    public static final String NO_MODEL = "none";

    static final int MOST_MODELS = 20;
    static final int MOST_OPERATIONS = 20;
    static final int MOST_CLASSES = 200;

    private static final List<String> LABELS = List.of("model", "version", "operation");
    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };
    private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1};
    private static final double[] BRIGHTNESS = {
        0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1
    };
    private static final double[] THINGS = {0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BoundedLabels models = new BoundedLabels(MOST_MODELS);
    private final BoundedLabels operations = new BoundedLabels(MOST_OPERATIONS);
    private final BoundedLabels classes = new BoundedLabels(MOST_CLASSES);

    private final Counter requests = counter("model_requests_total", "Requests answered, by HTTP status code.", "code");
    private final Histogram duration = histogram(
            "model_request_duration_seconds", "Seconds from the first byte of a request to its answer.", SECONDS);
    private final Histogram inputMean = histogram(
            "model_input_mean", "Mean of the inputs of an instance; for an image its brightness, 0 to 1.", BRIGHTNESS);
    private final Counter predictions =
            counter("model_predictions_total", "Instances or boxes named, by class.", "class");
    private final Histogram confidence =
            histogram("model_confidence", "Highest output of an instance, or the confidence of a detection.", SHARES);
    private final Counter nonFinite =
            counter("model_nonfinite_outputs_total", "Instances whose answer held a NaN or an infinity.");
    private final Histogram proposals =
            histogram("detector_proposals", "Boxes of an image that the classifier was asked about.", THINGS);
    private final Histogram detections = histogram("detector_detections", "Boxes returned for an image.", THINGS);
    private final Counter empty = counter("detector_empty_images_total", "Images without a detection.");

    @Override
    public void answered(ServedRequest request) {
        String model = request.model().isEmpty() ? NO_MODEL : models.of(request.model());
        String version = Long.toString(request.version());
        String operation = operations.of(request.operation());
        requests.labelValues(model, version, operation, Integer.toString(request.status()))
                .inc();
        duration.labelValues(model, version, operation)
                .observe(request.duration().toNanos() / 1e9);
        if (request.seen() instanceof Seen.Prediction prediction) {
            var inputs = inputMean.labelValues(model, version, operation);
            prediction.inputs().forEach(input -> inputs.observe(Answer.mean(input)));
            long broken = prediction.outputs().stream()
                    .filter(output -> !Answer.finite(output))
                    .count();
            if (broken > 0) {
                nonFinite.labelValues(model, version, operation).inc(broken);
            }
        } else if (request.seen() instanceof Seen.Found found) {
            inputMean.labelValues(model, version, operation).observe(found.brightness());
            proposals.labelValues(model, version, operation).observe(found.proposals());
            detections
                    .labelValues(model, version, operation)
                    .observe(found.detections().size());
            if (found.detections().isEmpty()) {
                empty.labelValues(model, version, operation).inc();
            }
        }
        for (Answer answer : Answer.of(request.seen())) {
            predictions
                    .labelValues(model, version, operation, classes.of(answer.label()))
                    .inc();
            confidence.labelValues(model, version, operation).observe(answer.confidence());
        }
    }

    /**
     * Returns every metric in Prometheus' text format 0.0.4, to be served at {@code /metrics} as {@link #CONTENT_TYPE}.
     *
     * <p>A metric appears once it has a value.
     */
    public String text() {
        var bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(bytes, registry.scrape(), EscapingScheme.ALLOW_UTF8);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array takes all bytes
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Counter counter(String name, String help, String... more) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(Stream.concat(LABELS.stream(), Stream.of(more)).toArray(String[]::new))
                .register(registry);
    }

    private Histogram histogram(String name, String help, double[] upperBounds) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(upperBounds)
                .labelNames(LABELS.toArray(String[]::new))
                .register(registry);
    }
}
