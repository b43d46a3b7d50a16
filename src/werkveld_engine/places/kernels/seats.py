"""The seats of all places in one array: who sits where is a number that says how much the place wants them."""

from numba import njit

NOBODY = -1


@njit(cache=True)
def sift(heap, base, size, at, key):
    """Put the key at `at` or below, in a heap of `size` that starts at base + 1 and has its lowest there."""
    while 2 * at <= size:
        below = 2 * at
        if below < size and heap[base + below + 1] < heap[base + below]:
            below += 1
        if heap[base + below] >= key:
            break
        heap[base + at] = heap[base + below]
        at = below
    heap[base + at] = key


@njit(cache=True)
def lift(heap, base, at, key):
    """Put the key at `at` or above."""
    while at > 1 and heap[base + (at >> 1)] > key:
        heap[base + at] = heap[base + (at >> 1)]
        at >>= 1
    heap[base + at] = key
