import numpy as np


class Policy:
    def act(self, obs):
        readings = np.array([obs[0], np.nan if obs[1] > 0 else 1.0, np.nan if obs[2] > 0 else -2.0])
        table = np.array([[obs[0], np.nan], [obs[3], obs[1]]])
        counts = np.array([3, 1, 2])
        nothing = np.nanmax(np.array([np.nan, np.nan if obs[0] > -9 else 1.0]))
        zeros = np.array([np.copysign(0.0, obs[0]), np.copysign(0.0, obs[1])])
        signs = np.copysign(1.0, np.nanmax(zeros)) + 4.0 * np.copysign(1.0, np.nanmin(zeros))
        signs += 16.0 * np.copysign(1.0, np.max(zeros)) + 64.0 * np.copysign(1.0, np.fmax(zeros[0], zeros[1]))
        columns = np.nanmax(table, axis=0)
        return (
            np.nanmax(readings) + np.nanmin(readings) + columns[0] * columns[1] + np.nanmax(counts) // 2 + np.fmax(2, 5) // 2
            + (10.0 if np.isnan(nothing) else 0.0) + np.nanmin(table, axis=1)[1] + signs
        )
