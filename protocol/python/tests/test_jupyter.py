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
def shell(isolated_home: Path) -> Iterator[InteractiveShell]:
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


def test_the_extension_registers_the_cell_magic(isolated_home: Path) -> None:
    shell = InteractiveShell()
    open_llm.load_ipython_extension(shell)
    assert "llm" in shell.magics_manager.magics["cell"]


def test_the_response_is_displayed_as_markdown(shell: InteractiveShell) -> None:
    output = run(shell, "-m echo/echo", "**bold** text")
    assert output.outputs[-1].data["text/markdown"] == "**bold** text"


def test_only_defined_notebook_variables_are_substituted(shell: InteractiveShell) -> None:
    shell.user_ns["city"] = "Oslo"
    output = run(shell, "-m echo/echo", "Describe the weather in {city} {unknown}")
    assert output.outputs[-1].data["text/markdown"] == "Describe the weather in Oslo {unknown}"


def test_the_response_is_stored_in_a_variable(shell: InteractiveShell) -> None:
    run(shell, "-m echo/echo -o response", "Name three colors.")
    assert shell.user_ns["response"] == "Name three colors."


@pytest.mark.parametrize("line", ["--nonsense", "-m echo/echo --as response"])
def test_an_unknown_option_is_rejected_with_its_name(shell: InteractiveShell, line: str) -> None:
    with pytest.raises(ValueError, match="Unknown option of %%llm: --"):
        run(shell, line, "Hello")


def test_the_help_lists_the_options() -> None:
    assert "--history" in str(LlmMagic.__doc__)


def test_a_failed_cell_displays_a_one_line_error_without_a_traceback(shell: InteractiveShell) -> None:
    with capture_output() as captured:
        result = shell.run_cell("%%llm -m echo/echo\n/fail rate_limited")
    assert isinstance(result.error_in_exec, open_llm.OpenLlmError)
    assert "Traceback" not in captured.stdout + captured.stderr
    assert len((captured.stdout + captured.stderr).strip().splitlines()) == 1


def test_a_program_that_runs_a_cell_can_catch_its_error(shell: InteractiveShell) -> None:
    with pytest.raises(open_llm.OpenLlmError):
        run(shell, "-m echo/echo", "/fail rate_limited")


def test_an_invalid_option_value_is_rejected_with_the_option_name(shell: InteractiveShell) -> None:
    with pytest.raises(ValueError, match="--temperature"):
        run(shell, "--temperature warm", "hi")
