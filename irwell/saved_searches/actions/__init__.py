"""Every change to what readers keep."""

from .lists import Stale, add_item, begin_list, delete_list, save_list
from .searches import change_frequency, confirm, request_search, stop, stop_everything

__all__ = [
    "Stale",
    "add_item",
    "begin_list",
    "change_frequency",
    "confirm",
    "delete_list",
    "request_search",
    "save_list",
    "stop",
    "stop_everything",
]
