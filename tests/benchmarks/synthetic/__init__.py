"""A repository of DAG modules, generated as companies write them.

The idioms come in the shares that were counted over 1,302 DAG files of 36 public code bases;
about fifty modules at a time share a team's helper modules and operator class. All of it loads
in Airflow 2.10 and later, 3 included. The same number gives the same bytes on every machine, and
a bigger repository holds a smaller one.
"""

from __future__ import annotations

from .company import COMPANY_FILES, team_files
from .dice import Dice
from .module import write
from .pieces import Setting
from .words import REGIONS, SUBJECTS, TABLES, TEAMS

TEAM_SIZE = 50

__all__ = ["TEAM_SIZE", "module_paths", "repository", "team_of"]


def repository(modules: int) -> dict[str, str]:
    """Return the texts of a repository with so many DAG modules by their paths."""
    files = dict(COMPANY_FILES)
    for number in range(modules):
        at = _setting(number)
        if number % TEAM_SIZE == 0:
            files |= team_files(at.team)
        text = write(at)
        files[_path(at)] = text
        if "CONFIG_FILE" in text:
            files[f"dags/{at.team}/config/{at.name}.yaml"] = _config(at)
    return files


def module_paths(modules: int) -> list[str]:
    """Return the paths of the DAG modules of such a repository."""
    return [_path(_setting(number)) for number in range(modules)]


def team_of(number: int) -> str:
    """Return the team that the module of a number belongs to."""
    turn, place = divmod(number // TEAM_SIZE, len(TEAMS))
    return f"{TEAMS[place]}{turn + 1}" if turn else TEAMS[place]


def _setting(number: int) -> Setting:
    dice = Dice(f"module {number}")
    subject = dice.pick(SUBJECTS)
    return Setting(dice, team_of(number), subject, f"{subject}_{number:04}")


def _path(at: Setting) -> str:
    return f"dags/{at.team}/{at.name}.py"


def _config(at: Setting) -> str:
    """Return the file of settings that a module makes tasks from."""
    lines = ["sources:"]
    for region in at.dice.some(REGIONS, 2, 4):
        lines += [
            f"  - name: {region}",
            f"    host: {at.subject}.{region.replace('_', '-')}.example.com",
            f"    table: {at.dice.pick(TABLES)}",
            f"    retries: {at.dice.pick((1, 2, 3))}",
        ]
    return "\n".join(lines) + "\n"
