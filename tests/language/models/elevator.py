# 33 discrete:4 elevator
UP, DOWN, OPEN, IDLE = 0, 1, 2, 3


class ElevatorPolicy:
    def __init__(self):
        self.direction = 0
        self.wait = 0

    def act(self, obs):
        floor = int(obs[0])
        moving = int(obs[1])
        door_open = bool(obs[2] > 0.5)
        hall_up = [i for i in range(10) if obs[3 + i] > 0.5]
        hall_down = [i for i in range(10) if obs[13 + i] > 0.5]
        car = [i for i in range(10) if obs[23 + i] > 0.5]
        calls = set(hall_up) | set(hall_down) | set(car)

        if not calls:
            self.direction = 0
            if floor != 0 and self.wait > 20:
                return DOWN
            self.wait += 1
            return IDLE
        self.wait = 0

        stop_here = floor in car
        if self.direction >= 0 and floor in hall_up:
            stop_here = True
        if self.direction <= 0 and floor in hall_down:
            stop_here = True
        if stop_here and not door_open:
            return OPEN

        above = [c for c in calls if c > floor]
        below = [c for c in calls if c < floor]
        if self.direction > 0 and above:
            return UP
        if self.direction < 0 and below:
            return DOWN
        if above and (not below or min(above) - floor <= floor - max(below)):
            self.direction = 1
            return UP
        if below:
            self.direction = -1
            return DOWN
        self.direction = 0
        return OPEN
