/*
 * swimmer_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.
 * policy_file: policy.py
 * env: Swimmer-v5
 *
 * Call swimmer_v5_reset once before each run and swimmer_v5_step every 0.04 s:
 *
 *     swimmer_v5_state state;
 *     swimmer_v5_in in;
 *     swimmer_v5_out out;
 *     swimmer_v5_reset(&state);
 *     for (;;) {
 *         in.heading = ...;
 *         in.front_joint_angle = ...;
 *         in.back_joint_angle = ...;
 *         in.vx = ...;
 *         ...
 *         status = swimmer_v5_step(&state, &in, &out);
 *         ... use out.front_joint_torque; status is 0 when nothing was wrong
 *     }
 *
 * The caller owns all memory; the functions are reentrant, allocate nothing and need no library.
 */
#ifndef PPC_SWIMMER_V5_H
#define PPC_SWIMMER_V5_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SWIMMER_V5_PPC_VERSION "0.1.0"
#define SWIMMER_V5_HASH "b8f78adb43203f17" /* first 16 hex digits of the SHA-256 of swimmer_v5.c */
#define SWIMMER_V5_DT 0.04 /* s, sampling period */
#define SWIMMER_V5_RATE 25.0 /* Hz */
#define SWIMMER_V5_OBS_SIZE 8
#define SWIMMER_V5_ACTION_SIZE 2
#define SWIMMER_V5_FRONT_JOINT_TORQUE_MIN (-1.0) /* - */
#define SWIMMER_V5_FRONT_JOINT_TORQUE_MAX 1.0 /* - */
#define SWIMMER_V5_BACK_JOINT_TORQUE_MIN (-1.0) /* - */
#define SWIMMER_V5_BACK_JOINT_TORQUE_MAX 1.0 /* - */

/* Bits of the status that swimmer_v5_step returns; 0: nothing happened. */
enum swimmer_v5_fault {
    SWIMMER_V5_FAULT_INDEX = 0x0001, /* an index was outside of its sequence; it was clamped */
    SWIMMER_V5_FAULT_ZERO_DIVISION = 0x0002, /* division by zero where Python raises ZeroDivisionError */
    SWIMMER_V5_FAULT_DOMAIN = 0x0004, /* an argument outside of a math function's domain */
    SWIMMER_V5_FAULT_OVERFLOW = 0x0008, /* a math function's result is too large */
    SWIMMER_V5_FAULT_INT_OF_NAN = 0x0010, /* an infinite or NaN number was made an integer */
    SWIMMER_V5_FAULT_CAPACITY = 0x0020, /* a bounded container was full; the element was dropped */
    SWIMMER_V5_FAULT_LOOP_BOUND = 0x0040, /* a loop reached its bound and was left */
    SWIMMER_V5_FAULT_ABSENT = 0x0080, /* None was used as a number */
    SWIMMER_V5_FAULT_UNASSIGNED = 0x0100, /* a variable was read before it was assigned */
    SWIMMER_V5_FAULT_KEY = 0x0200, /* a key that is not in the dictionary */
    SWIMMER_V5_FAULT_VALUE = 0x0400, /* a value that the operation does not accept (ValueError) */
    SWIMMER_V5_FAULT_ACTION_RANGE = 0x0800, /* a discrete action outside of its range */
    SWIMMER_V5_FAULT_ACTION_NAN = 0x1000, /* a NaN action; the safe action was taken */
    SWIMMER_V5_FAULT_ACTION_CLIPPED_INFINITY = 0x2000 /* an infinite action was clipped to its bound (the action stands) */
};

/* What the controller sees. */
typedef struct {
    double heading; /* rad: angle of the first link against x */
    double front_joint_angle; /* rad: angle of the joint between first and second link */
    double back_joint_angle; /* rad: angle of the joint between second and third link */
    double vx; /* m/s: velocity of the first link's tip along x */
    double vy; /* m/s: velocity of the first link's tip along y */
    double heading_rate; /* rad/s: angular velocity of the first link */
    double front_joint_rate; /* rad/s: angular velocity of the joint between first and second link */
    double back_joint_rate; /* rad/s: angular velocity of the joint between second and third link */
} swimmer_v5_in;

/* What it answers, within the bounds whatever happens. A fault that does not stand gives
 * the safe action: 0.0, 0.0. */
typedef struct {
    double front_joint_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
    double back_joint_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 150 N m times this */
} swimmer_v5_out;

/* Memory of one controller, from one step to the next. Read it, log it, copy it; only the functions below write it. */
typedef struct {
    double phase_3;
} swimmer_v5_state;

/* Starts a run: call before the first step. */
void swimmer_v5_reset(swimmer_v5_state *state);

/* One sample: reads in, writes out and state, returns SWIMMER_V5_FAULT_... bits. The pointers must not overlap. */
uint32_t swimmer_v5_step(swimmer_v5_state *state, const swimmer_v5_in *in, swimmer_v5_out *out);

#ifdef __cplusplus
}
#endif

#endif
