/*
 * ant_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.
 * policy_file: policy.py
 * env: Ant-v5
 *
 * Call ant_v5_reset once before each run and ant_v5_step every 0.05 s:
 *
 *     ant_v5_state state;
 *     ant_v5_in in;
 *     ant_v5_out out;
 *     ant_v5_reset(&state);
 *     for (;;) {
 *         in.torso_z = ...;
 *         in.torso_quaternion[0] = ...;
 *         in.front_left_hip_angle = ...;
 *         in.front_left_ankle_angle = ...;
 *         ...
 *         status = ant_v5_step(&state, &in, &out);
 *         ... use out.back_right_hip_torque; status is 0 when nothing was wrong
 *     }
 *
 * The caller owns all memory; the functions are reentrant, allocate nothing and need no library.
 */
#ifndef PPC_ANT_V5_H
#define PPC_ANT_V5_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ANT_V5_PPC_VERSION "0.1.0"
#define ANT_V5_HASH "f8bc50e06e26b8bb" /* first 16 hex digits of the SHA-256 of ant_v5.c */
#define ANT_V5_DT 0.05 /* s, sampling period */
#define ANT_V5_RATE 20.0 /* Hz */
#define ANT_V5_OBS_SIZE 105
#define ANT_V5_ACTION_SIZE 8
#define ANT_V5_BACK_RIGHT_HIP_TORQUE_MIN (-1.0) /* - */
#define ANT_V5_BACK_RIGHT_HIP_TORQUE_MAX 1.0 /* - */
#define ANT_V5_BACK_RIGHT_ANKLE_TORQUE_MIN (-1.0) /* - */
#define ANT_V5_BACK_RIGHT_ANKLE_TORQUE_MAX 1.0 /* - */
#define ANT_V5_FRONT_LEFT_HIP_TORQUE_MIN (-1.0) /* - */
#define ANT_V5_FRONT_LEFT_HIP_TORQUE_MAX 1.0 /* - */
#define ANT_V5_FRONT_LEFT_ANKLE_TORQUE_MIN (-1.0) /* - */
#define ANT_V5_FRONT_LEFT_ANKLE_TORQUE_MAX 1.0 /* - */
#define ANT_V5_FRONT_RIGHT_HIP_TORQUE_MIN (-1.0) /* - */
#define ANT_V5_FRONT_RIGHT_HIP_TORQUE_MAX 1.0 /* - */
#define ANT_V5_FRONT_RIGHT_ANKLE_TORQUE_MIN (-1.0) /* - */
#define ANT_V5_FRONT_RIGHT_ANKLE_TORQUE_MAX 1.0 /* - */
#define ANT_V5_BACK_LEFT_HIP_TORQUE_MIN (-1.0) /* - */
#define ANT_V5_BACK_LEFT_HIP_TORQUE_MAX 1.0 /* - */
#define ANT_V5_BACK_LEFT_ANKLE_TORQUE_MIN (-1.0) /* - */
#define ANT_V5_BACK_LEFT_ANKLE_TORQUE_MAX 1.0 /* - */

/* Bits of the status that ant_v5_step returns; 0: nothing happened. */
enum ant_v5_fault {
    ANT_V5_FAULT_INDEX = 0x0001, /* an index was outside of its sequence; it was clamped */
    ANT_V5_FAULT_ZERO_DIVISION = 0x0002, /* division by zero where Python raises ZeroDivisionError */
    ANT_V5_FAULT_DOMAIN = 0x0004, /* an argument outside of a math function's domain */
    ANT_V5_FAULT_OVERFLOW = 0x0008, /* a math function's result is too large */
    ANT_V5_FAULT_INT_OF_NAN = 0x0010, /* an infinite or NaN number was made an integer */
    ANT_V5_FAULT_CAPACITY = 0x0020, /* a bounded container was full; the element was dropped */
    ANT_V5_FAULT_LOOP_BOUND = 0x0040, /* a loop reached its bound and was left */
    ANT_V5_FAULT_ABSENT = 0x0080, /* None was used as a number */
    ANT_V5_FAULT_UNASSIGNED = 0x0100, /* a variable was read before it was assigned */
    ANT_V5_FAULT_KEY = 0x0200, /* a key that is not in the dictionary */
    ANT_V5_FAULT_VALUE = 0x0400, /* a value that the operation does not accept (ValueError) */
    ANT_V5_FAULT_ACTION_RANGE = 0x0800, /* a discrete action outside of its range */
    ANT_V5_FAULT_ACTION_NAN = 0x1000, /* a NaN action; the safe action was taken */
    ANT_V5_FAULT_ACTION_CLIPPED_INFINITY = 0x2000 /* an infinite action was clipped to its bound (the action stands) */
};

