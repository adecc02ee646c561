/*
 * halfcheetah_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.
 * policy_file: policy.py
 * env: HalfCheetah-v5
 *
 * Call halfcheetah_v5_reset once before each run and halfcheetah_v5_step every 0.05 s:
 *
 *     halfcheetah_v5_state state;
 *     halfcheetah_v5_in in;
 *     halfcheetah_v5_out out;
 *     halfcheetah_v5_reset(&state);
 *     for (;;) {
 *         in.torso_z = ...;
 *         in.torso_pitch = ...;
 *         in.back_thigh_angle = ...;
 *         in.back_shin_angle = ...;
 *         ...
 *         status = halfcheetah_v5_step(&state, &in, &out);
 *         ... use out.back_thigh_torque; status is 0 when nothing was wrong
 *     }
 *
 * The caller owns all memory; the functions are reentrant, allocate nothing and need no library.
 */
#ifndef PPC_HALFCHEETAH_V5_H
#define PPC_HALFCHEETAH_V5_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HALFCHEETAH_V5_PPC_VERSION "0.1.0"
#define HALFCHEETAH_V5_HASH "53ef540b54c71bc9" /* first 16 hex digits of the SHA-256 of halfcheetah_v5.c */
#define HALFCHEETAH_V5_DT 0.05 /* s, sampling period */
#define HALFCHEETAH_V5_RATE 20.0 /* Hz */
#define HALFCHEETAH_V5_OBS_SIZE 17
#define HALFCHEETAH_V5_ACTION_SIZE 6
#define HALFCHEETAH_V5_BACK_THIGH_TORQUE_MIN (-1.0) /* - */
#define HALFCHEETAH_V5_BACK_THIGH_TORQUE_MAX 1.0 /* - */
#define HALFCHEETAH_V5_BACK_SHIN_TORQUE_MIN (-1.0) /* - */
#define HALFCHEETAH_V5_BACK_SHIN_TORQUE_MAX 1.0 /* - */
#define HALFCHEETAH_V5_BACK_FOOT_TORQUE_MIN (-1.0) /* - */
#define HALFCHEETAH_V5_BACK_FOOT_TORQUE_MAX 1.0 /* - */
#define HALFCHEETAH_V5_FRONT_THIGH_TORQUE_MIN (-1.0) /* - */
#define HALFCHEETAH_V5_FRONT_THIGH_TORQUE_MAX 1.0 /* - */
#define HALFCHEETAH_V5_FRONT_SHIN_TORQUE_MIN (-1.0) /* - */
#define HALFCHEETAH_V5_FRONT_SHIN_TORQUE_MAX 1.0 /* - */
#define HALFCHEETAH_V5_FRONT_FOOT_TORQUE_MIN (-1.0) /* - */
#define HALFCHEETAH_V5_FRONT_FOOT_TORQUE_MAX 1.0 /* - */

/* Bits of the status that halfcheetah_v5_step returns; 0: nothing happened. */
enum halfcheetah_v5_fault {
    HALFCHEETAH_V5_FAULT_INDEX = 0x0001, /* an index was outside of its sequence; it was clamped */
    HALFCHEETAH_V5_FAULT_ZERO_DIVISION = 0x0002, /* division by zero where Python raises ZeroDivisionError */
    HALFCHEETAH_V5_FAULT_DOMAIN = 0x0004, /* an argument outside of a math function's domain */
    HALFCHEETAH_V5_FAULT_OVERFLOW = 0x0008, /* a math function's result is too large */
    HALFCHEETAH_V5_FAULT_INT_OF_NAN = 0x0010, /* an infinite or NaN number was made an integer */
    HALFCHEETAH_V5_FAULT_CAPACITY = 0x0020, /* a bounded container was full; the element was dropped */
    HALFCHEETAH_V5_FAULT_LOOP_BOUND = 0x0040, /* a loop reached its bound and was left */
    HALFCHEETAH_V5_FAULT_ABSENT = 0x0080, /* None was used as a number */
    HALFCHEETAH_V5_FAULT_UNASSIGNED = 0x0100, /* a variable was read before it was assigned */
    HALFCHEETAH_V5_FAULT_KEY = 0x0200, /* a key that is not in the dictionary */
    HALFCHEETAH_V5_FAULT_VALUE = 0x0400, /* a value that the operation does not accept (ValueError) */
    HALFCHEETAH_V5_FAULT_ACTION_RANGE = 0x0800, /* a discrete action outside of its range */
    HALFCHEETAH_V5_FAULT_ACTION_NAN = 0x1000, /* a NaN action; the safe action was taken */
    HALFCHEETAH_V5_FAULT_ACTION_CLIPPED_INFINITY = 0x2000 /* an infinite action was clipped to its bound (the action stands) */
};

/* What the controller sees. */
typedef struct {
    double torso_z; /* m: height of the torso relative to the start */
    double torso_pitch; /* rad: pitch of the torso */
    double back_thigh_angle; /* rad: angle of the back hip */
    double back_shin_angle; /* rad: angle of the back knee */
    double back_foot_angle; /* rad: angle of the back ankle */
    double front_thigh_angle; /* rad: angle of the front hip */
    double front_shin_angle; /* rad: angle of the front knee */
    double front_foot_angle; /* rad: angle of the front ankle */
    double torso_vx; /* m/s: forward velocity of the torso */
    double torso_vz; /* m/s: vertical velocity of the torso */
    double torso_pitch_rate; /* rad/s: angular velocity of the torso's pitch */
    double back_thigh_rate; /* rad/s: angular velocity of the back hip */
    double back_shin_rate; /* rad/s: angular velocity of the back knee */
    double back_foot_rate; /* rad/s: angular velocity of the back ankle */
    double front_thigh_rate; /* rad/s: angular velocity of the front hip */
    double front_shin_rate; /* rad/s: angular velocity of the front knee */
    double front_foot_rate; /* rad/s: angular velocity of the front ankle */
} halfcheetah_v5_in;

/* What it answers, within the bounds whatever happens. A fault that does not stand gives
 * the safe action: 0.0, 0.0, 0.0, 0.0, 0.0, 0.0. */
typedef struct {
    double back_thigh_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 120 N m times this */
    double back_shin_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 90 N m times this */
    double back_foot_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 60 N m times this */
    double front_thigh_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 120 N m times this */
    double front_shin_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 60 N m times this */
    double front_foot_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 30 N m times this */
} halfcheetah_v5_out;

/* Memory of one controller, from one step to the next. Read it, log it, copy it; only the functions below write it. */
typedef struct {
    double phase;
} halfcheetah_v5_state;

/* Starts a run: call before the first step. */
void halfcheetah_v5_reset(halfcheetah_v5_state *state);

/* One sample: reads in, writes out and state, returns HALFCHEETAH_V5_FAULT_... bits. The pointers must not overlap. */
uint32_t halfcheetah_v5_step(halfcheetah_v5_state *state, const halfcheetah_v5_in *in, halfcheetah_v5_out *out);

#ifdef __cplusplus
}
#endif

#endif
