"""Save a search, confirm it, change it, stop it."""

from datetime import datetime

from django.db import transaction

from irwell.saved_searches import policies, rules
from irwell.saved_searches.models import Letter, SavedSearch, Subscriber
from irwell.saved_searches.sealing import digest, seal


@transaction.atomic
def request_search(*, address: str, asked: str, frequency: str, now: datetime) -> None:
    """Ask the address whether it wants this. What the page says is the same whether the address is known or not."""
    policies.check_can_save(asked)
    subscriber, _ = Subscriber.objects.get_or_create(
        digest=digest(address), defaults={"address_box": seal(address.strip())}
    )
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    search = subscriber.searches.filter(asked=asked).first()
    if search is None:
        if not policies.has_room(subscriber):
            return
        search = SavedSearch.objects.create(
            subscriber=subscriber, asked=asked, frequency=frequency, created_at=now
        )
    elif search.confirmed_at is not None:
        return
    else:
        search.frequency = frequency
        search.save(update_fields=["frequency"])
    if policies.may_be_asked(subscriber, now=now):
        Letter.objects.create(search=search, kind=Letter.Kind.CONFIRM, due_at=now, created_at=now)


@transaction.atomic
def confirm(*, search: SavedSearch, now: datetime) -> SavedSearch:
    """The address is its reader’s: from now on new reviews are looked at."""
    locked = SavedSearch.objects.select_for_update().get(pk=search.pk)
    if locked.confirmed_at is None:
        locked.confirmed_at = now
        locked.due_at = rules.next_due(locked.frequency, now)
        locked.save(update_fields=["confirmed_at", "due_at"])
        Subscriber.objects.filter(pk=locked.subscriber_id, confirmed_at=None).update(
            confirmed_at=now
        )
    return locked


@transaction.atomic
def change_frequency(*, search: SavedSearch, frequency: str, now: datetime) -> None:
    """How often letters come."""
    search.frequency = SavedSearch.Frequency(frequency)
    search.due_at = rules.next_due(frequency, now)
    search.save(update_fields=["frequency", "due_at"])


@transaction.atomic
def stop(*, search: SavedSearch) -> None:
    """Forget the search; with the last one, the address."""
    subscriber = search.subscriber
    search.delete()
    if not subscriber.searches.exists():
        subscriber.delete()


@transaction.atomic
def stop_everything(*, subscriber: Subscriber) -> None:
    """Forget the address and every search."""
    subscriber.delete()
