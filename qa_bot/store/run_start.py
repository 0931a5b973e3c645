"""The start of an indexing run: from a copy of the live generation, from its texts alone, or from nothing."""

from dataclasses import dataclass

from qa_bot.errors import StoreDamaged, StoreOutdated
from qa_bot.settings import Settings
from qa_bot.store.library import Library
from qa_bot.store.manifest import Manifest, check_configuration, configuration_of, without

_ERASED = "What was erased was taken out"


@dataclass(frozen=True, slots=True)
class RunStart:
    """The manifest of the live generation, None where all files are read again.

    ``writes_indexes``: whether the run writes both indexes from the stored texts and cached vectors, instead of copying
    the live ones. ``reason`` says why, unless that was requested.
    """

    live: Manifest | None = None
    writes_indexes: bool = False
    reason: str = ""

    @property
    def copied(self) -> Manifest | None:
        """The generation whose indexes are copied."""
        return None if self.writes_indexes else self.live


def run_start(settings: Settings, library: Library, rebuild: bool, is_erasing: bool) -> RunStart:
    """Decide how a run starts; ``rebuild`` and ``is_erasing`` are the caller's requests.

    Raises:
        StoreMismatch: the store was built with other settings, or by a newer program.
    """
    live = library.current()
    if live is None or rebuild:
        return RunStart()
    try:
        manifest = library.manifest(live)
        check_configuration(manifest, configuration_of(settings))
    except (StoreOutdated, StoreDamaged) as error:
        return RunStart(reason=str(error).partition(": run")[0])
    damage = library.damage(manifest)
    if damage:
        return RunStart(without(manifest, damage.documents), writes_indexes=True, reason=str(damage))
    return RunStart(manifest, writes_indexes=is_erasing, reason=_ERASED if is_erasing else "")
