// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.OperationCatalogue;
import java.util.Map;

/** The names of this package's operations in the JSON of graphs. */
public final class TokenOperations implements OperationCatalogue {
    /** Called by {@link java.util.ServiceLoader}. */
    public TokenOperations() {}

    @Override
    public Map<String, Class<? extends Record>> operations() {
        return Map.ofEntries(
                Map.entry("vocabulary", LearnVocabulary.class),
                Map.entry("apply_vocabulary", ApplyVocabulary.class),
                Map.entry("hash_strings", HashStrings.class),
                Map.entry("cross", Cross.class),
                Map.entry("ngrams", Ngrams.class),
                Map.entry("split", Ngrams.Split.class),
                Map.entry("word_count", Ngrams.WordCount.class),
                Map.entry("deduplicate_tensor_per_row", Sparse.Deduplicate.class),
                Map.entry("segment_indices", Sparse.SegmentIndices.class),
                Map.entry("sparse_tensor_left_align", Sparse.LeftAlign.class),
                Map.entry("sparse_tensor_to_dense_with_shape", Sparse.ToDense.class),
                Map.entry("ids_modulo", TermWeights.Modulo.class),
                Map.entry("rows_with_id", TermWeights.RowsWithId.class),
                Map.entry("tfidf_indices", TermWeights.TfidfIndices.class),
                Map.entry("tfidf_weights", TermWeights.TfidfWeights.class),
                Map.entry("idf", TermWeights.Idf.class),
                Map.entry("document_frequency", TermWeights.DocumentFrequency.class),
                Map.entry("embedding_lookup", Lookup.class),
                Map.entry("one_hot", OneHot.class));
    }
}
