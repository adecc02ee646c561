def f0(x):
    y = 0.5 * x if x > 0.0 else x
    return f1(y) - f1(x)


def f1(x):
    y = 0.5 * x if x > 1.0 else x
    return f2(y) - f2(x)


def f2(x):
    y = 0.5 * x if x > 2.0 else x
    return f3(y) - f3(x)


def f3(x):
    y = 0.5 * x if x > 3.0 else x
    return f4(y) - f4(x)


def f4(x):
    y = 0.5 * x if x > 4.0 else x
    return f5(y) - f5(x)


def f5(x):
    y = 0.5 * x if x > 5.0 else x
    return f6(y) - f6(x)


def f6(x):
    y = 0.5 * x if x > 6.0 else x
    return f7(y) - f7(x)


def f7(x):
    y = 0.5 * x if x > 7.0 else x
    return f8(y) - f8(x)


def f8(x):
    y = 0.5 * x if x > 8.0 else x
    return f9(y) - f9(x)


def f9(x):
    y = 0.5 * x if x > 9.0 else x
    return f10(y) - f10(x)


def f10(x):
    y = 0.5 * x if x > 10.0 else x
    return f11(y) - f11(x)


def f11(x):
    y = 0.5 * x if x > 11.0 else x
    return f12(y) - f12(x)


def f12(x):
    y = 0.5 * x if x > 12.0 else x
    return f13(y) - f13(x)


def f13(x):
    y = 0.5 * x if x > 13.0 else x
    return f14(y) - f14(x)


def f14(x):
    return x


class Policy:
    def act(self, obs):
        return f0(obs[0])