/* What the controller sees. */
typedef struct {
    double torso_z; /* m: height of the torso; the episode ends outside of 0.2 to 1 */
    double torso_quaternion[4]; /* -: orientation of the torso as a quaternion w, x, y, z */
    double front_left_hip_angle; /* rad: angle of the front left hip */
    double front_left_ankle_angle; /* rad: angle of the front left ankle */
    double front_right_hip_angle; /* rad: angle of the front right hip */
    double front_right_ankle_angle; /* rad: angle of the front right ankle */
    double back_left_hip_angle; /* rad: angle of the back left hip */
    double back_left_ankle_angle; /* rad: angle of the back left ankle */
    double back_right_hip_angle; /* rad: angle of the back right hip */
    double back_right_ankle_angle; /* rad: angle of the back right ankle */
    double torso_velocity[3]; /* m/s: velocity of the torso along x, y, z */
    double torso_rate[3]; /* rad/s: angular velocity of the torso around its own axes */
    double front_left_hip_rate; /* rad/s: angular velocity of the front left hip */
    double front_left_ankle_rate; /* rad/s: angular velocity of the front left ankle */
    double front_right_hip_rate; /* rad/s: angular velocity of the front right hip */
    double front_right_ankle_rate; /* rad/s: angular velocity of the front right ankle */
    double back_left_hip_rate; /* rad/s: angular velocity of the back left hip */
    double back_left_ankle_rate; /* rad/s: angular velocity of the back left ankle */
    double back_right_hip_rate; /* rad/s: angular velocity of the back right hip */
    double back_right_ankle_rate; /* rad/s: angular velocity of the back right ankle */
    double torso_contact[6]; /* N m, N: torque and force on the torso */
    double front_left_base_contact[6]; /* N m, N: torque and force on the front left base */
    double front_left_leg_contact[6]; /* N m, N: torque and force on the front left leg */
    double front_left_foot_contact[6]; /* N m, N: torque and force on the front left foot */
    double front_right_base_contact[6]; /* N m, N: torque and force on the front right base */
    double front_right_leg_contact[6]; /* N m, N: torque and force on the front right leg */
    double front_right_foot_contact[6]; /* N m, N: torque and force on the front right foot */
    double back_left_base_contact[6]; /* N m, N: torque and force on the back left base */
    double back_left_leg_contact[6]; /* N m, N: torque and force on the back left leg */
    double back_left_foot_contact[6]; /* N m, N: torque and force on the back left foot */
    double back_right_base_contact[6]; /* N m, N: torque and force on the back right base */
    double back_right_leg_contact[6]; /* N m, N: torque and force on the back right leg */
    double back_right_foot_contact[6]; /* N m, N: torque and force on the back right foot */
} ant_v5_in;

/* What it answers, within the bounds whatever happens. A fault that does not stand gives
 * the safe action: 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0. */
typedef struct {
    double back_right_hip_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
    double back_right_ankle_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
    double front_left_hip_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
    double front_left_ankle_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
    double front_right_hip_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
    double front_right_ankle_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
    double back_left_hip_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
    double back_left_ankle_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
} ant_v5_out;

/* Memory of one controller, from one step to the next. Read it, log it, copy it; only the functions below write it. */
typedef struct {
    double phase_2;
} ant_v5_state;

/* Starts a run: call before the first step. */
void ant_v5_reset(ant_v5_state *state);

/* One sample: reads in, writes out and state, returns ANT_V5_FAULT_... bits. The pointers must not overlap. */
uint32_t ant_v5_step(ant_v5_state *state, const ant_v5_in *in, ant_v5_out *out);

#ifdef __cplusplus
}
#endif

#endif
