"""Time expressions: where they are, what days they mean. See `find`."""

from communique.times.find import find_times

__all__ = ["find_times"]
