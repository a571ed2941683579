# SPDX-License-Identifier: Apache-2.0
"""Writes mlflow_layout.json beside itself: the files that MLflow's own FileStore makes of one run. Needs mlflow; run once.

With a folder as argument, prints what MLflow reads from it instead: to look at an export of ours with MLflow's eyes."""
import hashlib, json, os, pathlib, re, sys, tempfile

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
import mlflow
from mlflow.entities import Dataset, DatasetInput
from mlflow.tracking import MlflowClient

if len(sys.argv) == 2:
    client = MlflowClient(tracking_uri=pathlib.Path(sys.argv[1]).absolute().as_uri())
    for experiment in client.search_experiments():
        print(experiment.experiment_id, experiment.name)
        for run in client.search_runs([experiment.experiment_id]):
            print(" ", run.info.run_name, run.info.status, run.info.start_time, run.info.end_time, run.data.params, run.data.metrics, run.data.tags)
            print("   ", [(i.dataset.name, i.dataset.digest, i.dataset.source) for i in run.inputs.dataset_inputs])
            for key in run.data.metrics:
                print("   ", key, [(m.step, m.value, m.timestamp) for m in client.get_metric_history(run.info.run_id, key)])
            for file in client.list_artifacts(run.info.run_id):
                print("   ", file.path, file.is_dir, file.file_size)
    sys.exit()

with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder) / "mlruns"
    client = MlflowClient(tracking_uri=root.as_uri())
    experiment = client.create_experiment("cats and dogs: \"1st\" é")
    run = client.create_run(experiment, start_time=1000, run_name="run 1").info.run_id
    for key, value in {"rate": "0.001", "net/width": "64", "note": "two\nlines", "empty": ""}.items():
        client.log_param(run, key, value)
    for key, value, time, step in [("loss", 0.5, 1001, 1), ("loss", float("nan"), 1002, 2), ("loss", float("-inf"), 1003, 3), ("val/recall", 0.25, 1004, 3)]:
        client.log_metric(run, key, value, timestamp=time, step=step)
    client.set_tag(run, "team", "a")
    client.set_tag(run, "code.labs-lib", hashlib.sha256(b"code").hexdigest())
    rows = hashlib.sha256(b"rows").hexdigest()
    client.log_inputs(run, [DatasetInput(Dataset("train", rows[:32], "local", f"sha256:{rows}"))])
    for path, text in {"model.txt": "hi", "plots/loss.svg": "<svg/>"}.items():
        client.log_text(run, text, path)
    client.set_terminated(run, status="FINISHED", end_time=2000)
    files = {}
    for file in sorted(root.rglob("*")):
        if file.is_file() and file.relative_to(root).parts[0] == experiment:
            name, text = str(file.relative_to(root)), file.read_text()
            if name.endswith("meta.yaml"):
                # As a map: quotes and the order of keys are not part of the layout. The last four are MLflow 3.17's own and may be left out.
                text = {k: v.strip() for k, v in (line.split(": ", 1) for line in text.splitlines())}
                text = {k: json.loads(v) if v[0] == '"' else v.strip("'") for k, v in text.items()
                        if k not in ("effective_trace_archival_retention", "trace_location", "workspace", "creation_time", "last_update_time", "user_id")}
            both = json.dumps([re.sub("inputs/[0-9a-f]{32}", "inputs/INPUT", name), text])
            name, text = json.loads(both.replace(root.as_uri(), "ROOT").replace(experiment, "EXPERIMENT").replace(run, "RUN"))
            files[name] = text

case = {"name": "one run with all that there is", "function": "mlflow FileStore", "arguments": {}, "expected": files,
        "tolerance": {"abs": 0.0, "why": "texts"}}
out = {"topic": "mlflow_layout", "library": f"mlflow {mlflow.__version__}", "cases": [case]}
pathlib.Path(__file__).with_name("mlflow_layout.json").write_text(json.dumps(out, indent=1) + "\n")
