"""
Defaults of one's own: `claimx.toml`, or `[tool.claimx]` in `pyproject.toml`.

A key is an option's name: `min-score = 0.7`. What is said on the command line wins, and so does the
environment. The file is looked for in the working folder and, in a checkout, up to its root. It may have
come with the articles: it names no file to write, and no model but an installed one.
"""

from __future__ import annotations

import datetime
import difflib
import os
import tomllib
from pathlib import Path
from typing import Any

import typer

from claimx.errors import ClaimxError, UsageError

# --json is --format json: as a default it would win over a --format that is given.
_NEVER = {"help", "json", "output", "chart", "install-completion", "show-completion"}


class ConfigError(UsageError):
    """A file of defaults that cannot be used."""


def default_map(ctx: typer.Context) -> dict[str, dict[str, Any]]:
    """
    For each command its parameters' defaults, as Typer takes them.

    Raises:
        ConfigError: the file is no TOML, or a key or a value of it is wrong.
    """
    try:
        folder = Path.cwd()
    except OSError:  # it was deleted
        return {}
    path, table = _found(folder)
    if not table:
        return {}
    commands: dict[str, Any] = ctx.command.commands  # type: ignore[attr-defined]  # it is a group
    options = {name: _options(command.loaded) for name, command in commands.items()}
    known = {key for keys in options.values() for key in keys}
    name = ctx.invoked_subcommand or ""
    defaults = {}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ConfigError(f"{path}: no option is called {key!r}{hint}")
        default = _plain(value)
        if key == "model" and os.path.isdir(str(default)):
            reason = "a folder of a model can run code: name it by --model or CLAIMX_MODEL"
            raise ConfigError(f"{path}: {key}: {reason}")
        wrong = {n: _wrong(keys[key], default, ctx) for n, keys in options.items() if key in keys}
        # "html" is a format of one command and not of another, which then has its own default.
        if all(wrong.values()):
            raise ConfigError(f"{path}: {key}: {next(iter(wrong.values()))}")
        if wrong.get(name) == "":
            defaults[options[name][key].name] = default
    return {name: defaults}


def _found(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The nearest file of defaults and what it says; nothing where there is none."""
    above = [folder, *folder.parents]
    # os.path's functions take a folder that may not be read for one that is not there.
    root = next((place for place in above if os.path.exists(place / ".git")), folder)
    for place in above[: above.index(root) + 1]:
        path = place / "claimx.toml"
        if os.path.isfile(path):
            return path, _toml(path)
        path = place / "pyproject.toml"
        if os.path.isfile(path):
            tools = _toml(path).get("tool")
            if isinstance(tools, dict) and isinstance(tools.get("claimx"), dict):
                return path, tools["claimx"]
    return folder, {}


def _toml(path: Path) -> dict[str, Any]:
    """The file's tables."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None


def _options(command: Any) -> dict[str, Any]:  # noqa: ANN401 (Typer's own kind of command)
    """The command's options by their long names."""
    return {
        name.removeprefix("--"): option
        for option in command.params
        for name in option.opts
        if name.startswith("--") and name.removeprefix("--") not in _NEVER
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 (any TOML value)
    """The value as it is written on a command line: a,b for a list, 2024-06-03 for a date."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    return value.isoformat() if isinstance(value, datetime.date) else value


def _wrong(option: Any, value: Any, ctx: typer.Context) -> str:  # noqa: ANN401
    """Why the option does not take the value, or nothing."""
    try:
        option.process_value(ctx, value)
    except typer.BadParameter as error:
        return error.message
    except (ClaimxError, TypeError, ValueError) as error:
        return str(error)
    return ""
