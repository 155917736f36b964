"""A profile as an installable spaCy package: a wheel after which `spacy.load("en_onrecord_default")` works.

The wheel is written as it is, without a build tool and without network: the layout of `spacy package` (a module with `load`, the
pipeline in a folder NAME-VERSION, the entry point `spacy_models`) in the zip format of PEP 427. It needs onrecord itself, which
brings the components, in the version that wrote it. The same profile gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tempfile
import zipfile
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.pipeline import load
from onrecord.resources import profile_path
from onrecord.version import __version__

INIT = '''"""The onrecord profile {profile} as a spaCy pipeline."""

from pathlib import Path

from spacy.util import get_model_meta, load_model_from_init_py

__version__ = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
'''
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the time of every file in the wheel


def write_package(profile: str, out: Path) -> Path:
    """Write the wheel of a profile.

    Args:
        profile: Name or path of a profile. Its stages on the `Doc` are packaged; cleaning and linking stay in onrecord.
        out: Folder for the wheel.

    Returns:
        `out/en_onrecord_PROFILE-VERSION-py3-none-any.whl`.

    Raises:
        OnrecordError: E102 unknown profile, E180 for a name that no module can have.
    """
    stem = profile_path(profile).stem
    if not re.fullmatch(r"[a-z][a-z0-9_]*", stem):
        raise OnrecordError("E180", f"No module can be named after the profile {stem!r}.", "Use small letters, digits and underscores.")
    nlp = load(profile).nlp
    nlp.meta["name"], nlp.meta["version"] = f"onrecord_{stem}", __version__
    nlp.meta["description"] = f"Who said what, when and where: the stages of the onrecord profile {stem} on a Doc."
    nlp.meta["requirements"] = [f"onrecord=={__version__}"]
    module = f"{nlp.lang}_onrecord_{stem}"
    info = f"{module}-{__version__}.dist-info"
    files = {
        f"{module}/__init__.py": INIT.format(profile=stem).encode(),
        f"{info}/METADATA": _metadata(module, nlp.meta["description"]).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: onrecord\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[spacy_models]\n{module} = {module}\n".encode(),
    }
    with tempfile.TemporaryDirectory() as folder:
        nlp.to_disk(folder)
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                files[f"{module}/{module}-{__version__}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    files[f"{module}/meta.json"] = json.dumps(nlp.meta, indent=2, sort_keys=True).encode()
    record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in sorted(files.items()))
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    out.mkdir(parents=True, exist_ok=True)
    wheel = out / f"{module}-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items(), key=lambda item: (item[0].startswith(info), item[0])):  # the metadata last
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return wheel


def _metadata(module: str, summary: str) -> str:
    return f"Metadata-Version: 2.1\nName: {module}\nVersion: {__version__}\nSummary: {summary}\nRequires-Dist: onrecord=={__version__}\n"


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
