// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.features.selection.FeatureScores.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.FeatureSelector;
import org.tribuo.MutableDataset;
import org.tribuo.SelectedFeatureSet;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.fs.CMIM;
import org.tribuo.classification.fs.JMI;
import org.tribuo.classification.fs.mRMR;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * What a column adds to those already chosen: the filters that see redundancy. Columns are chosen one after another, each for the highest score.
 *
 * <p>All speak of discrete columns. A column of at most {@code bins} distinct values is taken as it is; any other is put into that many bins of
 * equal width between its smallest and largest value, a value on an inner edge going up. Few bins hide relations; many make chance look like one.
 *
 * <p>Computed by Tribuo 4.3.2 ({@code org.tribuo.classification.fs}) from these categories, not from bins of its own, whose edges go down. Scores
 * are in nats here, as all information in this package, and in bits there. Equal scores go to the earlier column.
 *
 * @see "Brown, Pocock, Zhao, Lujan 2012, Conditional Likelihood Maximisation, JMLR 13"
 */
public enum InformationCriterion {
    /** Information about the class less the mean information about the columns chosen before. Peng, Long, Ding 2005. */
    MRMR {
        @Override
        FeatureSelector<Label> tribuo(int k, int bins) {
            return new mRMR(k, bins, 1);
        }
    },
    /** Mean, over the columns chosen before, of the information that the column and that one have together. Yang and Moody 1999. */
    JMI {
        @Override
        FeatureSelector<Label> tribuo(int k, int bins) {
            return new JMI(k, bins, 1);
        }
    },
    /** Least, over the columns chosen before, of the information that the column adds to that one. Fleuret 2004. */
    CMIM {
        @Override
        FeatureSelector<Label> tribuo(int k, int bins) {
            return new CMIM(k, bins, 1);
        }
    };

    private static final int FEWEST_BINS = 2;

    abstract FeatureSelector<Label> tribuo(int k, int bins);

    /**
     * Returns the first k columns in the order of their choice, each with its score at that time, in nats.
     *
     * <p>The first score is the information about the class; later ones are what the criterion says, and mRMR's may be negative.
     *
     * @param x no value missing
     * @param labels class of each row, at least two classes; equal labels are one class
     * @param k number of columns to choose, 1 to all
     * @param bins 2 or more
     * @throws IllegalArgumentException if an argument breaks these rules; names the column or row
     */
    public List<Score> rank(FeatureTable x, List<?> labels, int k, int bins) {
        Targets.Classes classes = Targets.classes(name(), labels, x.rows(), 2);
        x.full(name());
        if (k < 1 || k > x.columns()) {
            throw new IllegalArgumentException("%s: k is %d and there are %d columns; choose at least 1 and at most all"
                    .formatted(name(), k, x.columns()));
        }
        if (bins < FEWEST_BINS) {
            throw new IllegalArgumentException(
                    "%s: %d bins tell nothing apart; give at least 2".formatted(name(), bins));
        }
        SelectedFeatureSet chosen = tribuo(k, bins).select(dataset(x, classes, bins));
        List<Score> order = new ArrayList<>();
        for (int choice = 0; choice < k; choice++) {
            int column = Integer.parseInt(chosen.featureNames().get(choice));
            order.add(new Score(x.names().get(column), chosen.featureScores().get(choice) * Math.log(2), Double.NaN));
        }
        return order;
    }

    /**
     * Returns the first k columns of {@link #rank} as a choice, which {@link SelectedFeatures#transform} applies.
     *
     * @throws IllegalArgumentException as {@link #rank}
     */
    public SelectedFeatures select(FeatureTable x, List<?> labels, int k, int bins) {
        List<String> chosen =
                rank(x, labels, k, bins).stream().map(Score::feature).toList();
        return new SelectedFeatures(
                x.names(),
                IntStream.range(0, x.columns())
                        .filter(j -> chosen.contains(x.names().get(j)))
                        .boxed()
                        .toList());
    }

    /** The columns as Tribuo takes them: it orders features by name, so that these are called by their place, padded with zeros. */
    private static MutableDataset<Label> dataset(FeatureTable x, Targets.Classes classes, int bins) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("features", factory), factory);
        String[] names =
                IntStream.range(0, x.columns()).mapToObj("%09d"::formatted).toArray(String[]::new);
        int[][] categories = IntStream.range(0, x.columns())
                .mapToObj(j -> EqualWidthBins.of(x.column(j), bins))
                .toArray(int[][]::new);
        for (int i = 0; i < x.rows(); i++) {
            int row = i;
            dataset.add(new ArrayExample<>(
                    new Label(String.valueOf(classes.ofRow().get(i))),
                    names,
                    IntStream.range(0, x.columns())
                            .mapToDouble(j -> categories[j][row])
                            .toArray()));
        }
        return dataset;
    }
}
