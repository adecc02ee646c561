import numpy as np

MIXER = np.array([[1.0, 1.0, 1.0, 1.0], [0.3, -0.3, 0.3, -0.3]])


class Policy:
    """Redundant actuators: np.linalg.lstsq of fewer equations than unknowns gives the shortest solution."""

    def act(self, obs):
        forces = np.linalg.lstsq(MIXER, np.array([obs[0], obs[1]]), rcond=None)[0]
        jacobian = np.array([[obs[0], obs[1], 1.0], [0.5, obs[2], obs[3]]])
        joints, *_ = np.linalg.lstsq(jacobian, obs[:2], rcond=None)
        return forces @ [1.0, 2.0, 3.0, 4.0] + np.clip(joints, -5.0, 5.0).sum() + jacobian[0] @ joints
