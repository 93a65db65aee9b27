"""A reader who tries to work out counts below 5 from what is published. Shares no code with it.

It knows the limits of every figure and which figures add up to which. It tries every small count
with each value that is left for it, and strikes out the values that lead to a contradiction.
"""

from collections import defaultdict

BELOW, STEP = 5, 5


def limits(shown):
    if shown is None:
        return (0, 10**9)
    if shown == 0:
        return (0, BELOW - 1)
    return (max(BELOW, shown - STEP + 1), shown + STEP - 1)


def tighten(boxes, sums, touching, begin):
    """Narrow until nothing moves; False where no true counts could stand behind the figures."""
    waiting = set(begin)
    while waiting:
        number = waiting.pop()
        whole, parts = sums[number]
        for key in (whole, *parts):
            low, high = boxes[key]
            if key == whole:
                least = sum(boxes[p][0] for p in parts)
                most = sum(boxes[p][1] for p in parts)
            else:
                rest = [p for p in parts if p != key]
                least = boxes[whole][0] - sum(boxes[p][1] for p in rest)
                most = boxes[whole][1] - sum(boxes[p][0] for p in rest)
            new = (max(low, least), min(high, most))
            if new[0] > new[1]:
                return False
            if new != (low, high):
                boxes[key] = new
                waiting |= touching[key]
    return True


def worked_out(shown, sums):
    """The small counts for which one value alone is left."""
    touching = defaultdict(set)
    for number, (whole, parts) in enumerate(sums):
        for key in (whole, *parts):
            touching[key].add(number)
    boxes = {key: limits(value) for key, value in shown.items()}
    assert tighten(boxes, sums, touching, range(len(sums))), "The figures contradict each other."
    return [
        key
        for key, value in shown.items()
        if value == 0 and len(_possible(key, boxes, sums, touching)) == 1
    ]


def _possible(key, boxes, sums, touching):
    low, high = boxes[key]
    found = []
    for value in range(low, high + 1):
        trial = {**boxes, key: (value, value)}
        if tighten(trial, sums, touching, touching[key]):
            found.append(value)
    return found
