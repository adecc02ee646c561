"""A policy that is a function: its memory are variables of the module, which it and its helpers assign."""

import math

MODES = {"climb": 1.0, "cruise": 0.3, "descend": -1.0}
mode = "climb"
steps_in_mode = 0
integral = 0.0
previous = None
trace = []
visits = {}
bias = level = 0.25
cells = [(r, level) for r in range(2) for level in (1, 2)]


def reset():
    global integral, mode
    integral = 0.0
    mode = "climb"


def switch(to):
    global mode, steps_in_mode
    mode, steps_in_mode = to, 0


def rate_of(x):
    global previous
    rate = 0.0 if previous is None else x - previous
    previous = x
    return rate


def smoothed(x):
    global trace
    trace = (trace + [x])[-4:]
    return sum(trace) / len(trace)


def drift(limit):
    level = 0.0  # its own

    def inner(step):
        global level
        level += 0.01 * step
        return [level for level in (1.0, step)][-1]

    while level < limit:
        level += inner(1.0)
    return level


def control(obs, gain=0.5):
    global integral, steps_in_mode, newest
    steps_in_mode += 1
    for k in range(2):
        integral += 0.02 * obs[k]
    if abs(integral) > 3.0:
        integral = math.copysign(3.0, integral)
    average = smoothed(obs[0])
    if mode == "climb" and average > 0.4:
        switch("cruise")
    elif mode == "cruise" and (average < -0.2 or steps_in_mode > 20):
        switch("descend")
    elif mode == "descend" and steps_in_mode > 8:
        switch("climb")
    cell = int(obs[3])
    visits[cell] = visits.get(cell, 0) + 1
    if obs[1] > 0.0:
        newest = obs[1]
    try:
        late = newest
    except NameError:
        late = -1.0
    return gain * rate_of(obs[0]) + integral + MODES[mode] + 0.1 * visits[cell] + bias + drift(2.0) + late + level + cells[-1][1]
