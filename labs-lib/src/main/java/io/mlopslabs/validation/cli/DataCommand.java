// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.cli;

import com.google.protobuf.Message;
import io.mlopslabs.validation.anomalies.StatisticsValidator;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo.Severity;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.Histogram.HistogramType;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.report.DataReport;
import io.mlopslabs.validation.schema.MessageFile;
import io.mlopslabs.validation.schema.SchemaFile;
import io.mlopslabs.validation.schema.SchemaInference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The program behind {@code ./course data}: statistics, schema, validation and report of a file.
 *
 * <p>Here the caller is a person at a terminal or a pipeline, so this class prints.
 */
@Command(
        name = "./course data",
        description =
                "Describes a file of data, proposes what to expect of it, holds it against that, and writes a page to look at.",
        footer = {
            "",
            "FILE, OTHER: data (.csv, .csv.gz, .parquet) or statistics computed before (.pb, .pbtxt, .json).",
            "Exit code: 0 all is well, 1 an anomaly of severity ERROR, 2 a wrong call, 3 a file that cannot be read or written."
        })
final class DataCommand {
    static final int OK = 0;
    static final int ANOMALY = 1;
    static final int USAGE = 2;
    static final int UNREADABLE = 3;

    private static final String FILE = "data or statistics to look at";
    private static final String AGAINST =
            "earlier data of the same kind: drift from there to here is measured and held against the"
                    + " thresholds of the schema's drift comparators";
    private static final String SERVING =
            "what the model is served: skew between FILE and it is measured and held against the thresholds"
                    + " of the schema's skew comparators";
    private static final String ENVIRONMENT =
            "check what the schema expects in this environment, such as TRAINING or SERVING";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "say this")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private DataCommand() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        // UTF-8 whatever the terminal's locale: what is printed is also read by programs.
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = commandLine(out, err).execute(arguments);
        out.flush();
        System.exit(code);
    }

    /** Returns the commands, ready to execute. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new DataCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(120)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((wrong, arguments) -> {
                    String hint = "; " + wrong.getCommandLine().getCommandSpec().qualifiedName()
                            + " --help says what it takes";
                    Problems.say(err, wrong.getMessage() + (wrong.getMessage().contains("; ") ? "" : hint));
                    return USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    Problems.say(err, Problems.sentence(failure));
                    return UNREADABLE;
                });
    }

    @Command(name = "stats", description = "Prints the statistics of a file: a table, or with --json the message.")
    int stats(
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Option(names = "--json", description = "print the canonical JSON of DatasetFeatureStatisticsList")
                    boolean json,
            @Option(
                            names = {"-o", "--out"},
                            paramLabel = "OUT",
                            description =
                                    "write the statistics to a file instead: binary (.pb), text (.pbtxt) or JSON (.json)")
                    Optional<Path> to)
            throws IOException {
        if (to.isPresent()) {
            Inputs.requireFolder(to.get());
            Inputs.requireOther(to.get(), Stream.of(file));
        }
        DatasetFeatureStatisticsList statistics = Inputs.statistics(file);
        if (to.isPresent()) {
            Inputs.write(statistics, to.get());
            err().println("Wrote " + to.get() + ".");
        }
        if (json) {
            printJson(statistics);
        } else if (to.isEmpty()) {
            out().print(DataReport.statistics(Map.of(name(file), statistics), HistogramType.STANDARD)
                    .text());
        }
        return OK;
    }

    @Command(
            name = "schema",
            description =
                    "Prints a schema.pbtxt that the file fulfils; a proposal, to be read and corrected before it judges other files.")
    int schema(@Parameters(paramLabel = "FILE", description = FILE) Path file) throws IOException {
        out().print(SchemaFile.toText(SchemaInference.infer(Inputs.statistics(file))));
        return OK;
    }

    @Command(
            name = "validate",
            description =
                    "Holds a file against a schema, and against other data where there are some; exit code 1 on an ERROR.")
    int validate(
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Option(names = "--schema", required = true, paramLabel = "SCHEMA", description = "a schema.pbtxt")
                    Path schema,
            @Option(names = "--against", paramLabel = "OTHER", description = AGAINST) Optional<Path> against,
            @Option(names = "--serving", paramLabel = "OTHER", description = SERVING) Optional<Path> serving,
            @Option(names = "--environment", paramLabel = "NAME", description = ENVIRONMENT)
                    Optional<String> environment,
            @Option(names = "--json", description = "print the canonical JSON of Anomalies") boolean json)
            throws IOException {
        Anomalies anomalies = anomalies(
                Inputs.schema(schema), Inputs.statistics(file), environment, statistics(against), statistics(serving));
        if (json) {
            printJson(anomalies);
        } else {
            out().print(DataReport.anomalies(anomalies).text());
        }
        return worst(anomalies) == Severity.ERROR ? ANOMALY : OK;
    }

    @Command(
            name = "report",
            description = "Writes a page: statistics side by side; with a schema also what is wrong, and the schema.")
    int report(
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Option(names = "--schema", paramLabel = "SCHEMA", description = "a schema.pbtxt") Optional<Path> schema,
            @Option(names = "--against", paramLabel = "OTHER", description = "earlier data, shown beside FILE")
                    Optional<Path> against,
            @Option(
                            names = "--serving",
                            paramLabel = "OTHER",
                            description = "what the model is served, shown beside FILE")
                    Optional<Path> serving,
            @Option(names = "--environment", paramLabel = "NAME", description = ENVIRONMENT)
                    Optional<String> environment,
            @Option(names = "--quantiles", description = "draw quantiles instead of histograms of equal width")
                    boolean quantiles,
            @Option(
                            names = {"-o", "--out"},
                            required = true,
                            paramLabel = "REPORT",
                            description = "the page to write, such as report.html")
                    Path to)
            throws IOException {
        Inputs.requirePage(to);
        Inputs.requireFolder(to);
        Inputs.requireOther(
                to, Stream.of(Optional.of(file), schema, against, serving).flatMap(Optional::stream));
        DatasetFeatureStatisticsList statistics = Inputs.statistics(file);
        Optional<DatasetFeatureStatisticsList> previous = statistics(against);
        Optional<DatasetFeatureStatisticsList> served = statistics(serving);
        var named = new LinkedHashMap<String, DatasetFeatureStatisticsList>();
        named.put(name(file), statistics);
        against.ifPresent(other ->
                named.put(name(other) + (named.containsKey(name(other)) ? " (against)" : ""), previous.orElseThrow()));
        serving.ifPresent(other ->
                named.put(name(other) + (named.containsKey(name(other)) ? " (serving)" : ""), served.orElseThrow()));
        DataReport page = DataReport.statistics(named, quantiles ? HistogramType.QUANTILES : HistogramType.STANDARD);
        if (schema.isPresent()) {
            Schema expected = Inputs.schema(schema.get());
            page = DataReport.anomalies(anomalies(expected, statistics, environment, previous, served))
                    .and(page)
                    .and(DataReport.schema(expected));
        }
        Files.writeString(to, page.page(String.join(", ", named.keySet())));
        err().println("Wrote " + to + ".");
        return OK;
    }

    private Anomalies anomalies(
            Schema schema,
            DatasetFeatureStatisticsList statistics,
            Optional<String> environment,
            Optional<DatasetFeatureStatisticsList> previous,
            Optional<DatasetFeatureStatisticsList> serving) {
        var validator = StatisticsValidator.of(schema);
        if (environment.isPresent()) {
            requireEnvironment(schema, environment.get());
            validator = validator.environment(environment.get());
        }
        warnWithoutUse("--against", previous.isPresent(), "drift_comparator", schema, Feature::hasDriftComparator);
        warnWithoutUse("--serving", serving.isPresent(), "skew_comparator", schema, Feature::hasSkewComparator);
        if (previous.isPresent()) {
            validator = validator.previousStatistics(previous.get());
        }
        if (serving.isPresent()) {
            validator = validator.servingStatistics(serving.get());
        }
        return validator.validate(statistics);
    }

    /** A misspelt environment would silently check less. */
    private void requireEnvironment(Schema schema, String environment) {
        boolean known = Stream.concat(
                        schema.getDefaultEnvironmentList().stream(),
                        schema.getFeatureList().stream()
                                .flatMap(feature -> Stream.concat(
                                        feature.getInEnvironmentList().stream(),
                                        feature.getNotInEnvironmentList().stream())))
                .anyMatch(environment::equals);
        if (!known) {
            String there = schema.getDefaultEnvironmentCount() == 0
                    ? "it names none"
                    : "it names " + String.join(", ", schema.getDefaultEnvironmentList());
            throw new ParameterException(
                    spec.commandLine(), "the schema knows no environment %s; %s".formatted(environment, there));
        }
    }

    /** Data without a threshold measure nothing, and a threshold without data neither. */
    private void warnWithoutUse(
            String option, boolean given, String comparator, Schema schema, Predicate<Feature> compared) {
        long features = schema.getFeatureList().stream().filter(compared).count();
        if (!given && features > 0) {
            Problems.say(
                    err(),
                    "%d %s of the schema %s a %s, and nothing was measured; name the other data with %s"
                            .formatted(
                                    features,
                                    features == 1 ? "feature" : "features",
                                    features == 1 ? "has" : "have",
                                    comparator,
                                    option));
        }
        if (given && features == 0) {
            Problems.say(
                    err(),
                    "%s holds no column against a threshold, for no feature of the schema has a %s; set one on those that matter"
                            .formatted(option, comparator));
        }
    }

    private static Severity worst(Anomalies anomalies) {
        if (anomalies.getDataMissing()) {
            return Severity.ERROR;
        }
        return Stream.concat(
                        anomalies.getAnomalyInfoMap().values().stream(),
                        anomalies.hasDatasetAnomalyInfo()
                                ? Stream.of(anomalies.getDatasetAnomalyInfo())
                                : Stream.empty())
                .map(info -> info.getSeverity())
                .max(Enum::compareTo)
                .orElse(Severity.UNKNOWN);
    }

    private static Optional<DatasetFeatureStatisticsList> statistics(Optional<Path> file) throws IOException {
        return file.isPresent() ? Optional.of(Inputs.baseline(file.get())) : Optional.empty();
    }

    private void printJson(Message message) {
        out().println(MessageFile.toJson(message));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
