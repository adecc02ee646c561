/*
 * walker2d_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.
 * policy_file: policy.py
 * env: Walker2d-v5
 *
 * Call walker2d_v5_reset once before each run and walker2d_v5_step every 0.008 s:
 *
 *     walker2d_v5_state state;
 *     walker2d_v5_in in;
 *     walker2d_v5_out out;
 *     walker2d_v5_reset(&state);
 *     for (;;) {
 *         in.torso_z = ...;
 *         in.torso_pitch = ...;
 *         in.right_thigh_angle = ...;
 *         in.right_leg_angle = ...;
 *         ...
 *         status = walker2d_v5_step(&state, &in, &out);
 *         ... use out.right_thigh_torque; status is 0 when nothing was wrong
 *     }
 *
 * The caller owns all memory; the functions are reentrant, allocate nothing and need no library.
 */
#ifndef PPC_WALKER2D_V5_H
#define PPC_WALKER2D_V5_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WALKER2D_V5_PPC_VERSION "0.1.0"
#define WALKER2D_V5_HASH "25fea71780e6d6cc" /* first 16 hex digits of the SHA-256 of walker2d_v5.c */
#define WALKER2D_V5_DT 0.008 /* s, sampling period */
#define WALKER2D_V5_RATE 125.0 /* Hz */
#define WALKER2D_V5_OBS_SIZE 17
#define WALKER2D_V5_ACTION_SIZE 6
#define WALKER2D_V5_RIGHT_THIGH_TORQUE_MIN (-1.0) /* - */
#define WALKER2D_V5_RIGHT_THIGH_TORQUE_MAX 1.0 /* - */
#define WALKER2D_V5_RIGHT_LEG_TORQUE_MIN (-1.0) /* - */
#define WALKER2D_V5_RIGHT_LEG_TORQUE_MAX 1.0 /* - */
#define WALKER2D_V5_RIGHT_FOOT_TORQUE_MIN (-1.0) /* - */
#define WALKER2D_V5_RIGHT_FOOT_TORQUE_MAX 1.0 /* - */
#define WALKER2D_V5_LEFT_THIGH_TORQUE_MIN (-1.0) /* - */
#define WALKER2D_V5_LEFT_THIGH_TORQUE_MAX 1.0 /* - */
#define WALKER2D_V5_LEFT_LEG_TORQUE_MIN (-1.0) /* - */
#define WALKER2D_V5_LEFT_LEG_TORQUE_MAX 1.0 /* - */
#define WALKER2D_V5_LEFT_FOOT_TORQUE_MIN (-1.0) /* - */
#define WALKER2D_V5_LEFT_FOOT_TORQUE_MAX 1.0 /* - */

/* Bits of the status that walker2d_v5_step returns; 0: nothing happened. */
enum walker2d_v5_fault {
    WALKER2D_V5_FAULT_INDEX = 0x0001, /* an index was outside of its sequence; it was clamped */
    WALKER2D_V5_FAULT_ZERO_DIVISION = 0x0002, /* division by zero where Python raises ZeroDivisionError */
    WALKER2D_V5_FAULT_DOMAIN = 0x0004, /* an argument outside of a math function's domain */
    WALKER2D_V5_FAULT_OVERFLOW = 0x0008, /* a math function's result is too large */
    WALKER2D_V5_FAULT_INT_OF_NAN = 0x0010, /* an infinite or NaN number was made an integer */
    WALKER2D_V5_FAULT_CAPACITY = 0x0020, /* a bounded container was full; the element was dropped */
    WALKER2D_V5_FAULT_LOOP_BOUND = 0x0040, /* a loop reached its bound and was left */
    WALKER2D_V5_FAULT_ABSENT = 0x0080, /* None was used as a number */
    WALKER2D_V5_FAULT_UNASSIGNED = 0x0100, /* a variable was read before it was assigned */
    WALKER2D_V5_FAULT_KEY = 0x0200, /* a key that is not in the dictionary */
    WALKER2D_V5_FAULT_VALUE = 0x0400, /* a value that the operation does not accept (ValueError) */
    WALKER2D_V5_FAULT_ACTION_RANGE = 0x0800, /* a discrete action outside of its range */
    WALKER2D_V5_FAULT_ACTION_NAN = 0x1000, /* a NaN action; the safe action was taken */
    WALKER2D_V5_FAULT_ACTION_CLIPPED_INFINITY = 0x2000 /* an infinite action was clipped to its bound (the action stands) */
};

/* What the controller sees. */
typedef struct {
    double torso_z; /* m: height of the torso; the episode ends outside of 0.8 to 2 */
    double torso_pitch; /* rad: pitch of the torso; the episode ends beyond ?1 */
    double right_thigh_angle; /* rad: angle of the right hip */
    double right_leg_angle; /* rad: angle of the right knee */
    double right_foot_angle; /* rad: angle of the right ankle */
    double left_thigh_angle; /* rad: angle of the left hip */
    double left_leg_angle; /* rad: angle of the left knee */
    double left_foot_angle; /* rad: angle of the left ankle */
    double torso_vx; /* m/s: forward velocity of the torso */
    double torso_vz; /* m/s: vertical velocity of the torso */
    double torso_pitch_rate; /* rad/s: angular velocity of the torso's pitch */
    double right_thigh_rate; /* rad/s: angular velocity of the right hip */
    double right_leg_rate; /* rad/s: angular velocity of the right knee */
    double right_foot_rate; /* rad/s: angular velocity of the right ankle */
    double left_thigh_rate; /* rad/s: angular velocity of the left hip */
    double left_leg_rate; /* rad/s: angular velocity of the left knee */
    double left_foot_rate; /* rad/s: angular velocity of the left ankle */
} walker2d_v5_in;

/* What it answers, within the bounds whatever happens. A fault that does not stand gives
 * the safe action: 0.0, 0.0, 0.0, 0.0, 0.0, 0.0. */
typedef struct {
    double right_thigh_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 100 N m times this */
    double right_leg_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 100 N m times this */
    double right_foot_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 100 N m times this */
    double left_thigh_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 100 N m times this */
    double left_leg_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 100 N m times this */
    double left_foot_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 100 N m times this */
} walker2d_v5_out;

/* Memory of one controller, from one step to the next. Read it, log it, copy it; only the functions below write it. */
typedef struct {
    double phase;
} walker2d_v5_state;

/* Starts a run: call before the first step. */
void walker2d_v5_reset(walker2d_v5_state *state);

/* One sample: reads in, writes out and state, returns WALKER2D_V5_FAULT_... bits. The pointers must not overlap. */
uint32_t walker2d_v5_step(walker2d_v5_state *state, const walker2d_v5_in *in, walker2d_v5_out *out);

#ifdef __cplusplus
}
#endif

#endif
