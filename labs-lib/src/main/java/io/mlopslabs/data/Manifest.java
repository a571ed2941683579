// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What {@code MANIFEST.json} says of each data set; the fields about the package's files are for {@code extract.py} only. */
final class Manifest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Manifest() {}

    enum Kind {
        @JsonProperty("table")
        TABLE,
        @JsonProperty("images")
        IMAGES
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(
            Kind kind,
            String title,
            String source,
            String licence,
            String citation,
            @JsonProperty("package") Origin origin,
            String extraction,
            int rows,
            LinkedHashMap<String, String> columns,
            List<String> classes,
            Map<String, Content> files) {}

    record Origin(String registry, String name, String version) {}

    /** Rows and columns are there for a table beside the first one only; the entry itself holds those of {@code data.csv.gz}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Content(String sha256, Integer rows, LinkedHashMap<String, String> columns) {}

    static NavigableMap<String, Entry> read(byte[] json, String file) {
        try {
            return JSON.readValue(json, new TypeReference<TreeMap<String, Entry>>() {});
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%s is not a readable manifest; restore it with `git checkout -- datasets`".formatted(file), e);
        }
    }
}
