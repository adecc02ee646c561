# action box:1; stream 1011769
# cpython: a check that leads to a handler was taken to hold after the try as well
class Policy:
    def act(self, obs):
        if obs[0] > 0.5:
            y = 2.0
        e = 0.0
        try:
            e = float(y)
        except NameError:
            e = 9.0
        return e + y
