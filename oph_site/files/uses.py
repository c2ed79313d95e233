"""Who shows pictures. A subject registers in AppConfig.ready: `uses.PICTURE_USERS.append(pictures)`, a module with

uses(picture) → [Use]                        every place where it stands or stood
used_now(), used_ever() → querysets of ids   of the pictures that stand somewhere now, or ever stood
may_switch(user), may_publish(user)
switch(old, new, *, by, publish) → [Switch]  puts one picture in the place of another, in all working copies
"""

from dataclasses import dataclass

from django.db.models import Q

PICTURE_USERS = []
REPLACED_DOCUMENTS = []  # functions without arguments: querysets of the ids of documents that others stand in for


@dataclass(frozen=True)
class Use:
    """A page that shows the picture, and as what, in words. is_current: not only in earlier versions."""

    title: str
    url: str
    language: str
    states: list
    is_current: bool


@dataclass(frozen=True)
class Switch:
    """One public text whose working copy has a new picture now. why: it could not be published, in words."""

    title: str
    in_language: str
    is_published: bool
    why: str = ""


def uses(picture):
    return [use for user in PICTURE_USERS for use in user.uses(picture)]


def among(name):
    """A condition on pictures: those that a function of the users, "used_now" or "used_ever", names."""
    condition = Q(pk__in=[])
    for user in PICTURE_USERS:
        for ids in getattr(user, name)():
            condition |= Q(pk__in=ids)
    return condition


def may_switch(user):
    return all(one.may_switch(user) for one in PICTURE_USERS)


def may_publish(user):
    return all(one.may_publish(user) for one in PICTURE_USERS)
