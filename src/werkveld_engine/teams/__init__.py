"""Who works with whom: nothing stands here yet; the forming of balanced teams will."""
