// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.serving.LoadReport;
import io.mlopslabs.serving.LoadTest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The load of {@code ./course bench serving}, in a process of its own: a load test for every line {@code URI RATE SECONDS} on standard input.
 *
 * <p>{@code java Load.java REQUESTS} posts the lines of that file in turn.
 */
public class Load {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        List<byte[]> bodies = Files.readAllLines(Path.of(arguments[0])).stream().map(String::getBytes).toList();
        var lines = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("{}");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            HttpRequest[] requests = bodies.stream()
                    .map(body -> HttpRequest.newBuilder(URI.create(words[0]))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build())
                    .toArray(HttpRequest[]::new);
            var duration = Duration.ofMillis(Math.round(1000 * Double.parseDouble(words[2])));
            LoadReport report = LoadTest.at(Double.parseDouble(words[1]), duration)
                    .withTimeout(Duration.ofSeconds(2))
                    .run(number -> requests[(int) (number % requests.length)]);
            System.out.println(JSON.writeValueAsString(figures(report)));
        }
    }

    private static Map<String, Object> figures(LoadReport report) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("due", report.due());
        figures.put("answered", report.answered());
        figures.put("failed", report.failed());
        figures.put("failures", report.failures());
        figures.put("status", report.byStatus());
        figures.put("rate", report.perSecond());
        if (report.answered() > 0) {
            figures.put("latency", seconds(report.latency()));
            figures.put("service", seconds(report.serviceTime()));
        }
        return figures;
    }

    private static Map<String, Double> seconds(LoadReport.Times times) {
        var seconds = new LinkedHashMap<String, Double>();
        seconds.put("p50", times.p50().toNanos() / 1e9);
        seconds.put("p90", times.p90().toNanos() / 1e9);
        seconds.put("p99", times.p99().toNanos() / 1e9);
        seconds.put("p99.9", times.p999().toNanos() / 1e9);
        seconds.put("max", times.max().toNanos() / 1e9);
        return seconds;
    }
}
