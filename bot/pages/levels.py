"""What the level above is called in a word: Bộ, Sở, UBND."""

from knowledge.library import Library
from knowledge.model import Bilingual, Lang
from knowledge.text import fold_accents

# By how the issuer's name begins, accents folded.
_CALLED = {
    "bo": Bilingual("Bộ", "the ministry"),
    "so": Bilingual("Sở", "the department"),
    "phong": Bilingual("Phòng", "the district office"),
    "uy ban nhan dan": Bilingual("UBND", "the people's committee"),
    "ubnd": Bilingual("UBND", "the people's committee"),
    "chinh phu": Bilingual("Chính phủ", "the Government"),
    "thu tuong": Bilingual("Thủ tướng", "the Prime Minister"),
}
_ABOVE = Bilingual("cấp trên", "the level above")


def level_above(library: Library, document_id: str, lang: Lang) -> str | None:
    """Whoever issued the directive above a loaded one, in a word; None where no chain leads up."""
    chain = library.lineage(document_id)
    if chain is None or chain.above not in library:
        return None
    return issuer_in_a_word(library.info(chain.above).issuer, lang)


def issuer_in_a_word(issuer: str | None, lang: Lang) -> str:
    """`Bộ` for "Bộ Lao động - Thương binh và Xã hội"."""
    name = f"{fold_accents(issuer or '')} "
    return next((called for start, called in _CALLED.items() if name.startswith(f"{start} ")), _ABOVE)[lang]
