"""Office files are zip archives that tell when they were made; without that, the same content is the same file."""

import re
from io import BytesIO
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_MADE_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def settled(content: bytes) -> bytes:
    """The same Office file with every time in it set to one that says nothing."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as made, ZipFile(stream, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            with made.open(name) as part, kept.open(info, "w") as copy:
                if name == _CORE:
                    copy.write(_MADE_AT.sub(rb"\g<1>2020-01-01T00:00:00Z\2", part.read()))
                else:
                    copyfileobj(part, copy)
    return stream.getvalue()
