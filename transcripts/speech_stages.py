"""From sound to words: plan → recognize (pieces) → merge → correct; align and captions live in `chapters.py` and `captions.py`.

Times inside a piece are ms on the file's clock; from `merge` on everything is on the meeting's clock.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max

from jobs.models import Stage
from jobs.registry import stage
from jobs.run import Run, Unworkable
from media.models import Recording
from media.storage import mezzanine_of, product_folder
from transcripts import chunking, wording
from transcripts.correcting import correct_segments, correction_inputs
from transcripts.hearing import heard_in
from transcripts.models import Segment, SpeakerTurn, Transcript
from transcripts.publishing import quality_of
from transcripts.recognizers import Recognizer, RecognizerUnavailable, recognizer_for
from transcripts.recognizers.model import name_of
from transcripts.segmenting import sentences
from transcripts.speakers import assign_turns
from transcripts.words import Word, pack, shifted, unpack

SUBJECT = "media.Recording"
PLAN = "plan.json"


def recognizer() -> Recognizer:
    """The recognizer of this installation's settings. Raises RecognizerUnavailable."""
    return recognizer_for(
        settings.RECOGNIZER,
        model=settings.WHISPER_MODEL,
        data_dir=Path(settings.DATA_DIR),
        device=settings.WHISPER_DEVICE,
        compute_type=settings.WHISPER_COMPUTE_TYPE,
    )


def recognizer_inputs(recording_id: int) -> Mapping[str, Any]:
    """What the words depend on beside the sound: engine, model, language."""
    return {
        "engine": settings.RECOGNIZER,
        "model": settings.WHISPER_MODEL if settings.RECOGNIZER == "scripted" else name_of(settings.WHISPER_MODEL),
        "language": settings.SPEECH_LANGUAGE,
    }


@stage(
    "transcripts.plan", subject=SUBJECT, queue="cpu", after=["media.mezzanine"], version=2, max_seconds=3600,
    words=wording.words,
)  # fmt: skip
def plan(recording_id: int, run: Run) -> None:
    """Cut the sound into windows and pieces at silences; each becomes a stage of its own that any worker may take."""
    recording = Recording.objects.get(pk=recording_id)
    sound = mezzanine_of(recording)
    if sound is None:
        # No sound track: there are no words, and nothing later waits for ever.
        made = chunking.Plan(0, ())
    else:
        try:
            made = chunking.plan_file(sound)
        except chunking.UnreadableSound as error:
            raise Unworkable(error.code, **error.values) from error
    write_atomically(product_folder(recording, run.digest) / PLAN, made.dumps().encode())
    run.add_pieces("transcripts.recognize", [piece.name for piece in made.pieces])


def piece_present(recording_id: int, piece: str) -> bool:
    """Whether the words of this piece lie where its row says."""
    recording = Recording.objects.get(pk=recording_id)
    row = Stage.objects.filter(
        name="transcripts.recognize", subject=SUBJECT, subject_id=recording_id, piece=piece
    ).first()
    return row is not None and _piece_file(recording, row.digest, piece).exists()


@stage(
    "transcripts.recognize", subject=SUBJECT, queue="cpu", after=["transcripts.plan"], version=3, pieces=True,
    inputs=recognizer_inputs, present=piece_present, max_seconds=3 * 3600, words=wording.words,
)  # fmt: skip
def recognize(recording_id: int, run: Run) -> None:
    """The words of one piece, with what nobody said left out; written under a temporary name and renamed."""
    recording = Recording.objects.get(pk=recording_id)
    target = _piece_file(recording, run.digest, run.piece)
    if target.exists():
        return
    piece = next(piece for piece in _plan_of(recording).pieces if piece.name == run.piece)
    sound = mezzanine_of(recording)
    if sound is None:
        raise Unworkable("not_readable", file=recording.source_name, reason="")
    try:
        heard = heard_in(
            piece,
            sound,
            recognizer(),
            language=settings.SPEECH_LANGUAGE,
            told=lambda at: run.progress(100 * (at - piece.starts) / max(piece.ends - piece.starts, 1)),
        )
    except (RecognizerUnavailable, chunking.UnreadableSound) as error:
        raise Unworkable(error.code, **error.values) from error
    write_atomically(target, pack([word for utterance in heard for word in utterance.words]))


