// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.CustomStatistic;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureCoverageConstraints;
import io.mlopslabs.validation.proto.ImageDomain;
import io.mlopslabs.validation.proto.NaturalLanguageDomain;
import io.mlopslabs.validation.proto.NaturalLanguageStatistics;
import io.mlopslabs.validation.proto.NaturalLanguageStatistics.TokenStatistics;
import io.mlopslabs.validation.proto.RankHistogram;
import io.mlopslabs.validation.proto.SequenceValueConstraints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Text that is language or pictures, by the custom statistics that only semantic statistics have. */
final class SemanticDomainRules {
    private static final String IMAGE_FORMATS = "image_format_histogram";
    private static final String LANGUAGE = "nl_statistics";
    private static final String DOMAIN_INFO = "domain_info";
    private static final Finding NO_STATISTICS = new Finding(
            AnomalyInfo.Type.STATS_NOT_AVAILABLE,
            "Natural language stats are not computed.",
            "Constraints specified in natural language domain cannot be verified because natural language stats have"
                    + " not been computed.");

    private SemanticDomainRules() {}

    static Verdict image(Feature feature, ColumnView column) {
        var findings = new ArrayList<Finding>();
        ImageDomain allowed = feature.getImageDomain();
        ImageDomain.Builder proposal = allowed.toBuilder();
        Optional<CustomStatistic> formats = column.customStatistic(IMAGE_FORMATS);
        if (allowed.hasMinimumSupportedImageFraction() && formats.isPresent()) {
            float fraction = supported(formats.get().getRankHistogram());
            if (fraction < allowed.getMinimumSupportedImageFraction()) {
                findings.add(new Finding(
                        AnomalyInfo.Type.LOW_SUPPORTED_IMAGE_FRACTION,
                        "Low supported image fraction",
                        "Fraction of values containing TensorFlow supported images: %s is lower than the threshold set in the Schema: %s."
                                .formatted(
                                        CppText.sixDecimals(fraction),
                                        CppText.sixDecimals(allowed.getMinimumSupportedImageFraction()))));
                proposal.setMinimumSupportedImageFraction(fraction);
            }
        }
        long largest = column.data().getBytesStats().getMaxNumBytesInt();
        if (allowed.hasMaxImageByteSize() && largest > allowed.getMaxImageByteSize()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.MAX_IMAGE_BYTE_SIZE_EXCEEDED,
                    "Num bytes exceeds the max byte size.",
                    "The largest image has bytes: %d. The max allowed byte size is: %d."
                            .formatted(largest, allowed.getMaxImageByteSize())));
            proposal.setMaxImageByteSize(largest);
        }
        return Verdict.of(feature.toBuilder().setImageDomain(proposal).build(), findings);
    }

    private static float supported(RankHistogram formats) {
        float supported = 0;
        float all = 0;
        for (RankHistogram.Bucket bucket : formats.getBucketsList()) {
            all += (float) bucket.getSampleCount();
            supported += bucket.getLabel().equals("UNKNOWN") ? 0 : (float) bucket.getSampleCount();
        }
        return supported / all;
    }

    static Verdict language(Feature feature, ColumnView column) {
        NaturalLanguageDomain domain = feature.getNaturalLanguageDomain();
        boolean asksForStatistics = domain.getCoverage().hasMinCoverage()
                || domain.getCoverage().hasMinAvgTokenLength()
                || domain.getTokenConstraintsCount() > 0;
        Optional<CustomStatistic> packed = column.customStatistic(LANGUAGE);
        if (!asksForStatistics) {
            return Verdict.fine(feature);
        }
        if (packed.isEmpty()) {
            return notVerified(feature, List.of());
        }
        return language(feature, unpacked(packed.get(), column));
    }

    private static Verdict language(Feature feature, NaturalLanguageStatistics statistics) {
        var findings = new ArrayList<Finding>();
        NaturalLanguageDomain domain = feature.getNaturalLanguageDomain();
        NaturalLanguageDomain.Builder proposal = domain.toBuilder();
        if (domain.hasCoverage()) {
            proposal.setCoverage(coverage(domain.getCoverage(), statistics, findings));
        }
        for (int i = 0; i < domain.getTokenConstraintsCount(); i++) {
            SequenceValueConstraints constraints = domain.getTokenConstraints(i);
            if (!constraints.hasIntValue() && !constraints.hasStringValue()) {
                continue;
            }
            Optional<TokenStatistics> token = statistics.getTokenStatisticsList().stream()
                    .filter(candidate -> isFor(candidate, constraints))
                    .findFirst();
            if (token.isEmpty()) {
                return notVerified(feature, findings);
            }
            proposal.setTokenConstraints(i, token(constraints, token.get(), findings));
        }
        return Verdict.of(feature.toBuilder().setNaturalLanguageDomain(proposal).build(), findings);
    }

    private static Verdict notVerified(Feature feature, List<Finding> soFar) {
        var findings = new ArrayList<>(soFar);
        findings.add(NO_STATISTICS);
        return Verdict.of(feature.toBuilder().clearDomainInfo().build(), findings);
    }

    private static NaturalLanguageStatistics unpacked(CustomStatistic packed, ColumnView column) {
        try {
            return packed.getAny().unpack(NaturalLanguageStatistics.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "column '%s': its custom statistic nl_statistics is no NaturalLanguageStatistics message but %s; make the statistics again"
                            .formatted(
                                    column.path().serialized(), packed.getAny().getTypeUrl()),
                    e);
        }
    }

    private static FeatureCoverageConstraints coverage(
            FeatureCoverageConstraints allowed, NaturalLanguageStatistics statistics, List<Finding> findings) {
        FeatureCoverageConstraints.Builder proposal = allowed.toBuilder();
        if (allowed.hasMinCoverage() && allowed.getMinCoverage() > statistics.getFeatureCoverage()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.FEATURE_COVERAGE_TOO_LOW,
                    "Feature coverage is too low.",
                    "Fraction of tokens in the vocabulary: %s is lower than the threshold set in the Schema: %s."
                            .formatted(
                                    CppText.sixDigits(statistics.getFeatureCoverage()),
                                    CppText.sixDigits(allowed.getMinCoverage()))));
            proposal.setMinCoverage((float) statistics.getFeatureCoverage());
        }
        if (allowed.hasMinAvgTokenLength() && statistics.getAvgTokenLength() < allowed.getMinAvgTokenLength()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.FEATURE_COVERAGE_TOO_SHORT_AVG_TOKEN_LENGTH,
                    "Average token length is too short.",
                    "Average token length is: %s which is lower than the threshold set in the Schema: %s."
                            .formatted(
                                    CppText.sixDigits(statistics.getAvgTokenLength()),
                                    CppText.sixDigits(allowed.getMinAvgTokenLength()))));
            proposal.setMinAvgTokenLength((float) statistics.getAvgTokenLength());
        }
        return proposal.build();
    }

    private static boolean isFor(TokenStatistics token, SequenceValueConstraints constraints) {
        return switch (token.getTokenCase()) {
            case INT_TOKEN -> constraints.hasIntValue() && token.getIntToken() == constraints.getIntValue();
            case STRING_TOKEN ->
                constraints.hasStringValue() && token.getStringToken().equals(constraints.getStringValue());
            case TOKEN_NOT_SET -> false;
        };
    }

    private static SequenceValueConstraints token(
            SequenceValueConstraints allowed, TokenStatistics token, List<Finding> findings) {
        SequenceValueConstraints.Builder proposal = allowed.toBuilder();
        String name = allowed.hasIntValue() ? String.valueOf(allowed.getIntValue()) : allowed.getStringValue();
        float fraction = (float) token.getFractionOfSequences();
        if (allowed.hasMinFractionOfSequences()
                && allowed.getMinFractionOfSequences() > token.getFractionOfSequences()) {
            findings.add(fraction(
                    AnomalyInfo.Type.SEQUENCE_VALUE_TOO_SMALL_FRACTION,
                    "small",
                    "lower",
                    name,
                    token,
                    allowed.getMinFractionOfSequences()));
            proposal.setMinFractionOfSequences(fraction);
        }
        if (allowed.hasMaxFractionOfSequences()
                && allowed.getMaxFractionOfSequences() < token.getFractionOfSequences()) {
            findings.add(fraction(
                    AnomalyInfo.Type.SEQUENCE_VALUE_TOO_LARGE_FRACTION,
                    "large",
                    "higher",
                    name,
                    token,
                    allowed.getMaxFractionOfSequences()));
            proposal.setMaxFractionOfSequences(fraction);
        }
        if (allowed.hasMinPerSequence() && allowed.getMinPerSequence() > token.getPerSequenceMinFrequency()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.SEQUENCE_VALUE_TOO_FEW_OCCURRENCES,
                    "Value has too few per-sequence occurrences.",
                    "Value: %s occurs at least: %s times within a sequence, which is lower than the threshold set in the Schema: %d."
                            .formatted(
                                    name,
                                    CppText.sixDigits(token.getPerSequenceMinFrequency()),
                                    allowed.getMinPerSequence())));
            proposal.setMinPerSequence((long) token.getPerSequenceMinFrequency());
        }
        if (allowed.hasMaxPerSequence() && allowed.getMaxPerSequence() < token.getPerSequenceMaxFrequency()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.SEQUENCE_VALUE_TOO_MANY_OCCURRENCES,
                    "Value has too many per-sequence occurrences.",
                    "Value: %s occurs at most: %s times within a sequence, which is higher than the threshold set in the Schema: %d."
                            .formatted(
                                    name,
                                    CppText.sixDigits(token.getPerSequenceMaxFrequency()),
                                    allowed.getMaxPerSequence())));
            proposal.setMaxPerSequence((long) token.getPerSequenceMaxFrequency());
        }
        return proposal.build();
    }

    private static Finding fraction(
            AnomalyInfo.Type type, String size, String side, String name, TokenStatistics token, float limit) {
        return new Finding(
                type,
                "Value occurs in too " + size + " a fraction of sequences.",
                "Fraction of sequences with value: %s is: %s which is %s than the threshold set in the Schema: %s."
                        .formatted(
                                name,
                                CppText.sixDigits(token.getFractionOfSequences()),
                                side,
                                CppText.sixDigits(limit)));
    }

    /** Takes over the domain that semantic statistics recognised, if the schema has none. */
    static Verdict recognised(Feature feature, ColumnView column) {
        return recognised(column)
                .map(domain -> Verdict.of(
                        feature.toBuilder().mergeFrom(domain),
                        AnomalyInfo.Type.SEMANTIC_DOMAIN_UPDATE,
                        "Updated semantic domain",
                        "Updated semantic domain for feature: " + feature.getName()))
                .orElseGet(() -> Verdict.fine(feature));
    }

    /** Returns a feature that has nothing but the recognised domain; empty if there is none, or more than a domain. */
    static Optional<Feature> recognised(ColumnView column) {
        List<String> texts = column.data().getCustomStatsList().stream()
                .filter(statistic -> statistic.getName().equals(DOMAIN_INFO))
                .map(CustomStatistic::getStr)
                .toList();
        if (texts.size() != 1 || texts.get(0).isEmpty()) {
            return Optional.empty();
        }
        try {
            Feature feature = TextFormat.parse(texts.get(0), Feature.class);
            boolean isDomainOnly = feature.getDomainInfoCase() != Feature.DomainInfoCase.DOMAININFO_NOT_SET
                    && feature.getAllFields().size() == 1;
            return isDomainOnly ? Optional.of(feature) : Optional.empty();
        } catch (TextFormat.ParseException notADomain) {
            return Optional.empty();
        }
    }
}
