# SPDX-License-Identifier: Apache-2.0
"""Random schemas and statistics, and what TFDV says about them: python make_anomalies_random.py SEED CASES FILE.json

Run in an environment with tensorflow-data-validation 1.16.1 (Python 3.11). anomalies_random.json is a choice from 1,500 cases of seed 2.
"""
import warnings
warnings.filterwarnings('ignore')
import json, random, re, sys
import tensorflow_data_validation as tfdv
from google.protobuf import text_format
from tensorflow_metadata.proto.v0 import schema_pb2, statistics_pb2, anomalies_pb2
seed, n, out = (int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
R = random.Random(seed)
NAMES = ['a', 'b', 'x.y', "it's"]
q = lambda s: '"' + s.replace('\\', '\\\\').replace('"', '\\"').replace('\t', '\\t') + '"'
WORDS = ['red', 'blue', '1', '0', '7', '-3', 'true', 'false', 'nan', '1.5', 'inf', 'é\t', 'a"b', 'zz', 'TRUE']
maybe = lambda p, f: f() if R.random() < p else ''

def presence():
    return 'presence { %s %s }' % (maybe(0.7, lambda: 'min_fraction: %s' % R.choice([-0.5, 0, 0.3, 0.5, 0.9, 1, 1.5])), maybe(0.7, lambda: 'min_count: %d' % R.choice([0, 1, 5, 20])))

def vc():
    return '%s %s' % (maybe(0.7, lambda: 'min: %d' % R.choice([-1, 0, 1, 2, 3])), maybe(0.6, lambda: 'max: %d' % R.choice([0, 1, 2, 4])))

def shape():
    k = R.randrange(4)
    if k == 0:
        return 'value_count { %s }' % vc()
    if k == 1:
        return 'value_counts { %s }' % ' '.join(('value_count { %s }' % vc() for _ in range(R.randrange(3))))
    if k == 2:
        return 'shape { %s }' % ' '.join(('dim { size: %d }' % R.choice([0, 1, 1, 1, 2]) for _ in range(R.randrange(3))))
    return ''

def domain():
    k = R.randrange(13)
    lim = lambda c: '%s %s' % (maybe(0.6, lambda: 'min: %s' % R.choice(c)), maybe(0.6, lambda: 'max: %s' % R.choice(c)))
    return [lambda: 'domain: "d1"', lambda: 'domain: "d2"', lambda: 'domain: "gone"', lambda: 'int_domain { %s }' % lim([-5, 0, 1, 7, 100]), lambda: 'float_domain { %s %s %s }' % (lim([-2.5, 0, 0.1, 1, 50]), maybe(0.3, lambda: 'disallow_nan: true'), maybe(0.3, lambda: 'disallow_inf: true')), lambda: 'string_domain { %s }' % ' '.join(('value: ' + q(R.choice(WORDS)) for _ in range(R.randrange(4)))), lambda: 'bool_domain { %s %s }' % (maybe(0.6, lambda: 'true_value: ' + q(R.choice(WORDS))), maybe(0.6, lambda: 'false_value: ' + q(R.choice(WORDS)))), lambda: 'mid_domain { }', lambda: 'url_domain { }', lambda: 'time_domain { }', lambda: 'image_domain { max_image_byte_size: 3 }', lambda: 'natural_language_domain { %s }' % maybe(0.5, lambda: 'coverage { min_coverage: 0.5 }'), lambda: 'time_of_day_domain { }'][k]()

def comp():
    return ' '.join(('%s { threshold: %s }' % (m, R.choice([0, 0.01, 0.2, 0.5, 1])) for m in R.sample(['infinity_norm', 'jensen_shannon_divergence', 'normalized_abs_difference'], R.randrange(1, 4))))

def feature(n):
    return 'feature { name: %s %s %s %s %s %s %s %s %s %s %s %s }' % (q(n), maybe(0.95, lambda: 'type: ' + R.choice(['INT', 'FLOAT', 'BYTES', 'BYTES'])), maybe(0.6, presence), maybe(0.5, shape), maybe(0.7, domain), maybe(0.3, lambda: 'distribution_constraints { min_domain_mass: %s }' % R.choice([0, 0.5, 0.7, 0.9, 1])), maybe(0.2, lambda: 'in_environment: "%s"' % R.choice(['T', 'S'])), maybe(0.2, lambda: 'not_in_environment: "%s"' % R.choice(['T', 'S'])), maybe(0.15, lambda: 'lifecycle_stage: ' + R.choice(['PLANNED', 'ALPHA', 'BETA', 'PRODUCTION', 'DEPRECATED', 'DEBUG_ONLY', 'VALIDATION_DERIVED', 'DISABLED', 'UNKNOWN_STAGE'])), maybe(0.2, lambda: 'unique_constraints { %s %s }' % (maybe(0.6, lambda: 'min: 3'), maybe(0.8, lambda: 'max: 4'))), maybe(0.3, lambda: 'drift_comparator { %s }' % comp()), maybe(0.3, lambda: 'skew_comparator { %s }' % comp()) + maybe(0.1, lambda: ' validation_derived_source { deriver_name: "m" }'))

def schema():
    return 'default_environment: "T" default_environment: "S" %s string_domain { name: "d1" value: "red" value: "1" } string_domain { name: "d2" value: "true" value: "blue" } %s' % (' '.join((feature(n) for n in R.sample(NAMES, R.randrange(1, 5)))), maybe(0.3, lambda: 'dataset_constraints { %s %s %s %s }' % (maybe(0.7, lambda: 'min_examples_count: %d' % R.choice([5, 20])), maybe(0.5, lambda: 'max_examples_count: %d' % R.choice([5, 20])), maybe(0.5, lambda: 'num_examples_drift_comparator { min_fraction_threshold: .9 max_fraction_threshold: 1.1 }'), maybe(0.5, lambda: 'num_examples_version_comparator { min_fraction_threshold: .9 }'))))

def bucket(lo, hi):
    return 'buckets { low_value: %s high_value: %s sample_count: %s }' % (lo, hi, R.choice([0, 1, 2.5]))

def hist(t):
    pts = sorted((R.choice([-1, 0, 0, 0.25, 0.5, 1, 1, 2, 9]) for _ in range(4)))
    return 'histograms { type: %s num_nan: %d %s }' % (t, R.choice([0, 0, 0, 2]), ' '.join((bucket(a, b) for a, b in zip(pts, pts[1:]))))

def column(n, N, weighted):
    miss = R.choice([0, 0, 0, 1, 4, N])
    pres = N - miss
    lo, hi = R.choice([(1, 1), (1, 1), (1, 1), (0, 2), (2, 2), (1, 3)]) if pres else (0, 0)
    lev = maybe(0.2, lambda: ' '.join(('presence_and_valency_stats { num_non_missing: %d num_missing: %d min_num_values: %d max_num_values: %d tot_num_values: 9 }' % (pres, R.choice([miss, 0]), R.choice([1, 1, 2]), R.choice([1, 2, 2])) for _ in range(R.randrange(1, 3)))))
    if weighted:
        lev = ''
    c = 'common_stats { num_non_missing: %d num_missing: %d min_num_values: %d max_num_values: %d avg_num_values: %s tot_num_values: %d %s %s }' % (pres, miss, lo, hi, (lo + hi) / 2, R.choice([pres * hi, 0]), lev, 'weighted_common_stats { num_non_missing: %s num_missing: %s tot_num_values: %s }' % (pres * 1.5, miss * 0.5, pres * 1.5) if weighted else '')
    t = R.choice(['INT', 'FLOAT', 'STRING', 'STRING', 'BYTES'])
    ranks = lambda: 'rank_histogram { %s }' % ' '.join(('buckets { label: %s sample_count: %s }' % (q(w), R.choice([1, 2, 3, 0.5])) for w in R.sample(WORDS, R.randrange(0, 5))))
    strs = lambda: 'string_stats { %s unique: %d %s %s %s }' % (c, R.choice([0, 2, 3, 5]), ranks(), 'weighted_string_stats { %s }' % ranks() if weighted else '', maybe(0.1, lambda: 'invalid_utf8_count: 1'))
    if t == 'STRING':
        s = strs()
    elif t == 'BYTES':
        s = 'bytes_stats { %s max_num_bytes_int: %d }' % (c, R.choice([2, 9]))
    else:
        a, b = sorted((R.choice([-7, 0, 0, 1, 1, 3] if t == 'INT' else [-2.5, 0, 0, 0.1, 1, 1, 100000000.0]) for _ in range(2)))
        if t == 'INT' and R.random() < 0.2:
            s = strs()
        else:
            s = 'num_stats { %s min: %s max: %s %s %s %s }' % (c, a, b, maybe(0.8, lambda: hist('STANDARD')), maybe(0.8, lambda: hist('QUANTILES')), 'weighted_numeric_stats { %s }' % hist('STANDARD') if weighted else '')
    return 'features { path { step: %s } type: %s %s %s }' % (q(n), t, s, maybe(0.05, lambda: 'custom_stats { name: "domain_info" str: "%s" }' % R.choice(['mid_domain {}', 'oops', 'bool_domain {}'])) + maybe(0.05, lambda: ' validation_derived_source { deriver_name: "k" }'))

def stats():
    N = R.choice([10, 10, 10, 7])
    w = R.random() < 0.25
    return 'datasets { num_examples: %d %s %s }' % (N, 'weighted_num_examples: %s' % (N * 1.25) if w else '', ' '.join((column(n, N, w and R.random() < 0.95) for n in R.sample(NAMES, R.randrange(1, 5)))))

def info(i):
    return {'description': i.description, 'path': list(i.path.step), 'reason': [{'description': r.description, 'short_description': r.short_description, 'type': anomalies_pb2.AnomalyInfo.Type.Name(r.type)} for r in i.reason], 'severity': anomalies_pb2.AnomalyInfo.Severity.Name(i.severity), 'short_description': i.short_description}

def ser(p):
    return '.'.join((s if re.fullmatch("\\([^()]*\\)|[^().']+", s, re.S) else "'" + s.replace("'", "''") + "'" for s in p.step))
T = anomalies_pb2.DriftSkewInfo.Measurement.Type
ms = lambda l: [{'threshold': m.threshold, 'type': T.Name(m.type), 'value': m.value} for m in l]
P = lambda t: text_format.Parse(t, statistics_pb2.DatasetFeatureStatisticsList())
cases = []
for i in range(n):
    st, sc = (stats(), schema())
    prev = stats() if R.random() < 0.6 else None
    serv = stats() if R.random() < 0.5 else None
    env = R.choice([None, None, 'T', 'S'])
    S = text_format.Parse(sc, schema_pb2.Schema())
    k = {}
    if prev:
        k['previous_statistics'] = P(prev)
    if serv:
        k['serving_statistics'] = P(serv)
    a = tfdv.validate_statistics(P(st), S, environment=env, **k)
    e = {'anomaly_info': {key: info(v) for key, v in a.anomaly_info.items()}}
    if a.HasField('dataset_anomaly_info'):
        e['dataset_anomaly_info'] = info(a.dataset_anomaly_info)
    if a.drift_skew_info:
        e['drift_skew_info'] = {ser(d.path): {x: y for x, y in (('drift_measurements', ms(d.drift_measurements)), ('skew_measurements', ms(d.skew_measurements))) if y} for d in a.drift_skew_info}
    c = {'name': 'fuzz_%d_%d' % (seed, i), 'csv_stats': st, 'schema_pbtxt': sc, 'expected': e, 'call': 'tfdv.validate_statistics(statistics, schema%s)' % (", environment='%s'" % env if env else ''), 'updated_schema_pbtxt': text_format.MessageToString(tfdv.update_schema(S, P(st)), as_utf8=True)}
    if prev:
        c['previous_stats'] = prev
    if serv:
        c['serving_stats'] = serv
    cases.append(c)
json.dump({'cases': cases}, open(out, 'w'))
print(len(cases))
