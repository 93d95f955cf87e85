"""Which configuration files a component reads, and which keys of them."""

from __future__ import annotations

from textwrap import dedent

import pytest

YAML = "database: {url: sqlite://, pool: {size: 5}}\nbatch_size: 100\ntables: [{name: a}]\n"
FILES = {
    "config/etl.yaml": YAML,
    "config/etl.json": '{"database": {"url": "x"}, "batch_size": 100}',
    "config/etl.ini": "[database]\nurl = x\nport = 1\n",
}

CASES = {
    "keys of keys": (
        """
        import yaml
        class Pipeline:
            def __init__(self):
                with open("config/etl.yaml") as file:
                    config = yaml.safe_load(file)
                self.url = config["database"]["url"]
                self.size = config["database"].get("pool", {}).get("size", 5)
                self.batch = config.get("batch_size")
                self.tables = [table["name"] for table in config["tables"]]
            def run(self): ...
        """,
        "Pipeline",
        {"config/etl.yaml": ("batch_size", "database.pool.size", "database.url", "tables.name")},
    ),
    "a file that is read as text": (
        """
        import json
        from pathlib import Path
        class Pipeline:
            def run(self):
                config = json.loads((Path(__file__).parent / "config" / "etl.json").read_text())
                return config["batch_size"]
        """,
        "Pipeline",
        {"config/etl.json": ("batch_size",)},
    ),
    "an ini file": (
        """
        import configparser
        class Pipeline:
            def run(self):
                parser = configparser.ConfigParser()
                parser.read("config/etl.ini")
                return parser["database"]["url"], parser.getint("database", "port")
        """,
        "Pipeline",
        {"config/etl.ini": ("database.port", "database.url")},
    ),
    "read by the module, its keys by a class": (
        """
        import yaml
        CONFIG = yaml.safe_load(open("config/etl.yaml"))
        class Pipeline:
            def run(self):
                return CONFIG["database"]["url"]
        """,
        "Pipeline",
        {"config/etl.yaml": ("database.url",)},
    ),
    "in a folder that isn't known": (
        """
        import sys, yaml
        from pathlib import Path
        class Pipeline:
            def run(self, folder):
                text = (folder / "etl.yaml").read_text()
                return yaml.safe_load(text)["batch_size"]
        """,
        "Pipeline",
        {"config/etl.yaml": ("batch_size",)},
    ),
    "named to a function that opens it": (
        """
        import yaml
        def read(name):
            return dict(yaml.safe_load(open(f"config/{name}")))
        class Pipeline:
            def run(self):
                return read("etl.yaml")
        """,
        "Pipeline",
        {"config/etl.yaml": ()},
    ),
    "named to a library": (
        """
        from omegaconf import OmegaConf
        class Pipeline:
            def run(self):
                return OmegaConf.load("config/etl.yaml").database.url
        """,
        "Pipeline",
        {"config/etl.yaml": ()},
    ),
    "by a function": (
        """
        import yaml
        def main():
            return yaml.safe_load(open("config/etl.yaml"))["batch_size"]
        """,
        "main.py",
        {"config/etl.yaml": ("batch_size",)},
    ),
    "by a dataclass that is nothing else": (
        """
        import yaml
        from dataclasses import dataclass
        @dataclass
        class Settings:
            url: str
            def __post_init__(self):
                self.url = yaml.safe_load(open("config/etl.yaml"))["database"]["url"]
        """,
        "Settings",
        {"config/etl.yaml": ("database.url",)},
    ),
    "a file that isn't there, or is no configuration": (
        """
        import json, yaml
        class Pipeline:
            def run(self, answer):
                yaml.safe_load(open("config/other.yaml"))["batch_size"]
                return json.loads('{"a": 1}')["a"], json.loads(answer)["b"], open("main.py").read()
        """,
        "Pipeline",
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_component_reads_settings(tell, case):
    text, name, expected = CASES[case]
    told = tell({**FILES, "main.py": dedent(text)})
    assert dict(told.components[name].configured_by) == expected
    assert set(expected) <= told.dependencies


def test_who_only_opens_a_file_for_others_is_not_configured_by_it(tell):
    text = """
        import yaml
        def read():
            return yaml.safe_load(open("config/etl.yaml"))
        class Pipeline:
            def run(self):
                return read()["batch_size"]
    """
    told = tell({**FILES, "main.py": dedent(text)})
    assert told.components["main.py"].configured_by == ()
    assert told.components["Pipeline"].configured_by == (("config/etl.yaml", ("batch_size",)),)


def test_of_many_keys_the_sections_are_named(tell):
    keys = "".join(f"    config['a']['k{n}'], config['b']['k{n}']\n" for n in range(6))
    text = f"import json\ndef main():\n    config = json.load(open('c.json'))\n{keys}"
    values = ", ".join(f'"k{n}": {n}' for n in range(6))
    told = tell({"main.py": text, "c.json": f'{{"a": {{{values}}}, "b": {{{values}}}}}'})
    assert told.components["main.py"].configured_by == (("c.json", ("a", "b")),)
