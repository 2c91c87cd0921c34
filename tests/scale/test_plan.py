"""The plan: every byte of every file in one part, in order, whatever the sizes; ranges of lines give what the file gives."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from waqai.errors import NO_ARTICLE, Notice
from waqai.scale.inputs import articles_of, files, survey
from waqai.scale.plan import File, Part, Piece, parts
from waqai.sources import Source, articles
from waqai.sources.columns import Columns

FILES = st.lists(st.tuples(st.integers(0, 500), st.booleans()), max_size=12).map(
    lambda found: [
        File(given=f"f{number}", path=f"/f{number}", size=size, cut="lines" if divisible else "")
        for number, (size, divisible) in enumerate(found)
    ]
)


@given(FILES, st.integers(1, 200))
def test_every_byte_is_in_one_part(found: list[File], target: int) -> None:
    planned = list(parts(found, target))
    assert [part.number for part in planned] == list(range(len(planned)))
    pieces = [piece for part in planned for piece in part.pieces]
    for file in found:
        bounds = [(piece.start, piece.end) for piece in pieces if piece.file == file]
        assert bounds[0][0] == 0
        assert bounds[-1][1] == file.size
        assert [end for _, end in bounds[:-1]] == [start for start, _ in bounds[1:]]
        assert file.cut or len(bounds) == 1
    assert [piece.file for piece in pieces] == sorted((piece.file for piece in pieces), key=found.index)
    for part in planned:
        assert part.size <= target or len(part.pieces) == 1
        assert part.size <= target or not part.pieces[0].file.cut


def test_a_plan_does_not_change() -> None:
    found = [File(given="a", path="/a", size=25, cut="lines"), *(File(given=n, path=n, size=4) for n in "bcd")]
    planned = [[(piece.file.given, piece.start, piece.end) for piece in part.pieces] for part in parts(found, 10)]
    assert planned == [[("a", 0, 8)], [("a", 8, 16)], [("a", 16, 25)], [("b", 0, 4), ("c", 0, 4)], [("d", 0, 4)]]


LINES = st.sampled_from(
    (
        b'{"text": "one"}', b'{"text": "two", "id": "2"}', b"", b" ", b"{", b"\xff", b'{"id": 3}',
        b'\xef\xbb\xbf{"text": "mark"}',
        json.dumps({"text": "\u0645\u0635\u0631"}).encode(), '{"text": "\u0645\u0635\u0631"}'.encode(),
    )
)  # fmt: skip


def plain(found: list[Source | Notice]) -> list[Source | Notice]:
    return [one for one in found if not (isinstance(one, Notice) and one.problem is NO_ARTICLE)]


@given(st.lists(LINES, max_size=8), st.booleans(), st.lists(st.integers(0, 200), max_size=6))
def test_ranges_give_what_the_file_gives(lines: list[bytes], ended: bool, cuts: list[int]) -> None:  # noqa: FBT001
    data = b"\n".join(lines) + (b"\n" if ended else b"")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(data)
        file = next(one for one in files([str(path)]) if isinstance(one, File))
        bounds = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
        pieces = [Piece(file=file, start=start, end=end) for start, end in itertools.pairwise(bounds)]
        found: list[Source | Notice] = []
        line = 0
        for piece in pieces:
            found.extend(articles_of(piece, line, Columns()))
            line += survey(piece).lines
        with path.open("rb") as stdin:
            assert plain(found) == plain(list(articles([str(path)], stdin))) or not pieces


def test_parts_are_frozen() -> None:
    part = Part(number=0, pieces=())
    assert part.size == 0
