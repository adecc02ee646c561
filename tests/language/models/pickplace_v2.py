# 39 box:4 arm
import numpy as np


def move(from_xyz, to_xyz, p):
    """Computes action components that help move from 1 position to another."""
    error = to_xyz - from_xyz
    response = p * error
    if np.any(np.absolute(response) > 1.0):
        pass
    return response


class Policy:
    @staticmethod
    def _parse_obs(obs):
        return {
            "hand_pos": obs[:3],
            "gripper_distance_apart": obs[3],
            "puck_pos": obs[4:7],
            "puck_rot": obs[7:11],
            "goal_pos": obs[-3:],
            "unused_info_curr_obs": obs[11:18],
            "_prev_obs": obs[18:36],
        }

    def act(self, obs):
        o_d = self._parse_obs(obs)
        action = np.zeros(4)
        action[:3] = move(o_d["hand_pos"], to_xyz=self._desired_pos(o_d), p=10.0)
        action[3] = self._grab_effort(o_d)
        return np.clip(action, -1, 1).astype(np.float32)

    @staticmethod
    def _desired_pos(o_d):
        pos_curr = o_d["hand_pos"]
        pos_puck = o_d["puck_pos"] + np.array([-0.005, 0, 0])
        pos_goal = o_d["goal_pos"]
        gripper_separation = o_d["gripper_distance_apart"]
        # If error in the XY plane is greater than 0.02, place end effector above the puck
        if np.linalg.norm(pos_curr[:2] - pos_puck[:2]) > 0.02:
            return pos_puck + np.array([0.0, 0.0, 0.1])
        # Once XY error is low enough, drop end effector down on top of puck
        elif abs(pos_curr[2] - pos_puck[2]) > 0.05 and pos_puck[-1] < 0.04:
            return pos_puck + np.array([0.0, 0.0, 0.03])
        # Wait for gripper to close before continuing to move
        elif gripper_separation > 0.73:
            return pos_curr
        # Move to goal
        else:
            return pos_goal

    @staticmethod
    def _grab_effort(o_d):
        pos_curr = o_d["hand_pos"]
        pos_puck = o_d["puck_pos"]
        if np.linalg.norm(pos_curr - pos_puck) > 0.07:
            return 0.0
        else:
            return 0.6
