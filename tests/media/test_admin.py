"""Recordings in the admin, as the clerk Dora works with them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.models import Stage
from media.models import Chapter, ChapterSource, Edit, Recording
from meetings.admin_clock import as_typed
from meetings.models import Audience
from meetings.storage import path_of, tmp_dir
from tests.media.making import make, tone
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World

pytestmark = pytest.mark.django_db
ADD = "admin:media_recording_add"
LIST = "admin:media_recording_changelist"


@pytest.fixture
def dora(world: World, client: Client) -> Client:
    User.objects.filter(pk__in=[world.dora.pk, world.emil.pk]).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    return client


@pytest.fixture
def recorded(world: World) -> RecordedWorld:
    return build_recorded_world(world)


@pytest.fixture
def fresh(world: World, tmp_path: Path) -> Recording:
    """A recording as it stands after it was taken in, before any stage."""
    from media.ingest import add_recording

    return add_recording(world.meeting, make(tmp_path / "ton.wav", *tone(1)))


def upload(client: Client, meeting: int, name: str, data: bytes, **more: object):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse(ADD), {"meeting": meeting, "title": "", "upload": file, **more})


def act(client: Client, action: str, *rows: object, address: str = LIST) -> list[str]:
    """Do this with the rows of a list, and read what the page says then."""
    keys = [row.pk for row in rows]  # type: ignore[attr-defined]
    answer = client.post(reverse(address), {"action": action, "_selected_action": keys}, follow=True)
    assert answer.redirect_chain
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize("in_memory", [True, False])
def test_an_upload_becomes_a_recording(world: World, dora: Client, tmp_path: Path, settings, in_memory: bool) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10**7 if in_memory else 0
    data = make(tmp_path / "sitzung.wav", *tone(1)).read_bytes()
    answer = upload(dora, world.meeting.pk, "sitzung.wav", data, starts_at="0:00:05")
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    recording = Recording.objects.get()
    assert (recording.source_name, recording.offset, recording.duration) == ("sitzung.wav", 5_000, 1_000)
    assert path_of(recording.source_sha512).read_bytes() == data
    assert Stage.objects.filter(name="media.probe", subject_id=recording.pk).exists()
    assert recording.history.first().history_user == world.dora
    assert list(tmp_dir().glob("upload-*")) == []


def test_what_is_no_recording_is_said_in_the_form(world: World, dora: Client) -> None:
    answer = upload(dora, world.meeting.pk, "sitzung.mp4", b"Protokoll\n" * 100)
    assert answer.status_code == 200
    assert "sitzung.mp4" in answer.context["adminform"].form.errors["upload"][0]
    assert not Recording.objects.exists()
    assert list(tmp_dir().glob("upload-*")) == []


def test_more_than_this_installation_accepts_is_refused(world: World, dora: Client, settings) -> None:
    settings.MAX_UPLOAD_BYTES = 100
    answer = upload(dora, world.meeting.pk, "sitzung.wav", b"RIFF" * 100)
    assert answer.context["adminform"].form.errors["upload"]
    assert not Recording.objects.exists()


def test_nothing_is_added_to_the_neighbours_meeting(world: World, dora: Client, tmp_path: Path) -> None:
    data = make(tmp_path / "a.wav", *tone(1)).read_bytes()
    answer = upload(dora, world.other_meeting.pk, "a.wav", data)
    assert "meeting" in answer.context["adminform"].form.errors
    assert not Recording.objects.exists()


def test_the_lists_and_pages_open_and_say_what_is_known(recorded: RecordedWorld, dora: Client) -> None:
    recording = recorded.recording
    recording.facts = {"containers": ["mov"], "video": {"codec": "h264", "width": 640, "height": 360, "rate": 25.0}}
    recording.warnings = ["no_audio"]
    recording.save()
    Stage.objects.create(
        name="media.render",
        subject="media.Recording",
        subject_id=recording.pk,
        state="failed",
        last_error="Platte voll",
    )
    page = dora.get(reverse(LIST)).text
    assert "sitzung.mp4" in page
    assert "0:01:00" in page
    page = dora.get(reverse("admin:media_recording_change", args=[recording.pk])).text
    assert "640 × 360" in page
    assert "Fassungen für den Browser erstellen" in page
    assert "Platte voll" in page
    for name in ("edit", "chapter"):
        assert dora.get(reverse(f"admin:media_{name}_changelist")).status_code == 200
    chapter = Chapter.objects.first()
    assert dora.get(reverse("admin:media_chapter_change", args=[chapter.pk])).status_code == 200
    assert dora.get(reverse(ADD)).status_code == 200


def test_the_neighbours_clerk_sees_none_of_it(recorded: RecordedWorld, dora: Client) -> None:
    dora.force_login(User.objects.get(pk=recorded.world.emil.pk))
    for name, row in (
        ("recording", recorded.recording),
        ("edit", Edit.objects.get()),
        ("chapter", Chapter.objects.first()),
    ):
        assert "sitzung.mp4" not in dora.get(reverse(f"admin:media_{name}_changelist")).text
        assert dora.get(reverse(f"admin:media_{name}_change", args=[row.pk])).status_code == 302


def change(client: Client, recording: Recording, edits: list[dict[str, object]], old: int, **more: object):
    given: dict[str, object] = {"title": recording.title, "position": recording.position, **more}
    given |= {"edits-TOTAL_FORMS": old + len(edits), "edits-INITIAL_FORMS": old}
    given |= {"chapters-TOTAL_FORMS": 0, "chapters-INITIAL_FORMS": 0}
    for number, edit in enumerate(edits, start=old):
        given |= {f"edits-{number}-{key}": value for key, value in edit.items()}
    return client.post(reverse("admin:media_recording_change", args=[recording.pk]), given)


def test_an_edit_takes_the_published_files_off_at_once(recorded: RecordedWorld, dora: Client) -> None:
    recording = recorded.recording
    edit = {"kind": "mute", "starts": "0:00:05", "ends": "0:06", "reason": "Name eines Kindes"}
    answer = change(dora, recording, [edit], 0, title="Teil 1")
    assert answer.status_code == 302, answer.context["errors"]
    recording.refresh_from_db()
    made = Edit.objects.get(kind="mute")
    assert (made.starts, made.ends, recording.title) == (5_000, 6_000, "Teil 1")
    assert made.history.get().history_user == recorded.world.dora
    assert recording.current_rendition is None
    assert Stage.objects.filter(name="media.render", subject_id=recording.pk).exists()


def test_an_edit_that_ends_before_it_starts_is_refused(recorded: RecordedWorld, dora: Client) -> None:
    edit = {"kind": "cut", "starts": "0:00:06", "ends": "0:00:05", "reason": "verdreht"}
    assert change(dora, recorded.recording, [edit], 0).status_code == 200
    assert Edit.objects.count() == 1
    recorded.recording.refresh_from_db()
    assert recorded.recording.current_rendition is not None


def test_an_edit_is_taken_back_and_the_files_are_made_anew(recorded: RecordedWorld, dora: Client) -> None:
    act(dora, "take_back", Edit.objects.get(), address="admin:media_edit_changelist")
    assert Edit.objects.get().deleted_at is not None
    recorded.recording.refresh_from_db()
    assert recorded.recording.current_rendition is None


def test_the_audience_cannot_be_written_past_the_review(fresh: Recording, dora: Client) -> None:
    assert change(dora, fresh, [], 0, audience="public").status_code == 302
    fresh.refresh_from_db()
    assert fresh.audience == Audience.OFFICE


def test_publishing_needs_the_review_and_the_files_and_says_so(fresh: Recording, dora: Client) -> None:
    (said,) = act(dora, "publish", fresh)
    assert "ton.wav" in said
    assert "not_reviewed" not in said
    fresh.refresh_from_db()
    assert (fresh.audience, fresh.nonpublic_reviewed_at) == (Audience.OFFICE, None)
    act(dora, "confirm_reviewed", fresh)
    fresh.refresh_from_db()
    assert fresh.nonpublic_reviewed_by is not None
    assert fresh.nonpublic_reviewed_by.username == "dora"
    (second,) = act(dora, "publish", fresh)
    assert second != said
    fresh.refresh_from_db()
    assert fresh.audience == Audience.OFFICE


def test_withdrawn_and_published_again(recorded: RecordedWorld, dora: Client) -> None:
    recording = recorded.recording
    address = f"/aufnahmen/{recording.uuid}/{recording.current_rendition.digest}/master.m3u8"
    visitor = Client()
    assert visitor.get(address).status_code == 200
    act(dora, "withdraw", recording)
    assert visitor.get(address).status_code == 404
    act(dora, "publish", recording)
    assert visitor.get(address).status_code == 200


def test_a_chapter_moved_by_hand_says_so(recorded: RecordedWorld, dora: Client) -> None:
    chapter = Chapter.objects.get(starts=1_000)
    link = chapter.chapter_items.get()
    given = {
        "starts": "0:00:01,5", "ends": "0:00:20", "chapter_items-TOTAL_FORMS": 1, "chapter_items-INITIAL_FORMS": 1,
        "chapter_items-0-id": link.pk, "chapter_items-0-chapter": chapter.pk, "chapter_items-0-item": link.item_id,
    }  # fmt: skip
    address = reverse("admin:media_chapter_change", args=[chapter.pk])
    assert dora.post(address, given | {"starts": "0:00:01"}).status_code == 302
    chapter.refresh_from_db()
    assert chapter.source == ChapterSource.AUTO
    assert dora.post(address, given).status_code == 302
    chapter.refresh_from_db()
    assert (chapter.starts, chapter.source, chapter.confidence) == (1_500, ChapterSource.HAND, None)
    assert chapter.history.first().history_user == recorded.world.dora


def test_a_chapter_given_another_item_is_by_hand_too(recorded: RecordedWorld, dora: Client) -> None:
    chapter = Chapter.objects.get(starts=1_000)
    link = chapter.chapter_items.get()
    given = {
        "starts": "0:00:01", "ends": "0:00:20", "chapter_items-TOTAL_FORMS": 1, "chapter_items-INITIAL_FORMS": 1,
        "chapter_items-0-id": link.pk, "chapter_items-0-chapter": chapter.pk,
        "chapter_items-0-item": recorded.world.draft_item.pk,
    }  # fmt: skip
    assert dora.post(reverse("admin:media_chapter_change", args=[chapter.pk]), given).status_code == 302
    chapter.refresh_from_db()
    assert chapter.source == ChapterSource.HAND
    assert list(chapter.items.all()) == [recorded.world.draft_item]


def test_an_edit_that_is_there_is_shown_as_a_time_and_cannot_be_rewritten(
    recorded: RecordedWorld, dora: Client
) -> None:
    made = Edit.objects.get()
    page = dora.get(reverse("admin:media_recording_change", args=[recorded.recording.pk])).text
    assert f'value="{as_typed(made.starts)}"' in page
    sent = {"id": made.pk, "recording": recorded.recording.pk, "kind": "mute", "starts": "0:00:00", "ends": "0:59:00"}
    given = {f"edits-0-{key}": value for key, value in {**sent, "reason": "neu"}.items()}
    assert change(dora, recorded.recording, [], 1, **given).status_code == 302
    again = Edit.objects.get()
    assert (again.kind, again.starts, again.ends, again.reason) == (made.kind, made.starts, made.ends, made.reason)


def test_the_admin_speaks_the_words_of_the_office(recorded: RecordedWorld, dora: Client) -> None:
    home = dora.get(reverse("admin:index")).text
    for word in ("Ratsinformation: Verwaltung", "Sitzungen und Personen", "Vorlagen und Abstimmungen"):
        assert word in home
    assert "Django" not in home
    Stage.objects.create(name="media.probe", subject="media.Recording", subject_id=recorded.recording.pk, state="done")
    page = dora.get(reverse("admin:media_recording_change", args=[recorded.recording.pk])).text
    assert "Datei ansehen: fertig" in page
    assert "media.probe" not in page
