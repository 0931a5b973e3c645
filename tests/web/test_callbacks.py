"""Every callback of the page is registered by one module, which asks for the login each time."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa_bot.web

FOLDER = Path(qa_bot.web.__file__).parent
CALLS_BACK = re.compile("on_(click|submit|select|dismiss|(.+_)?change)")


def registrations(source: str) -> Iterator[str]:
    """Calls, other than of ``widgets``, that hand Streamlit something to call back, or may do so."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        named = [keyword.arg for keyword in node.keywords]
        is_unknown = called.startswith("st.") and None in named  # ``**options``
        is_download = called.endswith(".download_button")
        if not called.startswith("widgets.") and (
            is_unknown or is_download or any(name and CALLS_BACK.fullmatch(name) for name in named)
        ):
            yield ast.unparse(node)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_callbacks_are_registered_by_the_module_that_guards_them(path: Path) -> None:
    found = list(registrations(path.read_text(encoding="utf-8")))
    assert bool(found) == (path.name == "widgets.py"), found


@pytest.mark.parametrize(
    "call",
    [
        "st.button('Erase', on_click=erase)",
        "place.button('Erase', on_click=erase)",
        "st.text_input('Title', on_change=rename)",
        "st.chat_input('Ask', on_submit=ask)",
        "st.download_button('Export', data=read)",
        "part(key='rows', on_chosen_change=erase)",
        "st.button('Erase', **options)",
    ],
)
def test_a_callback_registered_elsewhere_is_found(call: str) -> None:
    assert list(registrations(f"def draw():\n    {call}")) == [call]
