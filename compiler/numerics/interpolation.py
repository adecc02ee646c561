"""Between two points of a table, as ``np.interp`` does it where values are infinite."""


def between(x: float, x0: float, x1: float, y0: float, y1: float) -> float:
    """The line through (``x0``, ``y0``) and (``x1``, ``y1``) at ``x`` in [x0, x1). Where the line from the left is no number,
    as beside an infinite value, it is drawn from the right."""
    slope = (y1 - y0) / (x1 - x0)
    y = slope * (x - x0) + y0
    if y != y:
        y = slope * (x - x1) + y1
        if y != y and y0 == y1:
            y = y0
    if x == x0:
        y = y0
    return y
