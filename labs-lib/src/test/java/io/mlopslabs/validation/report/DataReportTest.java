// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.TextFormat;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Histogram.HistogramType;
import io.mlopslabs.validation.proto.Schema;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DataReportTest {
    /** What a sanitizer leaves and a screen reader needs; anything else is a mistake. */
    private static final List<String> ELEMENTS = List.of(
            "table", "caption", "thead", "tbody", "tr", "th", "td", "p", "br", "img", "html", "head", "meta", "title",
            "style", "body", "h1", "div");

    private static final String HOSTILE = "<script>alert('x')</script>\"&\u001b[31m\u202e\n";

    @Nested
    class Statistics {
        @Test
        void of_adult_read_in_a_terminal() {
            String text = adult(HistogramType.STANDARD).text();
            assertThat(text).contains("""
                    Numeric features: 5
                    feature         data set  values  missing          zeros   mean  std dev  min  median     max  notes
                    --------------  --------  ------  -------  -------------  -----  -------  ---  ------  ------  -----
                    age             train     26,048        0              0  38.63    13.68   17      37      90
                                    eval       6,513        0              0   38.4    13.46   17      37      90
                    """);
            assertThat(text)
                    .contains(
                            "23,870 (92 %)  1,092    7,483    0       0  99,999  many zeros: 92 %; long tail, largest value:"
                                    + " train 13 std dev from the mean, eval 14 std dev from the mean\n");
            assertThat(text)
                    .contains("\" Private\" 70 %, \" Self-emp-not-inc\" 7.9 %")
                    .contains(
                            "perhaps missing, \" ?\": train 5.6 %, eval 5.8 %; values that start or end in a space\n");
        }

        @Test
        void keep_the_order_of_the_data() {
            assertThat(rowHeaders(adult(HistogramType.STANDARD)))
                    .containsSubsequence("age", "education-num", "capital-gain", "capital-loss", "hours-per-week")
                    .containsSubsequence("workclass", "education", "marital-status", "income");
        }

        @Test
        void say_each_picture_in_words() {
            List<Element> images = images(adult(HistogramType.STANDARD));
            assertThat(images)
                    .filteredOn(image -> image.getAttribute("alt").isEmpty())
                    .isNotEmpty()
                    .allMatch(image -> image.getAttribute("role").equals("presentation"));
            assertThat(images)
                    .extracting(image -> image.getAttribute("alt"))
                    .filteredOn(alt -> !alt.isEmpty()) // the samples beside names
                    .hasSize(14)
                    .contains(
                            "Histogram of age, shares of the values."
                                    + " train: 17 to 90 in 10 buckets, 17 %, 18 %, 18 %, 19 %, 12 %, 8.0 %, 4.7 %, 1.6 %, 0.6 %, 0.2 %;"
                                    + " eval: 17 to 90 in 10 buckets, 17 %, 18 %, 19 %, 18 %, 12 %, 7.8 %, 5.3 %, 1.3 %, 0.3 %, 0.1 %.")
                    .contains("Shares of the most frequent values of gender. train: \" Male\" 67 %, \" Female\" 33 %;"
                            + " eval: \" Male\" 67 %, \" Female\" 33 %.");
            assertThat(images).allSatisfy(image -> {
                assertThat(image.getAttribute("width")).isNotEmpty();
                assertThat(image.getAttribute("src")).startsWith("data:image/svg+xml;base64,");
            });
        }

        @Test
        void draw_quantiles_where_one_far_value_would_squeeze_a_histogram() {
            assertThat(images(adult(HistogramType.QUANTILES)))
                    .extracting(image -> image.getAttribute("alt"))
                    .contains("Quantiles of hours-per-week, 10 % of the values between each two."
                            + " train: 1, 24, 35, 40, 40, 40, 40, 40, 48, 55, 99;"
                            + " eval: 1, 24, 35, 40, 40, 40, 40, 42, 50, 55, 99.");
        }

        @Test
        void that_only_one_data_set_has_are_absent_in_the_other() {
            var both = new LinkedHashMap<String, DatasetFeatureStatisticsList>();
            both.put("old", statistics(number("a", "")));
            both.put("new", statistics(number("a", ""), text("b", "")));
            assertThat(DataReport.statistics(both, HistogramType.STANDARD).text())
                    .contains("absent: old\n");
        }

        @Test
        void of_a_column_that_changed_its_type_say_so() {
            var both = new LinkedHashMap<String, DatasetFeatureStatisticsList>();
            both.put("old", statistics(number("a", "")));
            both.put("new", statistics(text("a", "")));
            assertThat(DataReport.statistics(both, HistogramType.STANDARD).text())
                    .contains("of another type: new STRING\n");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                num_missing: 0                    | min: 3 max: 3                                  | constant
                num_missing: 6                    | max: 1                                         | many missing: 5.7 %
                num_missing: 5                    | max: 1                                         | ''
                num_missing: 0                    | max: 1 num_zeros: 50                           | many zeros: 50 %
                num_missing: 0                    | max: 1 num_zeros: 49                           | ''
                num_missing: 0                    | mean: 1 std_dev: 1 max: 11                     | long tail, largest value: 10 std dev from the mean
                num_missing: 0                    | mean: 1 std_dev: 1 min: -12                    | long tail, smallest value: 13 std dev from the mean
                num_missing: 0                    | max: inf mean: nan                             | infinite values
                num_missing: 0                    | max: 1 histograms { num_nan: 4 }               | not a number: 4 values
                max_num_values: 7                 | max: 1                                         | values an example: 1 to 7
                num_non_missing: 0 num_missing: 9 | max: 0                                         | no value at all
                """)
        void of_numbers_are_noted_where_a_look_is_worth_it(String common, String numeric, String note) {
            assertThat(note("num_stats { common_stats { " + COMMON + common + " } " + numeric + " }"))
                    .isEqualTo(note);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                unique: 1                                               | constant
                unique: 2 top_values { value: "a" frequency: 99 }       | nearly constant, one value: 99 %
                unique: 95                                              | nearly all values are distinct, perhaps an identifier
                unique: 94                                              | ''
                unique: 9 invalid_utf8_count: 1                         | not UTF-8: 1 value
                unique: 9 top_values { value: "None" frequency: 12 }    | perhaps missing, "None": 12 %
                unique: 9 top_values { value: "a " frequency: 12 }      | values that start or end in a space
                """)
        void of_texts_are_noted_where_a_look_is_worth_it(String strings, String note) {
            assertThat(note("type: STRING string_stats { common_stats { " + COMMON + " } " + strings + " }"))
                    .isEqualTo(note);
        }

        @Test
        void of_2000_columns_stay_readable_and_say_what_is_left_out() {
            String[] features = IntStream.range(0, 2000)
                    .mapToObj(i -> number("c" + i, i == 1500 ? "num_zeros: 100" : ""))
                    .toArray(String[]::new);
            DataReport report = DataReport.statistics(statistics(features));
            assertThat(rowHeaders(report))
                    .hasSize(1 + 200)
                    .contains("c0", "c198", "c1500")
                    .doesNotContain("c199");
            assertThat(report.html())
                    .hasSizeLessThan(400_000)
                    .contains(
                            "Not shown: 1,800 more of these features. Shown are those with a note, as far as there is room, then the first.");
        }

        @Test
        void need_a_data_set() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DataReport.statistics(DatasetFeatureStatisticsList.getDefaultInstance()))
                    .withMessage("the statistics hold no data set; give those of at least one");
        }
    }

    @Nested
    class An_anomaly_report {
        @Test
        void without_an_anomaly_says_so() {
            DataReport report = DataReport.anomalies(Anomalies.getDefaultInstance());
            assertThat(report.text()).isEqualTo("No anomalies found.\n");
            assertThat(report.html()).isEqualTo("<p>No anomalies found.</p>\n");
        }

        @Test
        void names_the_worst_first_and_every_measurement() throws Exception {
            Anomalies anomalies = parse(Anomalies.newBuilder(), """
                    anomaly_info { key: "a" value { severity: WARNING short_description: "High drift" description: "0.2 is above 0.1." } }
                    anomaly_info { key: "b" value { severity: ERROR reason { short_description: "One" description: "First." }
                                                                    reason { short_description: "Two" description: "Second." } } }
                    dataset_anomaly_info { severity: ERROR short_description: "Low num examples" description: "3 < 10." }
                    drift_skew_info { path { step: "a" }
                      drift_measurements { type: JENSEN_SHANNON_DIVERGENCE value: 0.2 threshold: 0.1 }
                      skew_measurements { type: L_INFTY value: 0.1 threshold: 0.1 } }
                    """).build();
            assertThat(DataReport.anomalies(anomalies).text()).isEqualTo("""
                    Anomalies: 3
                    feature     severity  what              in detail
                    ----------  --------  ----------------  ---------
                    [data set]  ERROR     Low num examples  3 < 10.
                    b           ERROR     One; Two          First.; Second.
                    a           WARNING   High drift        0.2 is above 0.1.

                    Drift and skew: 2 measurements
                    feature  between  measure                    value  threshold  verdict
                    -------  -------  -------------------------  -----  ---------  -------
                    a        drift    Jensen-Shannon divergence    0.2        0.1  above
                    a        skew     L-infinity                   0.1        0.1  within
                    """);
        }

        @Test
        void of_no_examples_says_so() {
            assertThat(DataReport.anomalies(
                                    Anomalies.newBuilder().setDataMissing(true).build())
                            .text())
                    .contains(
                            "[data set]  ERROR     No examples  The statistics hold no example, so nothing could be checked.");
        }
    }

    @Test
    void a_schema_tells_type_presence_number_of_values_and_domain() throws Exception {
        Schema schema = parse(Schema.newBuilder(), """
                feature { name: "age" type: INT presence { min_fraction: 1 min_count: 1 } value_count { min: 1 max: 1 }
                          int_domain { min: 0 max: 120 } drift_comparator { jensen_shannon_divergence { threshold: 0.1 } } }
                feature { name: "job" type: BYTES presence { min_count: 1 } value_count { min: 1 } domain: "jobs"
                          distribution_constraints { min_domain_mass: 0.9 } }
                feature { name: "pay" type: FLOAT presence { min_fraction: 0.5 } shape { dim { size: 1 } } float_domain { min: 0 disallow_nan: true }
                          not_in_environment: "SERVING" lifecycle_stage: DEPRECATED }
                string_domain { name: "jobs" value: "clerk" value: "a, b" value: "" value: " x" }
                """).build();
        assertThat(DataReport.schema(schema).text()).isEqualTo("""
                Schema: 3 features
                feature  type    presence       values     domain              more
                -------  ------  -------------  ---------  ------------------  ----
                age      INT     required       single     0 to 120            drift: Jensen-Shannon up to 0.1
                job      STRING  optional       1 or more  jobs                at least 90 % in the domain
                pay      FLOAT   at least 50 %  single     at least 0, no NaN  deprecated; not in SERVING

                Domains: 1
                domain  size  allowed values
                ------  ----  --------------
                jobs       4  clerk, "a, b", "", " x"
                """);
    }

    @Nested
    class Whatever_the_data_hold {
        private final DataReport report;

        Whatever_the_data_hold() throws Exception {
            String name = TextFormat.escapeDoubleQuotesAndBackslashes(HOSTILE).replace("\n", "\\n");
            String value = name + "שלום" + "x".repeat(10_000);
            Schema schema = parse(
                            Schema.newBuilder(),
                            "feature { name: \"%s\" type: BYTES string_domain { name: \"%s\" value: \"%s\" } }"
                                    .formatted(name, name, value))
                    .build();
            Anomalies anomalies = parse(
                            Anomalies.newBuilder(),
                            "anomaly_info { key: \"%s\" value { severity: ERROR short_description: \"%s\" description: \"%s\" } }"
                                    .formatted(name, name, value))
                    .build();
            report = DataReport.statistics(statistics(
                            number(name, ""),
                            text(
                                    name + "2",
                                    "top_values { value: \"%s\" frequency: 3 } rank_histogram { buckets { label: \"%s\" sample_count: 3 } }"
                                            .formatted(value, value))))
                    .and(DataReport.anomalies(anomalies))
                    .and(DataReport.schema(schema));
        }

        @Test
        void is_text_and_no_markup() throws Exception {
            for (String html : List.of(report.page(HOSTILE), "<div>" + report.html() + "</div>")) {
                NodeList all = document(html).getElementsByTagName("*");
                assertThat(IntStream.range(0, all.getLength())
                                .mapToObj(i -> all.item(i).getNodeName())
                                .distinct())
                        .isSubsetOf(ELEMENTS);
                assertThat(html)
                        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;\\u001b[31m\\u202e\\n");
            }
        }

        @Test
        void does_not_reach_the_terminal_as_codes() {
            assertThat(report.text())
                    .doesNotContain("\u001b")
                    .doesNotContain("\u202e")
                    .contains("\\u001b[31m");
        }

        @Test
        void is_cut() {
            assertThat(report.text()).doesNotContain("x".repeat(1000));
            assertThat(report.html()).doesNotContain("x".repeat(1000));
        }

        @Test
        void in_Hebrew_keeps_the_numbers_behind_it_in_place() {
            DataReport hebrew =
                    DataReport.statistics(statistics(text("a", "top_values { value: \"שלום\" frequency: 50 }")));
            assertThat(hebrew.text()).contains("\u2068שלום\u2069 50 %");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HistogramType.class,
            names = {"STANDARD", "QUANTILES"})
    void equal_messages_give_equal_well_formed_pages(HistogramType type) throws Exception {
        String page = adult(type).page("adult");
        assertThat(page).isEqualTo(adult(type).page("adult"));
        Document document = document(page);
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("adult");
        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "<script", "@import", "url(");
        for (Element image : images(adult(type))) {
            String svg = svg(image);
            assertThat(svg).doesNotContain("NaN", "Infinity", "<text");
            assertThat(document(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#ffffff", "#111111"}) // JupyterLab's grounds; the site's are between
    void every_colour_of_a_picture_is_told_from_a_light_and_from_a_dark_page(String ground) {
        assertThat(Picture.COLOURS)
                .allSatisfy(colour -> assertThat(contrast(colour, ground)).isGreaterThanOrEqualTo(3));
    }

    @Test
    void a_histogram_of_the_widest_range_and_one_of_a_single_value_can_be_drawn() throws Exception {
        for (String range : List.of("low_value: -1.7e308 high_value: 1.7e308", "low_value: 3 high_value: 3")) {
            DataReport report = DataReport.statistics(
                    statistics(number("a", "histograms { buckets { " + range + " sample_count: 100 } }")));
            String svg = svg(images(report).get(0));
            assertThat(svg).contains("V3H").doesNotContain("NaN"); // its one bar is as high as there is room
        }
    }

    @Test
    void a_range_beside_a_single_value_is_more_than_a_line_on_the_axis() {
        var both = new LinkedHashMap<String, DatasetFeatureStatisticsList>();
        both.put("range", statistics(number("a", "histograms { buckets { high_value: 9 sample_count: 100 } }")));
        both.put(
                "constant",
                statistics(number("a", "histograms { buckets { low_value: 3 high_value: 3 sample_count: 100 } }")));
        String svg = svg(images(DataReport.statistics(both, HistogramType.STANDARD)).stream()
                .filter(image -> image.getAttribute("alt").startsWith("Histogram"))
                .findFirst()
                .orElseThrow());
        // 56 pixels high, of which the higher peak takes 52: the range has a fifth of that, the constant all.
        assertThat(svg).contains("d=\"M0 56H0V44.6H220V56\"").contains("V3H");
    }

    @Test
    void rows_that_belong_together_share_their_header() throws Exception {
        Document page = document("<div>" + adult(HistogramType.STANDARD).html() + "</div>");
        NodeList rows = page.getElementsByTagName("tr");
        // Three header rows, two data sets, and two rows for each of 14 features.
        assertThat(rows.getLength()).isEqualTo(3 + 2 + 28);
        assertThat(((Element) rows.item(4))
                        .getElementsByTagName("th")
                        .item(0)
                        .getAttributes()
                        .getLength())
                .isPositive();
        assertThat(elements(page, "th"))
                .filteredOn(cell -> cell.getAttribute("rowspan").equals("2"))
                .hasSize(14);
    }

    private static final String COMMON =
            "num_non_missing: 100 tot_num_values: 100 min_num_values: 1 max_num_values: 1 ";

    private static DataReport adult(HistogramType type) {
        var both = new LinkedHashMap<String, DatasetFeatureStatisticsList>();
        both.put("train", AdultMessages.of("train"));
        both.put("eval", AdultMessages.of("eval"));
        return DataReport.statistics(both, type);
    }

    private static String number(String name, String more) {
        return "features { path { step: \"%s\" } num_stats { common_stats { %s } max: 1 %s } }"
                .formatted(name, COMMON, more);
    }

    private static String text(String name, String more) {
        return "features { path { step: \"%s\" } type: STRING string_stats { common_stats { %s } unique: 9 %s } }"
                .formatted(name, COMMON, more);
    }

    private static DatasetFeatureStatisticsList statistics(String... features) {
        return parse(
                        DatasetFeatureStatisticsList.newBuilder(),
                        "datasets { num_examples: 100 " + String.join("\n", features) + " }")
                .build();
    }

    private static String note(String stats) {
        String text = DataReport.statistics(statistics("features { path { step: \"a\" } " + stats + " }"))
                .text();
        String header = text.lines()
                .filter(line -> line.startsWith("feature "))
                .findFirst()
                .orElseThrow();
        String row =
                text.lines().filter(line -> line.startsWith("a ")).findFirst().orElseThrow();
        int notes = header.indexOf("notes");
        return row.length() <= notes ? "" : row.substring(notes);
    }

    private static <B extends com.google.protobuf.Message.Builder> B parse(B builder, String pbtxt) {
        try {
            TextFormat.merge(pbtxt, builder);
            return builder;
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> rowHeaders(DataReport report) {
        return elements(unchecked(report), "th").stream()
                .filter(header -> header.getAttribute("scope").equals("row"))
                .map(Element::getTextContent)
                .toList();
    }

    private static List<Element> images(DataReport report) {
        return elements(unchecked(report), "img");
    }

    private static String svg(Element image) {
        String base64 = image.getAttribute("src").replaceFirst(".*,", "");
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static Document unchecked(DataReport report) {
        try {
            return document("<div>" + report.html() + "</div>");
        } catch (Exception e) {
            throw new AssertionError("not well-formed", e);
        }
    }

    private static List<Element> elements(Document document, String tag) {
        var found = new ArrayList<Element>();
        NodeList nodes = document.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static Document document(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    /** WCAG 2.2, success criterion 1.4.11. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        return IntStream.range(0, 3)
                .mapToDouble(i -> {
                    double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
                    return weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
                })
                .sum();
    }
}
