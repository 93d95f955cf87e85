import pytest

from pytest_etl_diagram.sources.packaging import console_scripts, read_packaging


@pytest.fixture
def folder(tmp_path):
    def make(**files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make


PEP_621 = '[project]\nname = "shop"\n[project.scripts]\nload = "shop.cli:main"\n'
POETRY = """
    [tool.poetry]
    name = "shop"

    [tool.poetry.scripts]
    load = "shop.cli:main"
    sync = {reference = "shop.cli:sync", type = "console"}
    old = {callable = "shop.cli:old"}
    wrong = 3
    """
SETUPTOOLS = """
[metadata]
name = shop

[options.entry_points]
console_scripts =
    load = shop.cli:main
    # a comment = of somebody
    extra = shop.cli:extra [files]
"""


@pytest.mark.parametrize(
    ("file", "text", "scripts"),
    [
        ("pyproject.toml", PEP_621, ["load"]),
        ("pyproject.toml", POETRY, ["load", "old", "sync"]),
        ("setup.cfg", SETUPTOOLS, ["extra", "load"]),
    ],
)
def test_name_and_scripts_of_every_tool(folder, file, text, scripts):
    root = folder(**{file: text})
    packaging = read_packaging(root, root)
    assert packaging.name == "shop"
    assert [command for command, _ in packaging.scripts] == scripts
    assert dict(packaging.scripts)["load"] == "shop.cli:main"


def test_first_file_that_names_something_counts(folder):
    root = folder(**{"pyproject.toml": PEP_621, "setup.cfg": SETUPTOOLS.replace("main", "other")})
    packaging = read_packaging(root, root)
    assert dict(packaging.scripts)["load"] == "shop.cli:main"
    assert "extra" in dict(packaging.scripts)


def test_folder_without_packaging_says_nothing(tmp_path):
    assert read_packaging(tmp_path, tmp_path).name == ""


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("pyproject.toml", "[project", "isn't TOML: "),
        ("setup.cfg", "name = shop\n", "can't be read: "),
        ("setup.cfg", "\udcff", "isn't UTF-8 text: "),
    ],
)
def test_file_that_cannot_be_read_is_a_fault_and_the_other_counts(folder, file, text, words):
    root = folder(**{"pyproject.toml": PEP_621, "setup.cfg": SETUPTOOLS})
    (root / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    packaging = read_packaging(root, root)
    assert packaging.name == "shop"
    (fault,) = packaging.faults
    assert fault.path == file
    assert fault.message.startswith(words)


@pytest.mark.parametrize(
    "place",
    ["shop/cli.py", "src/shop/cli.py", "shop/cli/__init__.py", "lib/shop/cli.py"],
)
def test_scripts_lead_to_their_files(folder, place):
    root = folder(**{"pyproject.toml": PEP_621, place: ""})
    found = console_scripts([read_packaging(root, root)], root, [root / "lib"])
    assert found == {place: (("load", "main"),)}


def test_several_scripts_of_one_file_and_extras(folder):
    root = folder(**{"setup.cfg": SETUPTOOLS, "shop/cli.py": ""})
    found = console_scripts([read_packaging(root, root)], root)
    assert found == {"shop/cli.py": (("extra", "extra"), ("load", "main"))}


@pytest.mark.parametrize(
    "reference", ["shop.cli", "other.cli:main", "", "..:main", "shop/cli:main"]
)
def test_script_that_leads_nowhere_is_left_out(folder, reference):
    root = folder(**{"pyproject.toml": f'[project.scripts]\nload = "{reference}"\n'})
    (root / "shop").mkdir()
    (root / "shop" / "cli.py").touch()
    assert console_scripts([read_packaging(root, root)], root) == {}


def test_script_outside_the_root_folder_is_left_out(folder):
    root = folder(**{"pyproject.toml": PEP_621, "outside/shop/cli.py": ""}) / "inside"
    (root).mkdir()
    packaging = read_packaging(root.parent, root.parent)
    assert console_scripts([packaging], root, [root.parent / "outside"]) == {}
