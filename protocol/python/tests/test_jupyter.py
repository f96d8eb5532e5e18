"""Tests of the cell magic in a real IPython shell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import open_llm
from conftest import server_command
from open_llm.jupyter import LlmMagic

pytest.importorskip("IPython", reason="IPython is not installed.")
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output


@pytest.fixture
def shell(own_world: Path) -> Iterator[InteractiveShell]:
    shell = InteractiveShell.instance()  # only the active shell displays output
    magic = LlmMagic(shell, connect=lambda: open_llm.Client(command=server_command()))
    shell.register_magic_function(magic, magic_kind="line_cell", magic_name="llm")
    yield shell
    if magic._client is not None:
        magic._client.close()
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, line: str, cell: str) -> CapturedIO:
    with capture_output() as captured:
        shell.run_cell_magic("llm", line, cell)
    return captured


def test_the_extension_registers_the_magic(own_world: Path) -> None:
    shell = InteractiveShell()
    open_llm.load_ipython_extension(shell)
    assert "llm" in shell.magics_manager.magics["cell"]


def test_the_answer_is_shown_as_markdown(shell: InteractiveShell) -> None:
    shown = run(shell, "-m echo/echo", "**bold** words")
    assert shown.outputs[-1].data["text/markdown"] == "**bold** words"


def test_variables_of_the_notebook_are_filled_in_and_other_braces_stay(shell: InteractiveShell) -> None:
    shell.user_ns["city"] = "Oslo"
    shown = run(shell, "-m echo/echo", "weather in {city} {unknown}")
    assert shown.outputs[-1].data["text/markdown"] == "weather in Oslo {unknown}"


def test_the_answer_goes_into_a_variable(shell: InteractiveShell) -> None:
    run(shell, "-m echo/echo -o answer", "kept")
    assert shell.user_ns["answer"] == "kept"


@pytest.mark.parametrize("line", ["--nonsense", "-m echo/echo --as answer"])
def test_an_option_that_it_does_not_know_is_named_and_nothing_is_asked(shell: InteractiveShell, line: str) -> None:
    with pytest.raises(ValueError, match="%%llm does not know --"):
        run(shell, line, "Hello")


def test_its_help_lists_the_options() -> None:
    assert "--history" in str(LlmMagic.__doc__)


def test_an_error_fails_the_cell_in_one_sentence_without_a_traceback(shell: InteractiveShell) -> None:
    with capture_output() as captured:
        result = shell.run_cell("%%llm -m echo/echo\n/fail rate_limited")
    assert isinstance(result.error_in_exec, open_llm.OpenLlmError)
    assert "Traceback" not in captured.stdout + captured.stderr
    assert len((captured.stdout + captured.stderr).strip().splitlines()) == 1


def test_a_program_that_runs_the_cell_can_catch_the_error(shell: InteractiveShell) -> None:
    with pytest.raises(open_llm.OpenLlmError):
        run(shell, "-m echo/echo", "/fail rate_limited")


def test_a_wrong_option_says_which_ones_there_are(shell: InteractiveShell) -> None:
    with pytest.raises(ValueError, match="--temperature"):
        run(shell, "--temperature warm", "hi")
