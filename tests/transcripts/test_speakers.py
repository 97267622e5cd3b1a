"""A log of microphones becomes turns, people and factions, and lies over the segments."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from media.models import Recording, Rendition
from meetings.models import Audience, Person
from tests.world import World
from transcripts.models import Segment, SpeakerTurn, Transcript
from transcripts.speakers import UnreadableLog, import_speakers, read_log
from transcripts.words import Word, pack

LOG = "person,start,end\nSabine Quellmann,1.5,20\nBrandt, Bruno,21,40\nGast aus dem Publikum,41,50\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "mikrofone.csv"
    path.write_text(LOG.replace("Brandt, Bruno", '"Brandt, Bruno"'), encoding="utf-8")
    return path


@pytest.fixture
def transcript(world: World) -> Transcript:
    recording = Recording.objects.create(
        meeting=world.meeting, source_name="a.mp4", source_sha512="0" * 128, source_size=1, duration=60_000,
        audience=Audience.PUBLIC, nonpublic_reviewed_at=timezone.now(),
    )  # fmt: skip
    recording.current_rendition = Rendition.objects.create(recording=recording, digest="d", duration=60_000)
    recording.save()
    transcript = Transcript.objects.create(recording=recording, version=1, engine="scripted", model="-", quality=100)
    for starts, ends in ((2_000, 6_000), (19_500, 24_000), (30_000, 35_000), (55_000, 58_000)):
        Segment.objects.create(
            transcript=transcript, starts=starts, ends=ends, text="Wort", words=pack([Word("Wort", starts, ends, 0.9)])
        )
    return transcript


@pytest.mark.django_db
def test_turns_find_people_and_their_faction_at_that_time(world: World, log: Path, transcript: Transcript) -> None:
    done = import_speakers(world.meeting, log)
    assert (done.turns, done.unknown) == (3, ("Gast aus dem Publikum",))
    first, second, third = SpeakerTurn.objects.living()
    assert (first.person, first.faction, first.starts, first.ends) == (world.speaker, world.faction, 1_500, 20_000)
    assert second.person == world.anna_person
    assert (third.person, third.label) == (None, "Gast aus dem Publikum")


@pytest.mark.django_db
def test_each_segment_gets_the_turn_it_shares_most_with(world: World, log: Path, transcript: Transcript) -> None:
    import_speakers(world.meeting, log)
    speakers = [s.speaker_turn and s.speaker_turn.label for s in Segment.objects.order_by("starts")]
    assert speakers == ["Sabine Quellmann", "Brandt, Bruno", "Brandt, Bruno", None]


@pytest.mark.django_db
def test_the_same_log_twice_changes_nothing_and_a_new_one_replaces_it(
    world: World, log: Path, transcript: Transcript
) -> None:
    import_speakers(world.meeting, log)
    before = list(SpeakerTurn.objects.living().values_list("pk", flat=True))
    assert import_speakers(world.meeting, log).turns == 0
    assert list(SpeakerTurn.objects.living().values_list("pk", flat=True)) == before
    log.write_text("person;start;end\nSabine Quellmann;0;60\n", encoding="utf-8")
    import_speakers(world.meeting, log)
    assert [turn.ends for turn in SpeakerTurn.objects.living()] == [60_000]
    assert set(Segment.objects.values_list("speaker_turn__starts", flat=True)) == {0}


@pytest.mark.django_db
def test_two_people_who_fit_equally_well_leave_a_label(world: World, log: Path) -> None:
    Person.objects.create(body=world.body, given_name="Sabine", family_name="Quellmann")
    import_speakers(world.meeting, log)
    assert SpeakerTurn.objects.living().first().person is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_form"),
        ("person,start,end\n", "no_rows"),
        ("name,von,bis\nA,1,2\n", "bad_form"),
        ("person,start,end\nA,eins,2\n", "bad_time"),
        ("person,start,end\nA,1e999,2\n", "bad_time"),
        ("person,start,end\nA,3,2\n", "ends_before_start"),
        ("person,start,end\n,1,2\n", "no_name"),
    ],
)
def test_a_bad_log_is_refused_in_words_and_writes_nothing(world: World, tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableLog) as caught:
        import_speakers(world.meeting, path)
    assert caught.value.code == code
    with pytest.raises(CommandError) as said:
        call_command("import_speakers", world.meeting.slug, str(path))
    assert str(said.value).endswith(".")
    assert not SpeakerTurn.objects.exists()


def test_json_is_read_too_and_binary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text('{"turns": [{"person": "A", "start": 1, "end": 2.25}]}', encoding="utf-8")
    assert [(t.name, t.starts, t.ends) for t in read_log(path)] == [("A", 1_000, 2_250)]
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableLog):
        read_log(path)