@stage(
    "transcripts.merge", subject=SUBJECT, after=["transcripts.plan", "transcripts.recognize"], version=1,
    inputs=recognizer_inputs, max_seconds=3600, words=wording.words,
)  # fmt: skip
def merge(recording_id: int, run: Run) -> None:
    """One new version of the transcript out of all pieces; the version shown stays until somebody publishes another."""
    recording = Recording.objects.select_related("meeting").get(pk=recording_id)
    if Transcript.objects.filter(recording=recording, digest=run.digest).living().exists():
        return
    words = shifted(words_of_pieces(recording), recording.offset)
    engine = recognizer() if words else None
    turns = list(SpeakerTurn.objects.filter(meeting=recording.meeting).living().order_by("starts"))
    parts = sentences(words, borders=[turn.starts for turn in turns])
    with run.still_mine():
        newest = Transcript.objects.filter(recording=recording).aggregate(newest=Max("version"))["newest"] or 0
        transcript = Transcript.objects.create(
            recording=recording,
            version=newest + 1,
            digest=run.digest,
            engine=engine.engine if engine else settings.RECOGNIZER,
            model=engine.model if engine else "",
            parameters=dict(engine.parameters) if engine else {},
            language=settings.SPEECH_LANGUAGE,
            quality=quality_of(words, recording.duration or 0),
        )
        Segment.objects.bulk_create(
            (
                Segment(
                    transcript=transcript,
                    starts=part.start,
                    ends=part.end,
                    text=part.text,
                    confidence=part.confidence,
                    words=pack(part.words),
                )
                for part in parts
            ),
            batch_size=1000,
        )
        assign_turns(recording.meeting, Segment.objects.filter(transcript=transcript))


@stage(
    "transcripts.correct", subject=SUBJECT, after=["transcripts.merge"], version=2, inputs=correction_inputs,
    max_seconds=3600, words=wording.words,
)  # fmt: skip
def correct(recording_id: int, run: Run) -> None:
    """Names matched against roster, streets and papers, and everything people corrected, in every version."""
    correct_segments(Recording.objects.select_related("meeting__body").get(pk=recording_id), run)


def words_of_pieces(recording: Recording) -> list[Word]:
    """All words as recognised, in order (ms on the file's clock)."""
    plan_made = _plan_of(recording)
    digests = dict(
        Stage.objects.filter(name="transcripts.recognize", subject=SUBJECT, subject_id=recording.pk).values_list(
            "piece", "done_digest"
        )
    )
    words: list[Word] = []
    for piece in plan_made.pieces:
        words += unpack(_piece_file(recording, digests[piece.name], piece.name).read_bytes())
    return words


def _plan_of(recording: Recording) -> chunking.Plan:
    row = Stage.objects.get(name="transcripts.plan", subject=SUBJECT, subject_id=recording.pk, piece="")
    return chunking.Plan.loads((product_folder(recording, row.done_digest) / PLAN).read_text())


def _piece_file(recording: Recording, digest: str, piece: str) -> Path:
    return product_folder(recording, digest) / f"{piece}.words"


def write_atomically(target: Path, data: bytes) -> None:
    """All or nothing: a reader never meets half a file, a kill leaves at most a temporary one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".half-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def short_hash(values: Sequence[Any] | Iterable[Any]) -> str:
    """A short name for a list of facts that goes into a digest instead of the list itself."""
    return hashlib.sha256(json.dumps(list(values), ensure_ascii=False, default=str).encode()).hexdigest()[:32]
