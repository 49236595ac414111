"""A typed signal without Qt: listeners are held weakly where they are methods, and called in order of joining."""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Signal(Generic[P]):
    """Tells its listeners. A bound method is held weakly, so a closed panel vanishes by itself."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], Callable[P, None] | None]] = []

    def connect(self, listener: Callable[P, None]) -> None:
        """Adds a listener; the same one twice is called twice."""
        if inspect.ismethod(listener):
            self._listeners.append(weakref.WeakMethod(listener))
        else:
            self._listeners.append(lambda: listener)

    def disconnect(self, listener: Callable[P, None]) -> None:
        """Takes a listener out; one that is not there is no fault."""
        self._listeners = [held for held in self._listeners if held() not in (None, listener)]

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Calls every listener that is still alive."""
        for held in list(self._listeners):
            listener = held()
            if listener is not None:
                listener(*args, **kwargs)
            elif held in self._listeners:  # a listener called before may have cleared it away already
                self._listeners.remove(held)
