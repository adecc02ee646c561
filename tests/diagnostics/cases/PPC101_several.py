total = 0.0


class Policy:
    def act(self, obs):
        global total
        with open("log.txt") as log:
            log.write("x")
        match obs[0]:
            case 0.0:
                total = 1.0
        yield total
