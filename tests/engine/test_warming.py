"""What pages ask of the engine is ready before the first page."""

import pytest

from werkveld_engine.warming import main, rooms


@pytest.mark.slow
def test_every_room_that_pages_ask_is_made_ready():
    names = [name for name, _ready in rooms()]
    assert names == ["electives", "places", "teams", "ranking"]
    main()
