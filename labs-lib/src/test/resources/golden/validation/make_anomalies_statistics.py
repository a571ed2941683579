# SPDX-License-Identifier: Apache-2.0
"""Statistics of the rows that anomalies_*.json, environments.json and update_schema.json hold as CSV only.

Run in an environment with tensorflow-data-validation 1.16.1 (Python 3.11): python make_anomalies_statistics.py ADULT.csv
ADULT.csv is datasets/adult/data.csv.gz, unpacked.
"""
import base64, json, os, sys, tempfile

import tensorflow_data_validation as tfdv

HERE = os.path.dirname(os.path.abspath(__file__))


def statistics(text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'rows.csv')
        with open(path, 'w', encoding='utf-8', newline='') as file:
            file.write(text)
        result = tfdv.generate_statistics_from_csv(path)
    return base64.b64encode(result.SerializeToString(deterministic=True)).decode()


made = {}
for name in ('anomalies_1_values', 'anomalies_2_schema', 'anomalies_3_comparators_and_rest', 'update_schema'):
    for case in json.load(open(os.path.join(HERE, name + '.json'), encoding='utf-8'))['cases']:
        for field in ('previous', 'serving', 'previous_version') + (('csv',) if name == 'update_schema' else ()):
            if field in case:
                made[case['name'] + '.' + field] = statistics(case[field])

lines = open(sys.argv[1], encoding='utf-8', newline='').read().split('\n')
head, rows = lines[0], [line for line in lines[1:] if line]
clean = rows[26048:32561]
cases = {c['name']: c for c in json.load(open(os.path.join(HERE, 'environments.json'), encoding='utf-8'))['cases']}
bad = clean + cases['adult_bad_rows']['appended_lines']
unlabelled = [line.rsplit(',', 1)[0] for line in [head] + clean]
made['adult_clean.csv'] = statistics('\n'.join([head] + clean) + '\n')
made['adult_bad_rows.csv'] = made['adult_relaxed.csv'] = statistics('\n'.join([head] + bad) + '\n')
made['adult_serving.csv'] = made['adult_training.csv'] = statistics('\n'.join(unlabelled) + '\n')

with open(os.path.join(HERE, 'anomalies_statistics.json'), 'w', encoding='utf-8') as file:
    json.dump({
        'made_with': {'library': 'tensorflow-data-validation', 'version': tfdv.__version__,
                      'call': 'generate_statistics_from_csv(path)'},
        'what': 'DatasetFeatureStatisticsList in wire format, base64; key: case.field of the golden files',
        'statistics': made}, file, indent=1, sort_keys=True)
    file.write('\n')
