"""The ground and what lies on it, for more seeds than the shipped one."""

from __future__ import annotations

import numpy as np
import pytest

from cockpit.town.generate.ground import RIVER_WIDTH_M, Ground, make_ground
from cockpit.town.generate.lattice import make_lattice
from cockpit.town.generate.premises import make_premises
from cockpit.town.generate.streets import make_roads
from cockpit.town.generate.water import make_lakes, make_rivers
from cockpit.town.polygons import distance_to_line, first_crossing, ring_holds, signed_area


@pytest.fixture(scope="module", params=[120, 20260601])
def seeded(request: pytest.FixtureRequest) -> tuple[int, Ground]:
    return request.param, make_ground(make_lattice(request.param), request.param)


def test_the_river_parts_the_town_in_two_banks(seeded: tuple[int, Ground]) -> None:
    _, ground = seeded
    assert ground.river[0] in ground.outline
    assert ground.river[-1] in ground.outline
    north, south = (signed_area(bank) for bank in ground.banks)
    assert north > 0 < south
    assert north + south == pytest.approx(signed_area(ground.outline))
    assert 0.35 < north / (north + south) < 0.65
    assert all(first_crossing(bank) is None for bank in ground.banks)


def test_the_lake_lies_on_the_north_bank_and_canals_inside(seeded: tuple[int, Ground]) -> None:
    _, ground = seeded
    assert ring_holds(ground.banks[0], np.array(ground.lake)).all()
    for canal in ground.canals:
        assert canal[0] in ground.river
        assert ring_holds(ground.outline, np.array(canal)).all()
    assert [name for name, _ in make_lakes(ground)] == ["双桥漾"]
    assert [river.rank for river in make_rivers(ground)] == ["river", "canal", "canal", "canal", "canal"]


def test_roads_stay_in_town_and_streets_off_the_water(seeded: tuple[int, Ground]) -> None:
    seed, ground = seeded
    roads = make_roads(ground, make_lattice(seed), seed)
    ranks = [road.rank for road in roads]
    assert ranks.count("street") > 60
    assert {road.name for road in roads if road.rank == "expressway"} == {"安澜绕城高速", "西湾快速路"}
    for road in roads:
        assert ring_holds(ground.outline, road.points).all()
        if road.rank == "street":
            assert ground.dry(road.points).all()
    lines = [road.line() for road in roads]
    assert max(len(line.points) for line in lines) < 60
    assert all(line.name and line.width_m > 0 for line in lines)
    names = {rank: {line.name for line in lines if line.rank == rank} for rank in ("expressway", "arterial", "street")}
    assert len(set.union(*names.values())) == sum(map(len, names.values()))


def test_premises_stand_on_land_and_more_where_it_is_dense(seeded: tuple[int, Ground]) -> None:
    seed, ground = seeded
    roads = make_roads(ground, make_lattice(seed), seed)
    premises = make_premises(ground, roads, seed, 2000)
    assert len({place.id for place in premises}) == 2000
    codes = [place.code for place in premises]
    assert codes.count("green") > 1700
    assert {"yellow", "red"} <= set(codes)
    assert len({place.kind for place in premises}) == 8
    middle = np.array([[1500.0, 700.0], [-3800.0, -300.0]])
    dense, sparse = ground.density(middle)
    assert dense > 3 * sparse


def test_land_is_what_is_not_water(seeded: tuple[int, Ground]) -> None:
    _, ground = seeded
    river = np.array(ground.river)
    beside = river[3] + np.array([0.0, RIVER_WIDTH_M])
    points = np.array([river[3], beside, np.array(ground.lake).mean(axis=0)])
    assert ground.dry(points).tolist()[::2] == [False, False]
    assert distance_to_line(river, points)[0] == 0.0
