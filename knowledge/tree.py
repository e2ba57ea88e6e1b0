"""Paragraphs hung below one another by their marks, each with the path that people cite it by."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.marks import GROUPS, RANKS, Mark
from knowledge.paragraphs import Paragraph


@dataclass(slots=True)
class Node:
    """A provision being placed: its paragraph, what it stands under and what stands under it."""

    paragraph: Paragraph
    parent: "Node | None"
    children: list["Node"] = field(default_factory=list)
    path: str = ""

    @property
    def mark(self) -> Mark | None:
        """The printed mark, None for a plain paragraph."""
        return self.paragraph.mark

    @property
    def rank(self) -> float:
        """How deep it stands; a plain paragraph counts as a dash (ARCHITECTURE: identifiers)."""
        return self.mark.rank if self.mark else RANKS["dash"]

    @property
    def is_article(self) -> bool:
        """Whether it is an Điều."""
        return self.mark is not None and self.mark.style == "article"

    @property
    def is_group(self) -> bool:
        """Whether it is a part, chapter or section, which articles stand in but are not cited by."""
        return self.mark is not None and self.mark.style in GROUPS

    def ancestors(self) -> list["Node"]:
        """What it stands under, outermost first."""
        chain: list[Node] = []
        above = self.parent
        while above is not None:
            chain.append(above)
            above = above.parent
        return chain[::-1]


def build_tree(paragraphs: Sequence[Paragraph]) -> list[Node]:
    """All nodes in the document's order, with paths that are unique."""
    roots: list[Node] = []
    nodes: list[Node] = []
    for paragraph in paragraphs:
        node = Node(paragraph, None)
        above = nodes[-1] if nodes else None
        while above is not None and above.rank >= node.rank:
            above = above.parent
        node.parent = above
        (above.children if above else roots).append(node)
        nodes.append(node)
    taken: Counter[str] = Counter()
    for siblings, prefix in _families(roots):
        _name(siblings, prefix, taken)
    return nodes


def _families(roots: list[Node]) -> Iterator[tuple[list[Node], str]]:
    """Each row of siblings with the path above it; parents are named before their children are asked for."""
    pending = [roots]
    while pending:
        siblings = pending.pop()
        parent = siblings[0].parent if siblings else None
        yield siblings, f"{parent.path}." if parent else ""
        pending.extend(node.children for node in siblings if node.children)


def _name(siblings: list[Node], prefix: str, taken: Counter[str]) -> None:
    """Printed numbers keep their names; dashes and plain paragraphs count, skipping a number that is printed."""
    printed = {node.mark.name for node in siblings if node.mark and node.mark.name}
    count = 0
    for node in siblings:
        if node.mark and node.mark.name:
            name = node.mark.name
        else:
            count += 1
            while str(count) in printed:
                count += 1
            name = str(count)
        node.path = _unique(name if node.is_article else prefix + name, taken)


def _unique(path: str, taken: Counter[str]) -> str:
    """The path, with `~2`, `~3` … where a document prints one number twice."""
    taken[path] += 1
    return path if taken[path] == 1 else f"{path}~{taken[path]}"
