"""What is said of units, people and invitations."""

from knowledge.model import Bilingual

UNITS: dict[str, Bilingual] = {}
