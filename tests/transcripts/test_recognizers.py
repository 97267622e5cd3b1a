"""What every engine must keep to, tried with a scripted one and the real ones; and the model that they load."""

from __future__ import annotations

import hashlib
import importlib
import itertools
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import jiwer
import numpy as np
import pytest
import soundfile
from django.conf import settings

from transcripts.bench import normal_form
from transcripts.recognizers import RATE, Passage, Recognizer, RecognizerUnavailable, Samples, model, recognizer_for
from transcripts.recognizers.faster_whisper import compute_type_for, needs_another_try
from transcripts.recognizers.model import PACKAGES, Parts, assemble_base, find_model, is_at_hand, name_of

DEMO = Path(settings.BASE_DIR) / "ris" / "demo" / "recording"
LONGEST_CLIP = 12.0  # s
ENGINES = [
    "scripted",
    pytest.param("faster-whisper", marks=[pytest.mark.speech, pytest.mark.timeout(300)]),
    pytest.param("openai-whisper", marks=[pytest.mark.openai_whisper, pytest.mark.timeout(900)]),
]


@dataclass(frozen=True)
class Clip:
    """A sentence of the demo recording: what is said, and from when to when on the clip's clock (ms)."""

    samples: Samples
    text: str
    starts: int
    ends: int


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    """The first sentence of some seconds, with a little silence around it, cut out by ffmpeg."""
    said = next(
        one
        for one in json.loads((DEMO / "truth.json").read_text())["utterances"]
        if 7.0 < one["end"] - one["start"] < LONGEST_CLIP - 1
    )
    begins = max(0.0, said["start"] - 0.5)
    sound = tmp_path / "clip.wav"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-ss", str(begins), "-t", str(said["end"] - begins + 0.3),
         "-i", DEMO / "sitting.mp4", "-ac", "1", "-ar", str(RATE), sound],
        check=True,
    )  # fmt: skip
    samples, _rate = soundfile.read(sound, dtype="float32")
    starts, ends = (round((said[key] - begins) * 1000) for key in ("start", "end"))
    return Clip(samples, said["text"], starts, ends)


def engine_named(name: str, clip: Clip, folder: Path) -> Recognizer:
    """The real engine on Whisper base, or the scripted one with a script of this clip, an hour later too."""
    if name == "openai-whisper":
        pytest.importorskip("whisper", reason="make test-openai-whisper")
    if name != "scripted":
        return recognizer_for(name, model="", data_dir=Path(settings.DATA_DIR))
    script = folder / "script.json"
    rows = [
        {"start": later + clip.starts / 1000, "end": later + clip.ends / 1000, "text": clip.text} for later in (0, 3600)
    ]
    script.write_text(json.dumps(rows))
    return recognizer_for(name, model=str(script), data_dir=folder)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_keeps_the_contract(engine: str, clip: Clip, tmp_path: Path) -> None:
    recognizer = engine_named(engine, clip, tmp_path)
    assert recognizer.engine.startswith(engine)
    assert recognizer.model
    assert json.loads(json.dumps(dict(recognizer.parameters))) == dict(recognizer.parameters)

    heard = list(recognizer.recognize(clip.samples, language="de"))
    words = [word for utterance in heard for word in utterance.words]
    assert jiwer.wer(normal_form(clip.text), normal_form(" ".join(word.text for word in words))) < 0.35
    assert abs(words[0].start - clip.starts) < 600
    assert abs(words[-1].end - clip.ends) < 1_000
    assert all(before.start <= after.start for before, after in itertools.pairwise(words))
    assert all(0 <= word.start <= word.end <= len(clip.samples) * 1000 // RATE + 500 for word in words)
    assert all(word.text == word.text.strip() != "" for word in words)
    assert all(word.confidence is not None and 0 <= word.confidence <= 1 for word in words)
    for utterance in heard:
        assert (utterance.start, utterance.end) == (utterance.words[0].start, utterance.words[-1].end)
        assert utterance.text.split() == [word.text for word in utterance.words]
        assert utterance.compression_ratio is not None
        assert utterance.no_speech_probability is not None
        assert utterance.average_log_probability is not None

    # The same sound an hour into the file: the same words, an hour later.
    later = [word for u in recognizer.recognize(clip.samples, language="de", begins=3_600_000) for word in u.words]
    assert [word.text for word in later] == [word.text for word in words]
    assert [word.start - 3_600_000 for word in later] == [word.start for word in words]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_engine_hears_words_in_silence(engine: str, clip: Clip, tmp_path: Path) -> None:
    recognizer = engine_named(engine, clip, tmp_path)
    assert list(recognizer.recognize(np.zeros(RATE * 10, dtype=np.float32), language="de", begins=60_000)) == []


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_only_the_stretches_named_are_heard_and_keep_their_times(engine: str, clip: Clip, tmp_path: Path) -> None:
    """The sentence three times with silence between, of which the first and the last are to be heard."""
    pause = np.zeros(RATE * 5, dtype=np.float32)
    third = 2 * (len(clip.samples) + len(pause)) * 1000 // RATE
    samples = np.concatenate([clip.samples, pause, clip.samples, pause, clip.samples])
    speech = [(clip.starts - 300, clip.ends + 300), (third + clip.starts - 300, third + clip.ends + 300)]
    once = [(clip.starts - 300, clip.ends + 300)]
    passages = [Passage(samples, 60_000, speech), Passage(clip.samples, 0, once)]
    heard, alone = engine_named(engine, clip, tmp_path).hear(passages, language="de")
    words = [word for utterance in heard for word in utterance.words]
    text = normal_form(" ".join(word.text for word in words))
    assert jiwer.wer(normal_form(f"{clip.text} {clip.text}"), text) < 0.35
    assert abs(words[0].start - 60_000 - clip.starts) < 600
    assert abs(words[-1].end - 60_000 - third - clip.ends) < 1_000
    assert not [word for word in words if clip.ends + 1_000 < word.middle - 60_000 < third + clip.starts - 1_000]
    # What is heard together with it neither changes nor moves it.
    [again] = engine_named(engine, clip, tmp_path).hear(passages[1:], language="de")
    assert alone == again
    assert abs(alone[0].words[0].start - clip.starts) < 600


def test_an_engine_is_loaded_once_in_a_process() -> None:
    wanted = {"model": "", "data_dir": Path(settings.DATA_DIR)}
    assert recognizer_for("faster-whisper", **wanted) is recognizer_for("faster-whisper", **wanted)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    for engine, name, code in (
        ("whisperer", "", "unknown_engine"),
        ("faster-whisper", "/nowhere/whisper-large", "model_missing"),
        ("faster-whisper", str(tmp_path), "model_missing"),
        ("scripted", str(tmp_path / "none.json"), "model_missing"),
    ):
        with pytest.raises(RecognizerUnavailable) as refused:
            recognizer_for(engine, model=name, data_dir=Path(settings.DATA_DIR))
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "doubt", "silence", "failed"),
    [
        ("Ich eröffne die Sitzung des Rates und begrüße Sie alle.", -0.3, 0.1, False),
        ("um zu steigen, " * 30, -0.1, 0.1, True),
        ("Die Lebensung des Arters.", -1.2, 0.1, True),
        ("Vielen Dank.", -1.2, 0.9, False),
    ],
    ids=["understood", "in a circle", "doubted", "nobody speaks"],
)
def test_a_window_that_fails_at_first_is_tried_at_other_temperatures(
    text: str, doubt: float, silence: float, failed: bool
) -> None:
    segment = SimpleNamespace(text=text, avg_logprob=doubt, no_speech_prob=silence)
    assert needs_another_try([segment]) is failed
    assert not needs_another_try([])


