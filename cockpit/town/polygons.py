"""Arithmetic on polygons: areas, point tests, crossings, and the union of areas that share their edges.

Rings are sequences of (x, y), open or closed; the unit is the caller's (metres in the generator, degrees in a folder).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from cockpit.domain.places import EARTH_RADIUS_M, Area, LonLat, Ring

Points = NDArray[np.float64]
"""Shape (n, 2)."""


def open_ring(ring: Sequence[LonLat]) -> list[LonLat]:
    """The ring without a repeated last point."""
    points = list(ring)
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def signed_area(ring: Sequence[LonLat]) -> float:
    """Area in square units, positive for a counter-clockwise ring (shoelace formula)."""
    points = open_ring(ring)
    if len(points) < 3:
        return 0.0
    x0, y0 = points[0]
    total = 0.0
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        total += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    return total / 2


def area_m2(area: Area, lat: float | None = None) -> float:
    """Square metres of an area in degrees, on the plane that touches the Earth at ``lat`` (else its own middle).

    Areas that are compared want the same latitude.

    Source: equirectangular projection; its error stays below 0.1 % over a town of 20 km.
    """
    _, south, _, north = area.box()
    metre = math.radians(1.0) * EARTH_RADIUS_M
    factor = metre * metre * math.cos(math.radians((south + north) / 2 if lat is None else lat))
    total = 0.0
    for rings in area.polygons:
        total += abs(signed_area(rings[0])) - sum(abs(signed_area(hole)) for hole in rings[1:])
    return total * factor


def ring_holds(ring: Sequence[LonLat], points: Points) -> NDArray[np.bool_]:
    """For each point whether the ring holds it (even-odd rule, as ``places.ring_contains``)."""
    x, y = points[:, 0], points[:, 1]
    inside = np.zeros(len(points), dtype=bool)
    corners = open_ring(ring)
    for (x1, y1), (x2, y2) in zip(corners[-1:] + corners[:-1], corners, strict=True):
        if y1 == y2:
            continue
        inside ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return inside


def area_holds(area: Area, points: Points) -> NDArray[np.bool_]:
    """For each point whether it lies in the area."""
    held = np.zeros(len(points), dtype=bool)
    for rings in area.polygons:
        part = ring_holds(rings[0], points)
        for hole in rings[1:]:
            part &= ~ring_holds(hole, points)
        held |= part
    return held


def first_crossing(ring: Sequence[LonLat]) -> LonLat | None:
    """Where the ring crosses or touches itself, None for a simple one."""
    corners = np.array(open_ring(ring))
    seen: set[LonLat] = set()
    for x, y in corners.tolist():
        if (x, y) in seen:
            return (x, y)
        seen.add((x, y))
    nexts = np.roll(corners, -1, axis=0)
    count = len(corners)
    for i in range(count - 2):
        last = count if i else count - 1
        hit = _crosses(corners[i], nexts[i], corners[i + 2 : last], nexts[i + 2 : last])
        if hit.any():
            x, y = corners[i].tolist()
            return (x, y)
    return None


def _crosses(a: Points, b: Points, c: Points, d: Points) -> NDArray[np.bool_]:
    """Whether segment a-b properly crosses each segment c-d."""

    def side(p: Points, q: Points, r: Points) -> NDArray[np.float64]:
        result: NDArray[np.float64] = (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (
            r[..., 0] - p[..., 0]
        )
        return result

    crossed: NDArray[np.bool_] = (side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)
    return crossed


def union(areas: Iterable[Area]) -> Area:
    """The union of areas that share their border points exactly: what is walked both ways cancels out.

    Outer rings come out counter-clockwise, holes clockwise, as RFC 7946 (section 3.1.6) asks.
    """
    edges: set[tuple[LonLat, LonLat]] = set()
    for area in areas:
        for rings in area.polygons:
            for number, ring in enumerate(rings):
                for edge in _edges(ring, outer=number == 0):
                    if edge[::-1] in edges:
                        edges.remove(edge[::-1])
                    else:
                        edges.add(edge)
    rings_found = _chain(edges)
    outers = [ring for ring in rings_found if signed_area(ring) > 0]
    polygons = [[outer] for outer in sorted(outers, key=signed_area, reverse=True)]
    for hole in (ring for ring in rings_found if signed_area(ring) < 0):
        x, y = hole[0]
        home = next((rings for rings in polygons if _ring_near(rings[0], (x, y), hole)), polygons[0])
        home.append(hole)
    return Area(tuple(tuple(rings) for rings in polygons))


def _ring_near(outer: Ring, point: LonLat, hole: Ring) -> bool:
    middle = ((point[0] + hole[1][0]) / 2, (point[1] + hole[1][1]) / 2)
    return bool(ring_holds(outer, np.array([middle]))[0])


def _edges(ring: Sequence[LonLat], outer: bool) -> Iterable[tuple[LonLat, LonLat]]:
    corners = open_ring(ring)
    if (signed_area(corners) > 0) != outer:
        corners.reverse()
    return zip(corners, corners[1:] + corners[:1], strict=True)


def _chain(edges: set[tuple[LonLat, LonLat]]) -> list[Ring]:
    """Simple closed rings out of directed edges: a loop is cut off as soon as the walk comes to a point again.

    Where borders touch in a point, edges come and go there in turn, so that any way on is one that does not cross.
    """
    leaving: dict[LonLat, list[LonLat]] = {}
    for start, end in sorted(edges, reverse=True):
        leaving.setdefault(start, []).append(end)
    rings: list[Ring] = []
    while leaving:
        walk = [min(leaving)]
        visited = {walk[0]: 0}
        while walk:
            ends = leaving.get(walk[-1])
            if ends is None:
                break
            there = ends.pop()
            if not ends:
                del leaving[walk[-1]]
            if there in visited:
                first = visited[there]
                rings.append((*walk[first:], there))
                for point in walk[first + 1 :]:
                    del visited[point]
                del walk[first + 1 :]
            else:
                visited[there] = len(walk)
                walk.append(there)
    return rings


def label_point(area: Area, steps: int = 24) -> LonLat:
    """A point well inside the area for its label: the lattice point of its box that is farthest from any border."""
    west, south, east, north = area.box()
    xs, ys = np.meshgrid(
        np.linspace(west, east, steps + 2)[1:-1], np.linspace(south, north, steps + 2)[1:-1], indexing="xy"
    )
    points = np.column_stack([xs.ravel(), ys.ravel()])
    inside = points[area_holds(area, points)]
    if not len(inside):
        return area.polygons[0][0][0]
    squeeze = math.cos(math.radians((south + north) / 2)) if abs(north) <= 90 and abs(east) <= 180 else 1.0
    scale = np.array([squeeze, 1.0])
    nearest = np.full(len(inside), np.inf)
    for rings in area.polygons:
        for ring in rings:
            nearest = np.minimum(nearest, distance_to_line(np.array(ring) * scale, inside * scale))
    x, y = inside[int(nearest.argmax())].tolist()
    return (x, y)


def distance_to_line(line: Points, points: Points) -> NDArray[np.float64]:
    """Distance of each point to a polyline, in the unit of both."""
    best = np.full(len(points), np.inf)
    for a, b in zip(line[:-1], line[1:], strict=True):
        along = b - a
        length2 = float(along @ along)
        t = np.clip(((points - a) @ along) / length2, 0.0, 1.0) if length2 else np.zeros(len(points))
        gap = points - (a + t[:, None] * along)
        best = np.minimum(best, np.hypot(gap[:, 0], gap[:, 1]))
    return best
