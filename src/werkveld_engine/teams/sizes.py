"""How many teams, and how many for each topic, before anybody is in one."""

from collections.abc import Sequence


def number_of_teams(people: int, size: int) -> int:
    """So many that the average team is as near to `size` people as it can be, more teams on a tie; O(1).

    :raises ValueError: a size below 1, or fewer than no people.
    """
    if size < 1 or people < 0:
        message = f"{people} people in teams of {size} cannot be."
        raise ValueError(message)
    fewer, more = people // size, -(-people // size)
    if fewer == 0:
        return min(people, 1)
    # size - people / more and people / fewer - size, compared without dividing
    return more if (size * more - people) * fewer <= (people - size * fewer) * more else fewer


def teams_by_topic(wished: Sequence[int], teams: int, most: Sequence[int] | None = None) -> list[int]:
    """Divides teams over topics by how often each is wished first: Sainte-Laguë; O(teams · topics).

    Each next team goes to the topic with the most wishes for each 2·(teams it has) + 1; on a tie to the first. A topic
    gets `most` at most. Compared in whole numbers, so the same everywhere.
    M. L. Balinski, H. P. Young, Fair Representation (1982): the only divisor method without a bias for size.

    :raises ValueError: more teams than all topics together may have.
    """
    given = [0] * len(wished)
    for _ in range(teams):
        open_to = [topic for topic in range(len(wished)) if most is None or given[topic] < most[topic]]
        if not open_to:
            message = f"{teams} teams are more than the topics may have."
            raise ValueError(message)
        best = open_to[0]
        for topic in open_to[1:]:
            if wished[topic] * (2 * given[best] + 1) > wished[best] * (2 * given[topic] + 1):
                best = topic
        given[best] += 1
    return given
