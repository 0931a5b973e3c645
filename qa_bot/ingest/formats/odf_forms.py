"""Controls of forms in OpenDocument files (ODF 1.3, part 3, 13) → their text: ``[x] Vegan``, ``Keeper: Ada``."""

from collections.abc import Iterator
from typing import Any

from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.docx_styles import whole_number
from qa_bot.ingest.formats.odf_styles import attribute, local_name
from qa_bot.ingest.formats.runs import CHECKED, UNCHECKED

_BOXES = frozenset(("checkbox", "radio"))
_LABELS = frozenset(("fixed-text", "frame"))
_FIELDS = frozenset("text textarea formatted-text number date time combobox listbox value-range".split())
_NOT_READ = frozenset(("grid", "generic-control"))


def control_texts(root: Any, *, by_name: bool = False) -> dict[str, str]:
    """Return the text of each control of the forms below an element, by its id; "" for empty fields.

    A field's value follows its label, where a label belongs to it in the file, and ``by_name`` else its name. A label
    whose field has a value is not repeated alone.
    """
    controls = {attribute(one, "id") or "": one for one in _in_forms(root)}
    labels = {
        target.strip(): (number, clean_line(attribute(one, "label") or "").rstrip(" :"))
        for number, one in controls.items() if local_name(one) == "fixed-text"
        for target in (attribute(one, "for") or "").split(",")
    }  # fmt: skip
    texts, joined = dict[str, str](), set[str]()
    for number, control in controls.items():
        kind = local_name(control)
        value = text = _box(control) if kind in _BOXES else _label(control) if kind in _LABELS else _value(control)
        if value and kind in _FIELDS:
            name = (attribute(control, "title") or attribute(control, "name") or "") if by_name else ""
            label_id, label = labels.get(number, ("", clean_line(name)))
            joined.add(label_id)
            text = f"{label}: {value}" if label else value
        texts[number] = text
    return {number: "" if number in joined else text for number, text in texts.items() if number}


def controls_not_read(root: Any) -> int:
    """Return the number of controls whose content is not in the file: tables of a database, and unknown ones."""
    return sum(local_name(one) in _NOT_READ for one in _in_forms(root))


def fieldmark_text(field: Any) -> str:
    """Return the mark of a check box of Word's forms, or the entry chosen of its list; "" for other fields."""
    kind = (attribute(field, "type") or "").rpartition(".")[2]
    values = [(attribute(one, "name") or "", attribute(one, "value") or "") for one in field.iterfind("{*}param")]
    if kind == "FORMCHECKBOX":
        return CHECKED if ("Checkbox_Checked", "true") in values else UNCHECKED
    chosen = whole_number(dict(values).get("Dropdown_Selected") or "0")
    entries = [value for name, value in values if name == "Dropdown_ListEntry"]
    return entries[chosen] if chosen is not None and chosen < len(entries) else ""


def _in_forms(root: Any) -> Iterator[Any]:
    containers = [root] if local_name(root) == "forms" else root.iterfind(".//{*}forms")
    return (one for forms in containers for one in forms.iter())


def _box(control: Any) -> str:
    states = ("current-state", "state") if local_name(control) == "checkbox" else ("current-selected", "selected")
    mark = CHECKED if _first(control, *states) in ("checked", "true") else UNCHECKED
    return f"{mark} {_label(control)}".strip()


def _label(control: Any) -> str:
    return clean_line(attribute(control, "label") or "")


def _value(control: Any) -> str:
    """Return what a field contains, or the chosen entries of a list; "" for buttons and hidden values."""
    kind = local_name(control)
    if kind == "listbox":
        return ", ".join(_chosen(control))
    if kind not in _FIELDS:
        return ""
    paragraphs = " ".join("".join(one.itertext()) for one in control.iterfind(".//{*}p"))
    return clean_line(_first(control, "current-value", "value") or paragraphs)


def _chosen(control: Any) -> Iterator[str]:
    options = list(control.iterfind("{*}option"))
    has_current = any(attribute(one, "current-selected") for one in options)
    key = "current-selected" if has_current else "selected"
    for option in options:
        if attribute(option, key) == "true" and (text := clean_line(_first(option, "label", "value"))):
            yield text


def _first(element: Any, *names: str) -> str:
    return next((value for name in names if (value := attribute(element, name)) is not None), "")
