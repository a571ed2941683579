// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Counts by Python's csv module on the packages' own files; sums of WDBC by scikit-learn 1.9.1. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TabularDatasetsTest {
    @Nested
    class Nycflights13 {
        private final Table flights = Datasets.load("nycflights13");

        @Test
        void holds_the_flights_whose_identity_has_a_low_hash_and_each_of_them_once() throws Exception {
            assertThat(flights.rowCount()).isEqualTo(60_096);
            Set<String> identities = new HashSet<>();
            for (Row row : flights) {
                String identity = "2013-%02d-%02d %s %d %s"
                        .formatted(
                                row.getInt("month"),
                                row.getInt("day"),
                                row.getString("carrier"),
                                row.getInt("flight"),
                                row.getString("origin"));
                assertThat(firstEightDigits(identity) % 28).as(identity).isLessThan(5);
                identities.add(identity);
            }
            assertThat(identities).hasSize(60_096);
        }

        @Test
        void has_no_delay_for_flights_that_did_not_arrive() {
            assertThat(flights.intColumn("dep_delay").countMissing()).isEqualTo(1_444);
            assertThat(flights.intColumn("arr_delay").countMissing()).isEqualTo(1_659);
            assertThat(flights.intColumn("arr_delay").isGreaterThan(15).size()).isEqualTo(13_793);
            assertThat(flights.stringColumn("tailnum").countMissing()).isEqualTo(433);
        }

        @Test
        void joins_to_weather_by_airport_and_hour_but_for_268_flights() {
            Table weather = Datasets.load("nycflights13", "weather");
            assertThat(weather.rowCount()).isEqualTo(26_115);
            Set<String> hours = new HashSet<>();
            weather.forEach(row -> hours.add(row.getString("origin") + row.getString("time_hour")));
            assertThat(hours).hasSize(26_115);
            assertThat(flights.stream()
                            .filter(row -> !hours.contains(row.getString("origin") + row.getString("time_hour")))
                            .count())
                    .isEqualTo(268);
        }

        @Test
        void joins_to_planes_but_for_9_303_flights_nearly_all_of_two_carriers() {
            Set<String> known = Set.copyOf(Datasets.load("nycflights13", "planes")
                    .stringColumn("tailnum")
                    .asList());
            assertThat(known).hasSize(3_322);
            Table unknown = flights.where(flights.stringColumn("tailnum").eval(tail -> !known.contains(tail)));
            assertThat(unknown.rowCount()).isEqualTo(9_303);
            assertThat(unknown.stringColumn("tailnum").countMissing()).isEqualTo(433);
            Table named = unknown.where(unknown.stringColumn("tailnum").isNotMissing());
            assertThat(named.stringColumn("carrier").isIn("AA", "MQ").size()).isEqualTo(4_592 + 3_890);
        }

        @Test
        void keeps_a_wind_of_a_thousand_miles_an_hour_as_the_station_reported_it() {
            assertThat(Datasets.load("nycflights13", "weather")
                            .doubleColumn("wind_speed")
                            .max())
                    .isEqualTo(1048.36058);
        }

        @Test
        void has_airports_and_airlines_beside() {
            assertThat(Datasets.load("nycflights13", "airports").rowCount()).isEqualTo(1_458);
            assertThat(Datasets.load("nycflights13", "airlines").rowCount()).isEqualTo(16);
        }

        private long firstEightDigits(String identity) throws NoSuchAlgorithmException {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.US_ASCII));
            return IntStream.range(0, 4).mapToLong(i -> hash[i] & 0xffL).reduce(0, (all, one) -> all << 8 | one);
        }
    }

    @Nested
    class Wdbc {
        private final Table wdbc = Datasets.load("wdbc");

        @Test
        void has_scikit_learns_columns_sums_and_classes() {
            assertThat(wdbc.rowCount()).isEqualTo(569);
            assertThat(wdbc.columnNames())
                    .hasSize(31)
                    .startsWith("mean radius", "mean texture")
                    .contains("mean concave points", "fractal dimension error")
                    .endsWith("worst fractal dimension", "target");
            // A sum of 569 numbers of this size is known to about 1e-12 of itself in any order.
            assertThat(wdbc.doubleColumn("mean radius").sum()).isEqualTo(8038.429000000006, within(1e-8));
            assertThat(wdbc.doubleColumn("mean texture").sum()).isEqualTo(10975.810000000016, within(1e-8));
            assertThat(wdbc.intColumn("target").isEqualTo(1).size()).isEqualTo(357);
        }

        @Test
        void begins_with_a_malignant_tumour() {
            assertThat(wdbc.intColumn("target").getInt(0)).isZero();
            assertThat(wdbc.doubleColumn("mean radius").getDouble(0)).isEqualTo(17.99);
        }
    }
}
