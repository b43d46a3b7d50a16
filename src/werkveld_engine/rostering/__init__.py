"""Who works which shift: nothing stands here yet; the building of rosters will."""
