"""What the views of all tables have in common: filtering and sorting."""

from __future__ import annotations

from cockpit.views.arranged import Arranged
from cockpit.views.columns import Column

ALL = ("仓库 Warehouse", "路口 Junction", "仓库 Yard")


class Places(Arranged[str]):
    """Texts as rows."""

    columns = (Column[str]("name", str, sort=len),)

    def _arrange(self) -> None:
        self.rows = self._sorted(row for row in ALL if all(one in row.casefold() for one in self._needle))


def test_every_word_of_the_filter_must_be_there() -> None:
    places = Places()
    places.filter("")
    assert places.rows == list(ALL)
    places.filter("  仓库 YARD ")
    assert places.rows == ["仓库 Yard"]
    places.filter("港口")
    assert places.rows == []


def test_rows_are_sorted_by_a_column_either_way_and_by_none_again() -> None:
    places = Places("en")
    places.sort("name")
    assert [len(row) for row in places.rows] == sorted(map(len, ALL))
    places.sort("name", descending=True)
    assert places.rows[0] == ALL[0] and places.language == "en"
    places.sort("")
    assert places.rows == list(ALL)
