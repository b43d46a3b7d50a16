"""The innermost loop: 4 people against 64 offerings in bytes, and which of them could still reach a top list.

Written as LLVM instructions, since no compiler finds them by itself: sums of four products of bytes at once (`vpdpbusd`,
AVX-512 VNNI) where the processor has that, 200 thousand million products a second on one core; elsewhere the same sums
in 16 bits, which LLVM turns into what there is (`pmaddwd` on any x86, `smull` on ARM). Whole numbers: every processor
finds the same.
"""

from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir
from numba import types
from numba.core import config
from numba.extending import intrinsic

PEOPLE = 4  # rows of a tile
WIDE = 64  # offerings in a panel, one bit each of a hit
LANES = 16
QUARTER = 16  # bytes of 4 offerings
VECTORS = WIDE // LANES

I1, I8, I16, I32, I64 = (ir.IntType(bits) for bits in (1, 8, 16, 32, 64))
SUMS = ir.VectorType(I32, LANES)


def _has(*features: str) -> bool:
    """Whether this processor can do all of that, and numba was not told to compile for another."""
    if getattr(config, "CPU_NAME", None) is not None or getattr(config, "CPU_FEATURES", None) is not None:
        return False
    found = llvm.get_host_cpu_features()
    return all(found.get(feature) for feature in features)


def has_byte_products() -> bool:
    """Sums four products of bytes at once."""
    return _has("avx512vnni", "avx512bw")


def has_short_products() -> bool:
    """Sums two products of shorts at once, 16 side by side."""
    return _has("avx2")


def _number(value: int) -> ir.Constant:
    return ir.Constant(I64, value)


def _at(b: ir.IRBuilder, address: Any, offset: int | Any, kind: ir.Type) -> Any:
    """What lies at an address, so many bytes on."""
    far = _number(offset) if isinstance(offset, int) else offset
    return b.load(b.inttoptr(b.add(address, far), kind.as_pointer()), align=4)


def _put(b: ir.IRBuilder, value: Any, address: Any, offset: int) -> None:
    b.store(value, b.inttoptr(b.add(address, _number(offset)), value.type.as_pointer()), align=4)


def _spread(b: ir.IRBuilder, value: Any, lanes: int) -> Any:
    """One value in every lane."""
    kind = ir.VectorType(value.type, lanes)
    first = b.insert_element(ir.Constant(kind, ir.Undefined), value, ir.Constant(I32, 0))
    return b.shuffle_vector(first, first, ir.Constant(ir.VectorType(I32, lanes), [0] * lanes))


def _pick(b: ir.IRBuilder, vector: Any, offset: int) -> Any:
    """Every second lane, from the first or the second on."""
    lanes = vector.type.count // 2
    chosen = ir.Constant(ir.VectorType(I32, lanes), [2 * lane + offset for lane in range(lanes)])
    return b.shuffle_vector(vector, vector, chosen)


def _loop(b: ir.IRBuilder, steps: Any, sums: int, kind: ir.Type, body: Any) -> list[Any]:
    """Runs `body(step, sums) -> sums` so often, at least once, and gives the sums."""
    before, loop, after = b.block, b.append_basic_block("step"), b.append_basic_block("summed")
    b.branch(loop)
    b.position_at_end(loop)
    step = b.phi(I64)
    step.add_incoming(_number(0), before)
    held = [b.phi(kind) for _ in range(sums)]
    for one in held:
        one.add_incoming(ir.Constant(kind, None), before)
    new: list[Any] = body(step, held)
    onward = b.add(step, _number(1))
    step.add_incoming(onward, b.block)
    for one, value in zip(held, new, strict=True):
        one.add_incoming(value, b.block)
    b.cbranch(b.icmp_signed("<", onward, steps), loop, after)
    b.position_at_end(after)
    return new


def _bytes_at_once(b: ir.IRBuilder, people: Any, stride: Any, panel: Any, steps: Any) -> list[list[Any]]:
    """All sums of the tile in one loop: 16 registers of sums, 4 of offerings, 1 of a person."""
    kind = ir.FunctionType(SUMS, [SUMS, SUMS, SUMS])
    name = "llvm.x86.avx512.vpdpbusd.512"
    products = b.module.globals.get(name) or ir.Function(b.module, kind, name)

    def body(step: Any, sums: list[Any]) -> list[Any]:
        here = b.add(panel, b.mul(step, _number(4 * WIDE)))
        offering = [_at(b, here, 4 * LANES * v, SUMS) for v in range(VECTORS)]
        new = []
        for i in range(PEOPLE):
            row = b.add(people, b.mul(stride, _number(i)))
            person = _spread(b, _at(b, row, b.mul(step, _number(4)), I32), LANES)
            new += [b.call(products, [sums[i * VECTORS + v], offering[v], person]) for v in range(VECTORS)]
        return new

    flat: list[Any] = _loop(b, steps, PEOPLE * VECTORS, SUMS, body)
    return [flat[i * VECTORS : (i + 1) * VECTORS] for i in range(PEOPLE)]


