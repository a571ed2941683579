# SPDX-License-Identifier: Apache-2.0
"""The peers' sides of `./course bench features`.

    python features.py sklearn FILE OUT    pandas reads, scikit-learn fits and transforms; boundaries from all rows, as the others learn them
    python features.py sample FILE OUT     the same by scikit-learn's default: boundaries from 200,000 rows
    python features.py tft FILE OUT        TensorFlow Transform, from CSV on, by TFX's reader of it
    python features.py dicts FILE OUT      TensorFlow Transform, of rows as dictionaries, as its tutorials do

Leaves what was learned in OUT and prints the seconds of each part, without imports.
"""
import json
import os
import pathlib
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
BUCKETS, SHOWN = 10, 20


def sklearn(file, **options):
    import pandas as pd
    from sklearn.preprocessing import KBinsDiscretizer, OrdinalEncoder, StandardScaler

    start = time.perf_counter()
    table = pd.read_csv(file)
    read = time.perf_counter()
    numbers = [c for c in table if c.startswith("x")]
    texts = [c for c in table if c.startswith("c")]
    scaler = StandardScaler().fit(table[numbers])
    bins = KBinsDiscretizer(BUCKETS, encode="ordinal", strategy="quantile", **options).fit(table[numbers])
    encoder = OrdinalEncoder().fit(table[texts])
    fit = time.perf_counter()
    scaler.transform(table[numbers])
    bins.transform(table[numbers])
    encoder.transform(table[texts])
    end = time.perf_counter()
    learned = {
        "numbers": {c: {"mean": scaler.mean_[i], "sd": scaler.scale_[i], "boundaries": list(bins.bin_edges_[i][1:-1])} for i, c in enumerate(numbers)},
        "tokens": {c: len(encoder.categories_[i]) for i, c in enumerate(texts)}}
    return learned, {"seconds": end - start, "read": read - start, "fit": fit - read, "transform": end - fit}


def learned(column, names, file, graph):
    """What TFT learned of a column, found out by asking the graph that it saved."""
    import pandas as pd
    import tensorflow as tf

    values = pd.read_csv(file, usecols=[column])[column].astype("float32").drop_duplicates().sort_values().to_numpy()
    values = values[:: max(1, len(values) // 20_000)]
    asked = tf.concat([tf.constant([0.0, 1000.0]), values], 0)
    answer = graph({c: asked if c.startswith("x") else tf.fill(tf.shape(asked), "?") for c in names})
    z, buckets = answer[f"{column}_z"].numpy().astype(float), answer[f"{column}_b"].numpy()[2:]
    sd = 1000 / (z[1] - z[0])
    return {"mean": -z[0] * sd, "sd": sd, "boundaries": [float(values[buckets >= k][0]) for k in range(1, BUCKETS)]}


def tft(file, dicts=False):
    import tempfile

    import apache_beam as beam
    import pandas as pd
    import tensorflow as tf
    import tensorflow_transform as tft
    import tensorflow_transform.beam as tft_beam
    from tensorflow_transform.tf_metadata import dataset_metadata, schema_utils
    from tfx_bsl.public import tfxio

    with open(file) as lines:
        names = next(lines).strip().split(",")
    schema = schema_utils.schema_from_feature_spec(
        {c: tf.io.FixedLenFeature([], tf.float32 if c.startswith("x") else tf.string) for c in names})

    def preprocess(inputs):
        outputs = {}
        for c in names:
            if c.startswith("x"):
                outputs[f"{c}_z"] = tft.scale_to_z_score(inputs[c])
                outputs[f"{c}_b"] = tft.bucketize(inputs[c], BUCKETS)
            else:
                outputs[f"{c}_id"] = tft.compute_and_apply_vocabulary(inputs[c], vocab_filename=c)
        return outputs

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        source = tfxio.BeamRecordCsvTFXIO(physical_format="text", column_names=names, schema=schema)
        with beam.Pipeline() as pipeline, tft_beam.Context(temp_dir=folder):
            if dicts:
                data = pd.read_csv(file).to_dict("records"), dataset_metadata.DatasetMetadata(schema)
            else:
                rows = pipeline | beam.io.ReadFromText(file, skip_header_lines=1, coder=beam.coders.BytesCoder()) | source.BeamSource()
                data = rows, source.TensorAdapterConfig()
            (features, _), transform = data | tft_beam.AnalyzeAndTransformDataset(preprocess, output_record_batches=True)
            _ = features | beam.Map(lambda pair: pair[0].num_rows)
            _ = transform | tft_beam.WriteTransformFn(f"{folder}/graph")
        end = time.perf_counter()
        output = tft.TFTransformOutput(f"{folder}/graph")
        numbers = {c: learned(c, names, file, output.transform_features_layer()) for c in names if c.startswith("x")}
        tokens = {c: output.vocabulary_size_by_name(c) for c in names if c.startswith("c")}
    return {"numbers": numbers, "tokens": tokens}, {"seconds": end - start, "read": 0, "fit": end - start, "transform": 0}


if __name__ == "__main__":
    learned, seconds = {"sklearn": lambda file: sklearn(file, subsample=None), "sample": sklearn, "tft": tft, "dicts": lambda file: tft(file, dicts=True)}[sys.argv[1]](sys.argv[2])
    pathlib.Path(sys.argv[3]).write_text(json.dumps(learned))
    print(json.dumps(seconds))
