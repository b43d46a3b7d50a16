"""What the kernels share: how the row of a person is laid out."""

META = 3  # fields behind the edges of a row, counted from its end
LENGTH, WHO, HELD = -1, -2, -3
MAY_LEAVE = 1 << 30
MOST_WISHES = 30  # bits of a mask below MAY_LEAVE
