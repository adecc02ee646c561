/*
 * reacher_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.
 * policy_file: policy.py
 * env: Reacher-v5
 *
 * Call reacher_v5_reset once before each run and reacher_v5_step every 0.02 s:
 *
 *     reacher_v5_state state;
 *     reacher_v5_in in;
 *     reacher_v5_out out;
 *     reacher_v5_reset(&state);
 *     for (;;) {
 *         in.cos_angle_1 = ...;
 *         in.cos_angle_2 = ...;
 *         in.sin_angle_1 = ...;
 *         in.sin_angle_2 = ...;
 *         ...
 *         status = reacher_v5_step(&state, &in, &out);
 *         ... use out.shoulder_torque; status is 0 when nothing was wrong
 *     }
 *
 * The caller owns all memory; the functions are reentrant, allocate nothing and need no library.
 */
#ifndef PPC_REACHER_V5_H
#define PPC_REACHER_V5_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define REACHER_V5_PPC_VERSION "0.1.0"
#define REACHER_V5_HASH "401771f33afed295" /* first 16 hex digits of the SHA-256 of reacher_v5.c */
#define REACHER_V5_DT 0.02 /* s, sampling period */
#define REACHER_V5_RATE 50.0 /* Hz */
#define REACHER_V5_OBS_SIZE 10
#define REACHER_V5_ACTION_SIZE 2
#define REACHER_V5_SHOULDER_TORQUE_MIN (-1.0) /* - */
#define REACHER_V5_SHOULDER_TORQUE_MAX 1.0 /* - */
#define REACHER_V5_ELBOW_TORQUE_MIN (-1.0) /* - */
#define REACHER_V5_ELBOW_TORQUE_MAX 1.0 /* - */

/* Bits of the status that reacher_v5_step returns; 0: nothing happened. */
enum reacher_v5_fault {
    REACHER_V5_FAULT_INDEX = 0x0001, /* an index was outside of its sequence; it was clamped */
    REACHER_V5_FAULT_ZERO_DIVISION = 0x0002, /* division by zero where Python raises ZeroDivisionError */
    REACHER_V5_FAULT_DOMAIN = 0x0004, /* an argument outside of a math function's domain */
    REACHER_V5_FAULT_OVERFLOW = 0x0008, /* a math function's result is too large */
    REACHER_V5_FAULT_INT_OF_NAN = 0x0010, /* an infinite or NaN number was made an integer */
    REACHER_V5_FAULT_CAPACITY = 0x0020, /* a bounded container was full; the element was dropped */
    REACHER_V5_FAULT_LOOP_BOUND = 0x0040, /* a loop reached its bound and was left */
    REACHER_V5_FAULT_ABSENT = 0x0080, /* None was used as a number */
    REACHER_V5_FAULT_UNASSIGNED = 0x0100, /* a variable was read before it was assigned */
    REACHER_V5_FAULT_KEY = 0x0200, /* a key that is not in the dictionary */
    REACHER_V5_FAULT_VALUE = 0x0400, /* a value that the operation does not accept (ValueError) */
    REACHER_V5_FAULT_ACTION_RANGE = 0x0800, /* a discrete action outside of its range */
    REACHER_V5_FAULT_ACTION_NAN = 0x1000, /* a NaN action; the safe action was taken */
    REACHER_V5_FAULT_ACTION_CLIPPED_INFINITY = 0x2000 /* an infinite action was clipped to its bound (the action stands) */
};

/* What the controller sees. */
typedef struct {
    double cos_angle_1; /* -: cosine of the first link's angle */
    double cos_angle_2; /* -: cosine of the second link's angle relative to the first */
    double sin_angle_1; /* -: sine of the first link's angle */
    double sin_angle_2; /* -: sine of the second link's angle relative to the first */
    double target_x; /* m: position of the target along x */
    double target_y; /* m: position of the target along y */
    double angular_velocity_1; /* rad/s: angular velocity of the first link */
    double angular_velocity_2; /* rad/s: angular velocity of the second joint */
    double error_x; /* m: position of the fingertip minus that of the target, along x */
    double error_y; /* m: position of the fingertip minus that of the target, along y */
} reacher_v5_in;

/* What it answers, within the bounds whatever happens. A fault that does not stand gives
 * the safe action: 0.0, 0.0. */
typedef struct {
    double shoulder_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 200 N m times this */
    double elbow_torque; /* -, [-1.0, 1.0]: motor of the joint; the torque is 200 N m times this */
} reacher_v5_out;

/* Memory of one controller, from one step to the next. Read it, log it, copy it; only the functions below write it. */
typedef struct {
    int64_t time;
    bool has_turned;
    double turned;
    bool has_goal1;
    double goal1;
    bool has_goal2;
    double goal2;
    bool has_duration1;
    double duration1;
    bool has_duration2;
    double duration2;
} reacher_v5_state;

/* Starts a run: call before the first step. */
void reacher_v5_reset(reacher_v5_state *state);

/* One sample: reads in, writes out and state, returns REACHER_V5_FAULT_... bits. The pointers must not overlap. */
uint32_t reacher_v5_step(reacher_v5_state *state, const reacher_v5_in *in, reacher_v5_out *out);

#ifdef __cplusplus
}
#endif

#endif
