"""A version is shown when somebody says so, and a poorer one never takes the place of a better."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from meetings.mandates import NotAllowed
from tests.transcripts.test_speakers import transcript  # noqa: F401  a fixture
from tests.world import World
from transcripts.models import Segment, Transcript
from transcripts.publishing import NotPublishable, publish_transcript, quality_of
from transcripts.words import Word

EVERYONE = AnonymousUser()


def version(of: Transcript, number: int, quality: float) -> Transcript:
    made = Transcript.objects.create(
        recording=of.recording, version=number, engine="scripted", model="-", quality=quality
    )
    Segment.objects.create(transcript=made, starts=0, ends=4_000, text=f"Fassung {number}")
    return made


def shown() -> set[int]:
    return set(Segment.objects.visible_to(EVERYONE).values_list("transcript__version", flat=True))


@pytest.mark.django_db
def test_nothing_is_shown_before_somebody_says_so(world: World, transcript: Transcript) -> None:  # noqa: F811
    assert shown() == set()
    publish_transcript(transcript, by=world.dora)
    assert shown() == {1}
    assert transcript.history.first().history_user == world.dora


@pytest.mark.django_db
def test_a_better_version_replaces_and_a_poorer_does_not(world: World, transcript: Transcript) -> None:  # noqa: F811
    publish_transcript(transcript, by=world.dora)
    publish_transcript(version(transcript, 2, 110), by=world.dora)
    assert shown() == {2}
    poorer = version(transcript, 3, 80)
    with pytest.raises(NotPublishable) as refused:
        publish_transcript(poorer, by=world.dora)
    assert (refused.value.code, refused.value.values) == ("poorer", {"version": 3, "current": 2})
    assert shown() == {2}
    publish_transcript(poorer, by=world.dora, although_poorer=True)
    assert shown() == {3}


@pytest.mark.django_db
def test_only_the_office_of_this_municipality_publishes(world: World, transcript: Transcript) -> None:  # noqa: F811
    for somebody in (world.anna, world.bruno, world.emil, User.objects.create_superuser("root")):
        with pytest.raises(NotAllowed):
            publish_transcript(transcript, by=somebody)
    assert shown() == set()


@pytest.mark.django_db
def test_a_version_without_words_is_not_published(world: World, transcript: Transcript) -> None:  # noqa: F811
    empty = Transcript.objects.create(recording=transcript.recording, version=9, engine="scripted", model="-")
    with pytest.raises(NotPublishable):
        publish_transcript(empty, by=world.dora)


def test_quality_counts_probable_words_not_certainty_alone() -> None:
    careful = [Word("a", n, n + 1, 0.8) for n in range(100)]
    sure_but_half = [Word("a", n, n + 1, 0.99) for n in range(50)]
    assert quality_of(careful, 60_000) > quality_of(sure_but_half, 60_000)
    assert quality_of([Word("a", 0, 1, None)], 60_000) == 0.5