def test_a_processor_is_not_asked_for_what_only_a_graphics_card_can() -> None:
    assert compute_type_for("cpu", "auto") == "int8"
    assert compute_type_for("cuda", "") == "float16"
    with pytest.raises(RecognizerUnavailable) as refused:
        compute_type_for("cpu", "bfloat16")
    assert refused.value.code == "compute_type"


def test_base_is_assembled_from_its_packages_checked_and_then_reused(tmp_path: Path) -> None:
    assert is_at_hand("", tmp_path)
    folder = Path(find_model("", tmp_path).location)
    with (folder / "model.bin").open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() in {parts.sha256 for parts in PACKAGES}
    made = (folder / "model.bin").stat()
    assert assemble_base(tmp_path) == folder
    again = (folder / "model.bin").stat()
    assert (again.st_ino, again.st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}
    assert {"config.json", "tokenizer.json"} <= {path.name for path in folder.iterdir()}


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two small packages in the form of those that carry the model, and their pinned sum."""
    halves = {"ris_test_half_1": b"first half, ", "ris_test_half_2": b"second half"}
    for number, (name, content) in enumerate(halves.items(), 1):
        data = tmp_path / "packages" / name / "data"
        data.mkdir(parents=True)
        (data.parent / "__init__.py").touch()
        (data / f"model.bin.part{number}").write_bytes(content)
    for companion in ("config.json", "tokenizer.json"):
        (tmp_path / "packages" / "ris_test_half_2" / "data" / companion).write_text("{}")
    monkeypatch.syspath_prepend(tmp_path / "packages")
    importlib.invalidate_caches()
    together = hashlib.sha256(b"".join(halves.values())).hexdigest()
    monkeypatch.setattr(model, "PACKAGES", (Parts("ris_test_half_1", "ris_test_half_2", together),))
    return tmp_path / "packages"


def test_both_halves_are_joined(packages: Path, tmp_path: Path) -> None:
    assert (assemble_base(tmp_path) / "model.bin").read_bytes() == b"first half, second half"


def test_a_damaged_half_is_refused_and_nothing_is_left(packages: Path, tmp_path: Path) -> None:
    (packages / "ris_test_half_1" / "data" / "model.bin.part1").write_bytes(b"first helf, ")
    with pytest.raises(RecognizerUnavailable) as refused:
        find_model("", tmp_path)
    assert refused.value.code == "model_damaged"
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.parametrize("missing", ["ris_test_half_1/data/model.bin.part1", "ris_test_half_2/data/tokenizer.json"])
def test_a_missing_file_is_refused_and_nothing_is_left(packages: Path, tmp_path: Path, missing: str) -> None:
    (packages / missing).unlink()
    with pytest.raises(RecognizerUnavailable) as refused:
        find_model("", tmp_path)
    assert (refused.value.code, refused.value.values["file"]) == ("model_damaged", Path(missing).name)
    assert list((tmp_path / "models").iterdir()) == []


def test_other_weights_under_the_same_name_are_another_model(tmp_path: Path) -> None:
    folder = tmp_path / "whisper-medium"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"12345")
    before = name_of(str(folder))
    (folder / "model.bin").write_bytes(b"123456")
    assert before != name_of(str(folder)) == find_model(str(folder), tmp_path).name
    assert name_of("") == "whisper-base"
    assert name_of("large-v3") == "large-v3"