def _pair_products(b: ir.IRBuilder, offering: Any, person: Any) -> Any:
    """Of two vectors of 16 shorts: the sums of neighbouring products, 8 whole numbers."""
    halves = ir.VectorType(I32, QUARTER // 2)
    if has_short_products():
        name = "llvm.x86.avx2.pmadd.wd"
        kind = ir.FunctionType(halves, [offering.type, offering.type])
        return b.call(b.module.globals.get(name) or ir.Function(b.module, kind, name), [offering, person])
    parts = [b.mul(b.sext(_pick(b, offering, o), halves), b.sext(_pick(b, person, o), halves)) for o in (0, 1)]
    return b.add(parts[0], parts[1])


def _pairs(b: ir.IRBuilder, people: Any, stride: Any, panel: Any, steps: Any) -> list[list[Any]]:
    """Two people against 16 offerings in a loop: the sums of the first and second pair of columns side by side."""
    quads, shorts = ir.VectorType(I8, QUARTER), ir.VectorType(I16, QUARTER)
    halves = ir.VectorType(I32, QUARTER // 2)
    found: list[list[Any]] = [[None] * VECTORS for _ in range(PEOPLE)]
    for first in range(0, PEOPLE, 2):
        for v in range(VECTORS):

            def body(step: Any, sums: list[Any], first: int = first, v: int = v) -> list[Any]:
                here = b.add(panel, b.mul(step, _number(4 * WIDE)))
                offering = [b.zext(_at(b, here, QUARTER * (4 * v + q), quads), shorts) for q in range(4)]
                new = []
                for i in range(2):
                    row = b.add(people, b.mul(stride, _number(first + i)))
                    four = _spread(b, _at(b, row, b.mul(step, _number(4)), I32), QUARTER // 4)
                    person = b.sext(b.bitcast(four, quads), shorts)
                    new += [b.add(sums[4 * i + q], _pair_products(b, offering[q], person)) for q in range(4)]
                return new

            flat = _loop(b, steps, 8, halves, body)
            for i in range(2):
                left, right = (_joined(b, *flat[4 * i + q : 4 * i + q + 2]) for q in (0, 2))
                whole = _joined(b, left, right)
                found[first + i][v] = b.add(_pick(b, whole, 0), _pick(b, whole, 1))
    return found


def _joined(b: ir.IRBuilder, left: Any, right: Any) -> Any:
    lanes = 2 * left.type.count
    return b.shuffle_vector(left, right, ir.Constant(ir.VectorType(I32, lanes), list(range(lanes))))


def _made(sums_of: Any) -> Any:
    """The tile as a function for compiled code; `sums_of` writes the loop over the columns."""

    def tile(_typing: Any, *arguments: Any) -> Any:
        def written(context: Any, b: ir.IRBuilder, _signature: Any, given: Any) -> Any:
            people, stride, panel, bonus, mark, hits, kept, steps = given
            sums = sums_of(b, people, stride, panel, steps)
            extra = [_at(b, bonus, 4 * LANES * v, SUMS) for v in range(VECTORS)]
            for i in range(PEOPLE):
                least = _spread(b, _at(b, mark, 4 * i, I32), LANES)
                hit = _number(0)
                for v in range(VECTORS):
                    _put(b, sums[i][v], kept, 4 * (i * WIDE + v * LANES))
                    above = b.icmp_signed(">", b.add(sums[i][v], extra[v]), least)
                    bits = b.zext(b.bitcast(above, I16), I64)
                    hit = b.or_(hit, b.shl(bits, _number(v * LANES)))
                _put(b, hit, hits, 8 * i)
            return context.get_dummy_value()

        return types.void(*arguments), written

    return tile


def _named(name: str, sums_of: Any) -> Any:
    made = _made(sums_of)

    def tile(typing, people, stride, panel, bonus, mark, hits, kept, steps):
        return made(typing, people, stride, panel, bonus, mark, hits, kept, steps)

    tile.__name__ = tile.__qualname__ = name
    return intrinsic(tile)


# Both take addresses and two numbers, all int64: of people int8[4, stride] and the stride itself, of a panel uint8[steps,
# 64, 4], a bonus int32[64] and a mark int32[4] for each, and how many steps of four columns. They write hits uint64[4],
# where bit j of row i says that sum + bonus of j exceeds the mark of i, and the sums, int32[4, 64].
tile_in_pairs = _named("tile_in_pairs", _pairs)
tile = _named("tile", _bytes_at_once if has_byte_products() else _pairs)


def _first_bit(_context: Any, b: ir.IRBuilder, _signature: Any, given: Any) -> Any:
    return b.cttz(given[0], ir.Constant(I1, 1))


@intrinsic
def first_bit(_typing, bits):
    """The number of the lowest bit that is set, of a uint64 that is not 0."""
    return types.int64(bits), _first_bit
