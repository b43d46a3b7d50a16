"""Who gets which place: nothing stands here yet; the allocation of places over wishes will."""
