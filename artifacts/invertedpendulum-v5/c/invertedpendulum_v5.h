/*
 * invertedpendulum_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.
 * policy_file: policy.py
 * env: InvertedPendulum-v5
 *
 * Call invertedpendulum_v5_reset once before each run and invertedpendulum_v5_step every 0.04 s:
 *
 *     invertedpendulum_v5_state state;
 *     invertedpendulum_v5_in in;
 *     invertedpendulum_v5_out out;
 *     invertedpendulum_v5_reset(&state);
 *     for (;;) {
 *         in.cart_position = ...;
 *         in.pole_angle = ...;
 *         in.cart_velocity = ...;
 *         in.pole_velocity = ...;
 *         status = invertedpendulum_v5_step(&state, &in, &out);
 *         ... use out.push; status is 0 when nothing was wrong
 *     }
 *
 * The caller owns all memory; the functions are reentrant, allocate nothing and need no library.
 */
#ifndef PPC_INVERTEDPENDULUM_V5_H
#define PPC_INVERTEDPENDULUM_V5_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define INVERTEDPENDULUM_V5_PPC_VERSION "0.1.0"
#define INVERTEDPENDULUM_V5_HASH "bd3b825cf9875d37" /* first 16 hex digits of the SHA-256 of invertedpendulum_v5.c */
#define INVERTEDPENDULUM_V5_DT 0.04 /* s, sampling period */
#define INVERTEDPENDULUM_V5_RATE 25.0 /* Hz */
#define INVERTEDPENDULUM_V5_OBS_SIZE 4
#define INVERTEDPENDULUM_V5_ACTION_SIZE 1
#define INVERTEDPENDULUM_V5_PUSH_MIN (-3.0) /* - */
#define INVERTEDPENDULUM_V5_PUSH_MAX 3.0 /* - */

/* Bits of the status that invertedpendulum_v5_step returns; 0: nothing happened. */
enum invertedpendulum_v5_fault {
    INVERTEDPENDULUM_V5_FAULT_INDEX = 0x0001, /* an index was outside of its sequence; it was clamped */
    INVERTEDPENDULUM_V5_FAULT_ZERO_DIVISION = 0x0002, /* division by zero where Python raises ZeroDivisionError */
    INVERTEDPENDULUM_V5_FAULT_DOMAIN = 0x0004, /* an argument outside of a math function's domain */
    INVERTEDPENDULUM_V5_FAULT_OVERFLOW = 0x0008, /* a math function's result is too large */
    INVERTEDPENDULUM_V5_FAULT_INT_OF_NAN = 0x0010, /* an infinite or NaN number was made an integer */
    INVERTEDPENDULUM_V5_FAULT_CAPACITY = 0x0020, /* a bounded container was full; the element was dropped */
    INVERTEDPENDULUM_V5_FAULT_LOOP_BOUND = 0x0040, /* a loop reached its bound and was left */
    INVERTEDPENDULUM_V5_FAULT_ABSENT = 0x0080, /* None was used as a number */
    INVERTEDPENDULUM_V5_FAULT_UNASSIGNED = 0x0100, /* a variable was read before it was assigned */
    INVERTEDPENDULUM_V5_FAULT_KEY = 0x0200, /* a key that is not in the dictionary */
    INVERTEDPENDULUM_V5_FAULT_VALUE = 0x0400, /* a value that the operation does not accept (ValueError) */
    INVERTEDPENDULUM_V5_FAULT_ACTION_RANGE = 0x0800, /* a discrete action outside of its range */
    INVERTEDPENDULUM_V5_FAULT_ACTION_NAN = 0x1000, /* a NaN action; the safe action was taken */
    INVERTEDPENDULUM_V5_FAULT_ACTION_CLIPPED_INFINITY = 0x2000 /* an infinite action was clipped to its bound (the action stands) */
};

/* What the controller sees. */
typedef struct {
    double cart_position; /* m: position of the cart; the rail ends at ?1 */
    double pole_angle; /* rad: angle from upright; the episode ends beyond ?0.2 */
    double cart_velocity; /* m/s: velocity of the cart */
    double pole_velocity; /* rad/s: angular velocity of the pole */
} invertedpendulum_v5_in;

/* What it answers, within the bounds whatever happens. A fault that does not stand gives
 * the safe action: 0.0. */
typedef struct {
    double push; /* -, [-3.0, 3.0]: the force on the cart is 100 N times this */
} invertedpendulum_v5_out;

/* Memory of one controller, from one step to the next. Read it, log it, copy it; only the functions below write it. */
typedef struct {
    uint8_t unused; /* this controller has no memory; C wants a member */
} invertedpendulum_v5_state;

/* Starts a run: call before the first step. */
void invertedpendulum_v5_reset(invertedpendulum_v5_state *state);

/* One sample: reads in, writes out and state, returns INVERTEDPENDULUM_V5_FAULT_... bits. The pointers must not overlap. */
uint32_t invertedpendulum_v5_step(invertedpendulum_v5_state *state, const invertedpendulum_v5_in *in, invertedpendulum_v5_out *out);

#ifdef __cplusplus
}
#endif

#endif
