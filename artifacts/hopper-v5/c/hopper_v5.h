/*
 * hopper_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.
 * policy_file: policy.py
 * env: Hopper-v5
 *
 * Call hopper_v5_reset once before each run and hopper_v5_step every 0.008 s:
 *
 *     hopper_v5_state state;
 *     hopper_v5_in in;
 *     hopper_v5_out out;
 *     hopper_v5_reset(&state);
 *     for (;;) {
 *         in.torso_z = ...;
 *         in.torso_pitch = ...;
 *         in.thigh_angle = ...;
 *         in.leg_angle = ...;
 *         ...
 *         status = hopper_v5_step(&state, &in, &out);
 *         ... use out.thigh_torque; status is 0 when nothing was wrong
 *     }
 *
 * The caller owns all memory; the functions are reentrant, allocate nothing and need no library.
 */
#ifndef PPC_HOPPER_V5_H
#define PPC_HOPPER_V5_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HOPPER_V5_PPC_VERSION "0.1.0"
#define HOPPER_V5_HASH "cfeaa170a2aa20b2" /* first 16 hex digits of the SHA-256 of hopper_v5.c */
#define HOPPER_V5_DT 0.008 /* s, sampling period */
#define HOPPER_V5_RATE 125.0 /* Hz */
#define HOPPER_V5_OBS_SIZE 11
#define HOPPER_V5_ACTION_SIZE 3
#define HOPPER_V5_THIGH_TORQUE_MIN (-1.0) /* - */
#define HOPPER_V5_THIGH_TORQUE_MAX 1.0 /* - */
#define HOPPER_V5_LEG_TORQUE_MIN (-1.0) /* - */
#define HOPPER_V5_LEG_TORQUE_MAX 1.0 /* - */
#define HOPPER_V5_FOOT_TORQUE_MIN (-1.0) /* - */
#define HOPPER_V5_FOOT_TORQUE_MAX 1.0 /* - */

/* Bits of the status that hopper_v5_step returns; 0: nothing happened. */
enum hopper_v5_fault {
    HOPPER_V5_FAULT_INDEX = 0x0001, /* an index was outside of its sequence; it was clamped */
    HOPPER_V5_FAULT_ZERO_DIVISION = 0x0002, /* division by zero where Python raises ZeroDivisionError */
    HOPPER_V5_FAULT_DOMAIN = 0x0004, /* an argument outside of a math function's domain */
    HOPPER_V5_FAULT_OVERFLOW = 0x0008, /* a math function's result is too large */
    HOPPER_V5_FAULT_INT_OF_NAN = 0x0010, /* an infinite or NaN number was made an integer */
    HOPPER_V5_FAULT_CAPACITY = 0x0020, /* a bounded container was full; the element was dropped */
    HOPPER_V5_FAULT_LOOP_BOUND = 0x0040, /* a loop reached its bound and was left */
    HOPPER_V5_FAULT_ABSENT = 0x0080, /* None was used as a number */
    HOPPER_V5_FAULT_UNASSIGNED = 0x0100, /* a variable was read before it was assigned */
    HOPPER_V5_FAULT_KEY = 0x0200, /* a key that is not in the dictionary */
    HOPPER_V5_FAULT_VALUE = 0x0400, /* a value that the operation does not accept (ValueError) */
    HOPPER_V5_FAULT_ACTION_RANGE = 0x0800, /* a discrete action outside of its range */
    HOPPER_V5_FAULT_ACTION_NAN = 0x1000, /* a NaN action; the safe action was taken */
    HOPPER_V5_FAULT_ACTION_CLIPPED_INFINITY = 0x2000 /* an infinite action was clipped to its bound (the action stands) */
};

/* What the controller sees. */
typedef struct {
    double torso_z; /* m: height of the torso; the episode ends at 0.7 */
    double torso_pitch; /* rad: pitch of the torso; the episode ends at ?0.2 */
    double thigh_angle; /* rad: angle of the hip */
    double leg_angle; /* rad: angle of the knee */
    double foot_angle; /* rad: angle of the ankle */
    double torso_vx; /* m/s: forward velocity of the torso */
    double torso_vz; /* m/s: vertical velocity of the torso */
    double torso_pitch_rate; /* rad/s: angular velocity of the torso's pitch */
    double thigh_rate; /* rad/s: angular velocity of the hip */
    double leg_rate; /* rad/s: angular velocity of the knee */
    double foot_rate; /* rad/s: angular velocity of the ankle */
} hopper_v5_in;

/* What it answers, within the bounds whatever happens. A fault that does not stand gives
 * the safe action: 0.0, 0.0, 0.0. */
typedef struct {
    double thigh_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 200 N m times this */
    double leg_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 200 N m times this */
    double foot_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 200 N m times this */
} hopper_v5_out;

/* Memory of one controller, from one step to the next. Read it, log it, copy it; only the functions below write it. */
typedef struct {
    uint8_t unused; /* this controller has no memory; C wants a member */
} hopper_v5_state;

/* Starts a run: call before the first step. */
void hopper_v5_reset(hopper_v5_state *state);

/* One sample: reads in, writes out and state, returns HOPPER_V5_FAULT_... bits. The pointers must not overlap. */
uint32_t hopper_v5_step(hopper_v5_state *state, const hopper_v5_in *in, hopper_v5_out *out);

#ifdef __cplusplus
}
#endif

#endif
