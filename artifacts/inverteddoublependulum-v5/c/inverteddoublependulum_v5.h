/*
 * inverteddoublependulum_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.
 * policy_file: policy.py
 * env: InvertedDoublePendulum-v5
 *
 * Call inverteddoublependulum_v5_reset once before each run and inverteddoublependulum_v5_step every 0.05 s:
 *
 *     inverteddoublependulum_v5_state state;
 *     inverteddoublependulum_v5_in in;
 *     inverteddoublependulum_v5_out out;
 *     inverteddoublependulum_v5_reset(&state);
 *     for (;;) {
 *         in.cart_position = ...;
 *         in.sin_angle_1 = ...;
 *         in.sin_angle_2 = ...;
 *         in.cos_angle_1 = ...;
 *         ...
 *         status = inverteddoublependulum_v5_step(&state, &in, &out);
 *         ... use out.push; status is 0 when nothing was wrong
 *     }
 *
 * The caller owns all memory; the functions are reentrant, allocate nothing and need no library.
 */
#ifndef PPC_INVERTEDDOUBLEPENDULUM_V5_H
#define PPC_INVERTEDDOUBLEPENDULUM_V5_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define INVERTEDDOUBLEPENDULUM_V5_PPC_VERSION "0.1.0"
#define INVERTEDDOUBLEPENDULUM_V5_HASH "d5401f1733928e79" /* first 16 hex digits of the SHA-256 of inverteddoublependulum_v5.c */
#define INVERTEDDOUBLEPENDULUM_V5_DT 0.05 /* s, sampling period */
#define INVERTEDDOUBLEPENDULUM_V5_RATE 20.0 /* Hz */
#define INVERTEDDOUBLEPENDULUM_V5_OBS_SIZE 9
#define INVERTEDDOUBLEPENDULUM_V5_ACTION_SIZE 1
#define INVERTEDDOUBLEPENDULUM_V5_PUSH_MIN (-1.0) /* - */
#define INVERTEDDOUBLEPENDULUM_V5_PUSH_MAX 1.0 /* - */

/* Bits of the status that inverteddoublependulum_v5_step returns; 0: nothing happened. */
enum inverteddoublependulum_v5_fault {
    INVERTEDDOUBLEPENDULUM_V5_FAULT_INDEX = 0x0001, /* an index was outside of its sequence; it was clamped */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_ZERO_DIVISION = 0x0002, /* division by zero where Python raises ZeroDivisionError */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_DOMAIN = 0x0004, /* an argument outside of a math function's domain */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_OVERFLOW = 0x0008, /* a math function's result is too large */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_INT_OF_NAN = 0x0010, /* an infinite or NaN number was made an integer */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_CAPACITY = 0x0020, /* a bounded container was full; the element was dropped */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_LOOP_BOUND = 0x0040, /* a loop reached its bound and was left */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_ABSENT = 0x0080, /* None was used as a number */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_UNASSIGNED = 0x0100, /* a variable was read before it was assigned */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_KEY = 0x0200, /* a key that is not in the dictionary */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_VALUE = 0x0400, /* a value that the operation does not accept (ValueError) */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_ACTION_RANGE = 0x0800, /* a discrete action outside of its range */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_ACTION_NAN = 0x1000, /* a NaN action; the safe action was taken */
    INVERTEDDOUBLEPENDULUM_V5_FAULT_ACTION_CLIPPED_INFINITY = 0x2000 /* an infinite action was clipped to its bound (the action stands) */
};

/* What the controller sees. */
typedef struct {
    double cart_position; /* m: position of the cart; the rail ends at ?1 */
    double sin_angle_1; /* -: sine of the lower pole's angle from upright */
    double sin_angle_2; /* -: sine of the upper pole's angle relative to the lower one */
    double cos_angle_1; /* -: cosine of the lower pole's angle; 1 is upright */
    double cos_angle_2; /* -: cosine of the upper pole's angle; 1 is in line with the lower one */
    double cart_velocity; /* m/s: velocity of the cart, clipped to ?10 */
    double angular_velocity_1; /* rad/s: angular velocity of the lower pole, clipped to ?10 */
    double angular_velocity_2; /* rad/s: angular velocity of the upper joint, clipped to ?10 */
    double rail_force; /* N: force of the rail's end on the cart, clipped to ?10; 0 away from it */
} inverteddoublependulum_v5_in;

/* What it answers, within the bounds whatever happens. A fault that does not stand gives
 * the safe action: 0.0. */
typedef struct {
    double push; /* -, [-1.0, 1.0]: the force on the cart is 500 N times this */
} inverteddoublependulum_v5_out;

/* Memory of one controller, from one step to the next. Read it, log it, copy it; only the functions below write it. */
typedef struct {
    uint8_t unused; /* this controller has no memory; C wants a member */
} inverteddoublependulum_v5_state;

/* Starts a run: call before the first step. */
void inverteddoublependulum_v5_reset(inverteddoublependulum_v5_state *state);

/* One sample: reads in, writes out and state, returns INVERTEDDOUBLEPENDULUM_V5_FAULT_... bits. The pointers must not overlap. */
uint32_t inverteddoublependulum_v5_step(inverteddoublependulum_v5_state *state, const inverteddoublependulum_v5_in *in, inverteddoublependulum_v5_out *out);

#ifdef __cplusplus
}
#endif

#endif
