"""What is asked for many times in a transaction happens once after it, and not at all when it is rolled back."""

from __future__ import annotations

import pytest
from django.db import transaction

from jobs.once import once_committed

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_call_happens_once_another_one_too():
    done: list[int] = []
    with transaction.atomic():
        assert once_committed(done.append, 1)
        assert not once_committed(done.append, 1)
        assert once_committed(done.append, 2)
        assert done == []
    assert done == [1, 2]


def test_what_a_savepoint_asked_for_goes_with_it_and_may_be_asked_for_again():
    done: list[int] = []
    with transaction.atomic():
        with transaction.atomic():
            once_committed(done.append, 1)
            transaction.set_rollback(True)
        assert once_committed(done.append, 1)
    assert done == [1]


def test_without_a_transaction_it_happens_at_once_each_time():
    done: list[int] = []
    assert once_committed(done.append, 1)
    assert once_committed(done.append, 1)
    assert done == [1, 1]
