"""What surely raises on one way of an expression, behind what was done before it."""

TABLE = [0.7, 0.008, 0.3, 0.8868, 0.2514]


def bump(count):
    count[0] += 9
    return count[0]


def low(x):
    if x > 0.0:
        return TABLE[8]
    return 0.25


class Policy:
    def act(self, obs):
        count = [0]
        try:
            first = TABLE[bump(count)]
        except IndexError:
            first = 2.5
        try:
            second = TABLE[9] if obs[0] > 0 else 0.5
        except IndexError:
            second = 2.5
        try:
            third = 1.0 if obs[1] > 0 and TABLE[9] > 3 else 3.0
        except IndexError:
            third = 2.5
        try:
            fourth = 3.0 * low(obs[2])
        except IndexError:
            fourth = 2.5
        try:
            fifth = (obs[3] > 0 or TABLE[7]) and bump(count)
        except IndexError:
            fifth = 4.0
        try:
            sixth = TABLE[9] if obs[0] > 0 else TABLE[-9]
        except IndexError:
            sixth = 0.125
        known = {"a": 1.0}
        try:
            seventh = sum(known["b"] for x in obs if x > 0.9)
        except KeyError:
            seventh = 2.5
        return first + 10 * second + 100 * third + 1000 * fourth + 1e4 * float(fifth) + sixth + 1e5 * seventh + count[0]
