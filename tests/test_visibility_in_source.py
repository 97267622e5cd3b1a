"""No view, page or template reads rows without asking for whom."""

import pytest

from tests import guards


def test_whoever_reads_for_a_visitor_asks() -> None:
    files = guards.sources()
    assert len(files) > 5
    found = {str(path): guards.unasked(path.read_text()) for path in files}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_no_template_reads_by_itself() -> None:
    files = guards.templates()
    assert len(files) > 10
    found = {str(path): guards.unasked_in_template(path.read_text()) for path in files}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_other_place_spells_the_rule() -> None:
    spelled = [
        f"{path}: {word}"
        for path in guards.sources()
        for word in ("audience=", "audience__in", "is_staff", "is_superuser", "public=True")
        if word in path.read_text()
    ]
    assert spelled == []


@pytest.mark.parametrize(
    "leak",
    [
        "Meeting.objects.all()",
        "Meeting.objects.filter(name='x').first()",
        "get_object_or_404(Meeting, pk=1); Meeting.objects.living()",
        "meeting.agenda_items.all()",
        "[line for line in meeting.agenda_items.filter(public=True)]",
        "paper.consultations.living().order_by('position')",
        "person.speaker_turns.count()",
        "Paper._base_manager.get(pk=1)",
    ],
)
def test_the_guard_finds_a_deliberate_leak(leak: str) -> None:
    assert guards.unasked(leak)


@pytest.mark.parametrize(
    "fine",
    ["Meeting.objects.upcoming().visible_to(user)", "meeting.agenda_items.visible_to(user).order_by('position')",
     "FilePage.objects.filter(file=visible_file)"],
)  # fmt: skip
def test_the_guard_lets_pass_what_asks(fine: str) -> None:
    assert guards.unasked(fine) == []


def test_the_guard_finds_a_deliberate_leak_in_a_template() -> None:
    assert guards.unasked_in_template("{% for item in meeting.agenda_items.all %}")
