"""Runs a pipeline for a date.

    python run.py daily_sales --date 2024-01-15
    python run.py daily_sales --date 2024-01-15 --source postgres --target snowflake

Exit codes: 0 loaded (or nothing to load), 1 failed, 2 wrong arguments or settings,
3 the source's rows were refused, 4 the loaded rows failed the quality checks.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from pipelines.daily_sales import DailySalesPipeline
from pipelines.inventory_sync import InventorySyncPipeline
from pipelines.systems import open_source, open_target
from pipelines.user_events import UserEventsPipeline
from utils.errors import ConfigError, DataQualityError, EtlError, ValidationError
from utils.logger import configure_logging
from utils.settings import CONFIG, PROJECT, choose, filled, load_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipelines.base_pipeline import BasePipeline, RunResult

log = logging.getLogger("run")

PIPELINES: dict[str, Callable[..., BasePipeline]] = {
    "daily_sales": DailySalesPipeline,
    "user_events": UserEventsPipeline,
    "inventory_sync": InventorySyncPipeline,
}
EXIT_CODES = ((ConfigError, 2), (ValidationError, 3), (DataQualityError, 4))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the pipeline that the command line names; return the exit code."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("ETL_DATA_DIR", str(_data_folder()))
    start = time.perf_counter()
    try:
        configure_logging(
            filled(load_yaml("logging_config.yaml", options.config)), verbose=options.verbose
        )
        pipelines = load_yaml("pipeline_config.yaml", options.config)
        settings = choose(pipelines, options.pipeline, "pipeline")
        source, target = options.source or settings["source"], options.target or settings["target"]
        result = _run(options, settings, source, target)
    except EtlError as error:
        sys.stderr.write(f"{options.pipeline}: {type(error).__name__}: {error}\n")
        return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)
    _summarize(options, source, target, result, time.perf_counter() - start)
    return 0


def _run(
    options: argparse.Namespace, settings: dict[str, Any], source: str, target: str
) -> RunResult:
    systems = load_yaml("database.yaml", options.config)
    with ExitStack() as stack:
        chosen_source = choose(systems["sources"], source, "source")
        chosen_target = choose(systems["targets"], target, "target")
        extractor = stack.enter_context(open_source(chosen_source, options.date))
        loader = stack.enter_context(open_target(chosen_target))
        extractor.validate_connection()
        loader.validate_connection()
        pipeline = PIPELINES[options.pipeline](
            extractor,
            loader,
            progress=partial(tqdm, unit="batch", disable=options.quiet),
            **_own_settings(options.pipeline, settings),
        )
        return pipeline.run(options.date)


def _data_folder() -> Path:
    """Return the project's data folder, or one right here if it is installed elsewhere."""
    is_checkout = (PROJECT / "pyproject.toml").exists()
    return (PROJECT if is_checkout else Path.cwd()) / "data"


def _own_settings(name: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Return a pipeline's settings as the arguments that it takes."""
    own = {key: value for key, value in settings.items() if key not in ("source", "target")}
    return {"settings": own} if name == "inventory_sync" else own


def _summarize(
    options: argparse.Namespace, source: str, target: str, result: RunResult, seconds: float
) -> None:
    lines = {
        "pipeline": options.pipeline,
        "date": options.date,
        "source": source,
        "target": target,
        "status": result["status"],
        "rows processed": f"{result['rows_processed']:,}",
        "rows loaded": f"{result['rows_loaded']:,}",
        "seconds": f"{seconds:.1f}",
    }
    for label, value in lines.items():
        print(f"{label:<15} {value}")  # noqa: T201 -- what the command is for


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pipeline", choices=sorted(PIPELINES))
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="like 2024-01-15")
    parser.add_argument("--source", help="a source of database.yaml instead of the pipeline's")
    parser.add_argument("--target", help="a target of database.yaml instead of the pipeline's")
    parser.add_argument("--config", type=Path, default=CONFIG, help="folder of the YAML files")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.add_argument("--verbose", action="store_true", help="the whole log on the console")
    return parser


if __name__ == "__main__":
    sys.exit(main())
