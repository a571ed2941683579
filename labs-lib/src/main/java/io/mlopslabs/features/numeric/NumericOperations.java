// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static java.util.Map.entry;

import io.mlopslabs.features.transform.OperationCatalogue;
import java.util.Map;

/** The names that graphs know this package's operations by. */
public final class NumericOperations implements OperationCatalogue {
    /** For the service loader. */
    public NumericOperations() {}

    @Override
    public Map<String, Class<? extends Record>> operations() {
        return Map.ofEntries(
                entry("mean", MomentAnalyses.Mean.class),
                entry("var", MomentAnalyses.Var.class),
                entry("mean_and_var", MomentAnalyses.MeanAndVar.class),
                entry("mean_and_var_per_key", MomentAnalyses.MeanAndVarPerKey.class),
                entry("min", ExtremeAnalyses.Min.class),
                entry("max", ExtremeAnalyses.Max.class),
                entry("min_and_max", ExtremeAnalyses.MinAndMax.class),
                entry("min_and_max_per_key", ExtremeAnalyses.MinAndMaxPerKey.class),
                entry("sum", ExtremeAnalyses.Total.class),
                entry("size", ExtremeAnalyses.Count.class),
                entry("min_int64", ExtremeAnalyses.MinInt64.class),
                entry("max_int64", ExtremeAnalyses.MaxInt64.class),
                entry("sum_int64", ExtremeAnalyses.SumInt64.class),
                entry("count_per_key", ExtremeAnalyses.CountPerKey.class),
                entry("quantiles", QuantileAnalyses.Quantiles.class),
                entry("quantiles_per_key", QuantileAnalyses.QuantilesPerKey.class),
                entry("histogram_boundaries", Histograms.HistogramBoundaries.class),
                entry("histogram_bins", Histograms.HistogramBins.class),
                entry("histogram", Histograms.CountBins.class),
                entry("estimated_probability_density", Histograms.EstimatedProbabilityDensity.class),
                entry("tukey_parameters", Gaussian.TukeyParameters.class),
                entry("covariance", MatrixAnalyses.Covariance.class),
                entry("pca", MatrixAnalyses.Pca.class),
                entry("to_principal_components", MatrixAnalyses.ToPrincipalComponents.class),
                entry("scale_to_z_score", Scaling.ScaleToZScore.class),
                entry("scale_to_z_score_per_key", Scaling.ScaleToZScorePerKey.class),
                entry("scale_to_0_1", Scaling.ScaleTo01.class),
                entry("scale_to_0_1_per_key", Scaling.ScaleTo01PerKey.class),
                entry("scale_by_min_max", Scaling.ScaleByMinMax.class),
                entry("scale_by_min_max_per_key", Scaling.ScaleByMinMaxPerKey.class),
                entry("scale_to_gaussian", Gaussian.ScaleToGaussian.class),
                entry("bucketize", Bucketing.Bucketize.class),
                entry("bucketize_per_key", Bucketing.BucketizePerKey.class),
                entry("apply_buckets", Bucketing.ApplyBuckets.class),
                entry("apply_buckets_with_interpolation", Bucketing.ApplyBucketsWithInterpolation.class));
    }
}
