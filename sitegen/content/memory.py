"""What a process keeps from one build of a site to the next, as a preview does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sitegen.store.store import Store

if TYPE_CHECKING:
    from sitegen.content.scan import Scan
    from sitegen.digest.choose import Choice
    from sitegen.digest.organise import Digest
    from sitegen.model.record import Record

_GENERATION = "generation"


class Memory:
    """What the store says too, without reading it; forgotten where another process built."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._generation = ""
        self._records: Mapping[str, Record] = {}
        self.scan: Scan | None = None
        """The files under content/ as they were seen last, by whatever build."""
        self.chosen: tuple[Choice, Digest] | None = None
        """What the last build published, and in which order."""

    def records(self, store: Store) -> Mapping[str, Record]:
        """What every source said when it was last read, by its path under content/."""
        if not self._generation or store.note(_GENERATION) != self._generation:
            self._generation = store.note(_GENERATION)
            self._records, self.chosen = store.sources(), None
        return self._records

    def keep(self, records: Mapping[str, Record], store: Store, now: int) -> None:
        """Keep what every source says now, which the store has been told.

        `now` is the time of the reading in nanoseconds; no two builds read at once.
        """
        self._generation = str(now)
        store.save_note(_GENERATION, self._generation)
        self._records = records
