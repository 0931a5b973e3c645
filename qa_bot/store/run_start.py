"""What an indexing run begins with: a copy of the live generation, or its texts alone, or nothing."""

from dataclasses import dataclass

from qa_bot.errors import StoreDamaged, StoreOutdated
from qa_bot.settings import Settings
from qa_bot.store.library import Library
from qa_bot.store.manifest import Manifest, check_configuration, configuration_of, without

_ERASED = "What was erased was taken out"


@dataclass(frozen=True, slots=True)
class RunStart:
    """What is known of the live generation, None where all files are read anew.

    ``anew`` builds the indexes from the texts and vectors that are kept, not from a copy of the live ones. ``why``
    tells why it is not the usual run, where nobody asked for another.
    """

    live: Manifest | None = None
    anew: bool = False
    why: str = ""

    @property
    def copied(self) -> Manifest | None:
        """The generation whose indexes are copied, if any."""
        return None if self.anew else self.live


def run_start(settings: Settings, library: Library, rebuild: bool, is_erasing: bool) -> RunStart:
    """How a run begins; ``rebuild`` and ``is_erasing`` are what was asked for.

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
        return RunStart(why=str(error).partition(": run")[0])
    damage = library.damage(manifest)
    if damage:
        return RunStart(without(manifest, damage.documents), anew=True, why=str(damage))
    return RunStart(manifest, anew=is_erasing, why=_ERASED if is_erasing else "")
