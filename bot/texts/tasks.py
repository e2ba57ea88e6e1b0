"""What is said around a unit's tasks: the list, a task's card, its copies to share and to print."""

from knowledge.model import Bilingual

TASKS: dict[str, Bilingual] = {}
