"""The transforms of much data give what the plain ones give of little."""

from __future__ import annotations

import os

import pandas as pd
import pytest

from performance import parallel_transform as parallel


def sales(rows):
    """Return so many sales, every fifth of them without a price, the last one twice."""
    frame = pd.DataFrame(
        {
            "sale_id": [f"S{n}" for n in range(rows)],
            "product_id": [f"P{n % 3}" for n in range(rows)],
            "quantity": [n % 4 for n in range(rows)],
            "price": [None if n % 5 == 0 else 1.25 for n in range(rows)],
            "sale_date": [f"2024-01-{15 + n % 2}" for n in range(rows)],
        }
    )
    return pd.concat([frame, frame.tail(1)], ignore_index=True)


def with_process(frame):
    return frame.assign(process=os.getpid())


def explode(_frame):
    raise ValueError("a worker's error")


@pytest.mark.parametrize("chunk_rows", [7, 50, 1000])
def test_chunks_in_processes_give_what_one_pass_gives(chunk_rows):
    frame = sales(100)
    expected = parallel.add_revenue(frame).reset_index(drop=True)
    result = parallel.parallel_transform(frame, parallel.add_revenue, 2, chunk_rows)
    pd.testing.assert_frame_equal(result, expected)


def test_chunks_are_transformed_by_other_processes_only_when_there_are_several():
    frame = sales(10)
    several = parallel.parallel_transform(frame, with_process, workers=2, chunk_rows=4)
    assert os.getpid() not in set(several["process"])
    one = parallel.parallel_transform(frame, with_process, workers=2, chunk_rows=100)
    assert set(one["process"]) == {os.getpid()}


def test_error_of_a_worker_is_raised():
    with pytest.raises(ValueError, match="a worker's error"):
        parallel.parallel_transform(sales(10), explode, workers=2, chunk_rows=4)


def test_chunks_are_all_rows_in_order():
    frame = sales(10)
    chunks = list(parallel.chunks_of(frame, 4))
    assert [len(chunk) for chunk in chunks] == [4, 4, 3]
    pd.testing.assert_frame_equal(pd.concat(chunks), frame)


def test_file_becomes_parquet_without_duplicates_or_leftovers(tmp_path, capsys):
    frame = sales(20)
    frame.to_csv(tmp_path / "sales.csv", index=False)
    parallel.main([str(tmp_path / "sales.csv"), str(tmp_path / "sales.parquet")])
    written = pd.read_parquet(tmp_path / "sales.parquet")
    assert capsys.readouterr().out == f"{len(written)} rows in {tmp_path / 'sales.parquet'}\n"
    assert written["sale_id"].is_unique
    assert (written["revenue"] == written["quantity"] * 1.25).all()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sales.csv", "sales.parquet"]


@pytest.fixture
def large():
    pytest.importorskip("dask.dataframe")
    from performance import large_file_etl  # noqa: PLC0415 -- imports Dask

    return large_file_etl


def totals_by_pandas(frame):
    frame = parallel.add_revenue(frame.drop_duplicates())
    totals = frame.groupby(["product_id", "sale_date"], as_index=False)
    return totals[["quantity", "revenue"]].sum().sort_values(["product_id", "sale_date"])


def read_totals(folder):
    frame = pd.read_parquet(folder).astype({"product_id": "object", "sale_date": "object"})
    columns = ["product_id", "sale_date", "quantity", "revenue"]
    return frame[columns].sort_values(["product_id", "sale_date"]).reset_index(drop=True)


def test_dask_reads_in_blocks_of_64_mb(large):
    assert large.BLOCK_SIZE == "64MB"


def test_blocks_of_many_files_give_what_pandas_gives(large, tmp_path):
    frame = sales(5000)
    frame.head(3000).to_csv(tmp_path / "sales-1.csv", index=False)
    frame.tail(-3000).to_csv(tmp_path / "sales-2.csv", index=False)
    target = tmp_path / "totals"
    rows = large.total_sales(f"{tmp_path}/sales-*.csv", target, n_workers=2, block_size="10kB")
    expected = totals_by_pandas(frame).reset_index(drop=True)
    assert rows == len(expected)
    pd.testing.assert_frame_equal(read_totals(target), expected, check_dtype=False)
    assert {path.name for path in target.iterdir()} >= {
        "sale_date=2024-01-15",
        "sale_date=2024-01-16",
    }


def test_second_run_replaces_the_first(large, tmp_path, capsys):
    for rows in (500, 50):
        sales(rows).to_csv(tmp_path / "sales.csv", index=False)
        large.main([str(tmp_path / "sales.csv"), str(tmp_path / "totals"), "--workers", "2"])
    expected = totals_by_pandas(sales(50)).reset_index(drop=True)
    pd.testing.assert_frame_equal(read_totals(tmp_path / "totals"), expected, check_dtype=False)
    assert f"{len(expected)} rows in" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sales.csv", "totals"]


def test_broken_file_leaves_the_totals_of_before(large, tmp_path):
    source, target = tmp_path / "sales.csv", tmp_path / "totals"
    sales(50).to_csv(source, index=False)
    large.total_sales(str(source), target)
    before = read_totals(target)
    source.write_text(source.read_text() + "S99,P1,many,1.5,2024-01-15\n", encoding="utf-8")
    with pytest.raises(ValueError, match="many"):
        large.total_sales(str(source), target)
    pd.testing.assert_frame_equal(read_totals(target), before)
