/* invertedpendulum_v5: a controller compiled by ppc 0.1.0. Generated; do not edit. How to call it: invertedpendulum_v5.h */
#include "invertedpendulum_v5.h"

#include <float.h>

/* The same bits everywhere: no fused multiply-add, no wider intermediate results, no relaxed arithmetic. */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
/* "rounding-math" keeps gcc 12 from making 0.0 - x to -x where it knows that x is no -0.0: it is wrong where x is 0.0.
   "no-tree-vectorize": gcc's vectorizer makes a product that is added in one lane and subtracted in the next a fused
   multiply-add (vfmaddsub; the vector extension of RISC-V has more of them), whatever fp-contract says. */
#pragma GCC optimize("fp-contract=off", "rounding-math", "no-tree-vectorize")
#elif defined(_MSC_VER)
#pragma fp_contract(off)
#endif
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error "build without -ffast-math: this file relies on NaN, infinities and the order of operations"
#endif
#if defined(FLT_EVAL_METHOD)
#if FLT_EVAL_METHOD == 2 || FLT_EVAL_METHOD < 0
#error "build with -msse2 -mfpmath=sse: intermediate results must not be wider than double"
#endif
#endif
#if DBL_MANT_DIG != 53 || DBL_MAX_EXP != 1024
#error "double must be IEEE 754 binary64"
#endif

/* Faults after which the computed action does not stand. */
#define DISQUALIFYING_FAULTS ((uint32_t)(\
INVERTEDPENDULUM_V5_FAULT_INDEX | INVERTEDPENDULUM_V5_FAULT_ZERO_DIVISION | INVERTEDPENDULUM_V5_FAULT_DOMAIN | \
INVERTEDPENDULUM_V5_FAULT_OVERFLOW | INVERTEDPENDULUM_V5_FAULT_INT_OF_NAN | INVERTEDPENDULUM_V5_FAULT_CAPACITY | \
INVERTEDPENDULUM_V5_FAULT_LOOP_BOUND | INVERTEDPENDULUM_V5_FAULT_ABSENT | INVERTEDPENDULUM_V5_FAULT_UNASSIGNED | \
INVERTEDPENDULUM_V5_FAULT_KEY | INVERTEDPENDULUM_V5_FAULT_VALUE | INVERTEDPENDULUM_V5_FAULT_ACTION_RANGE | \
INVERTEDPENDULUM_V5_FAULT_ACTION_NAN))

#if defined(__GNUC__)
#define F64_INFINITY __builtin_inf()
#define F64_NAN __builtin_nan("")
#else
#include <math.h>
#define F64_INFINITY ((double)INFINITY)
#define F64_NAN ((double)NAN)
#endif

static double f64_abs(double x)
{
#if defined(__GNUC__)
    return __builtin_fabs(x);
#else
    return x > 0.0 ? x : (x == 0.0 ? 0.0 : -x);
#endif
}

/* Parameters, and what follows from them. */
static const double kp = 10.0; /* kp, line 6 */
static const double kd = 1.0; /* kd, line 7 */
static const double centre = 0.5; /* centre, line 8 */
static const double damping = 0.5; /* damping, line 9 */

void invertedpendulum_v5_reset(invertedpendulum_v5_state *state)
{
    state->unused = 0;
}

uint32_t invertedpendulum_v5_step(invertedpendulum_v5_state *state, const invertedpendulum_v5_in *in, invertedpendulum_v5_out *out)
{
    uint32_t status = 0u;
    double action_push = 0.0;
    /* 13: return balance + self.centre * obs.cart_position + self.damping * obs.cart_velocity */
    action_push = kp * in->pole_angle + kd * in->pole_velocity + centre * in->cart_position + damping *
            in->cart_velocity;
    double raw_action = action_push;
    if (raw_action != raw_action) {
        status |= INVERTEDPENDULUM_V5_FAULT_ACTION_NAN;
    }
    if (f64_abs(raw_action) == F64_INFINITY) {
        status |= INVERTEDPENDULUM_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action != raw_action) {
        raw_action = 0.0;
    }
    if (raw_action < -3.0) {
        raw_action = -3.0;
    }
    if (3.0 < raw_action) {
        raw_action = 3.0;
    }
    action_push = raw_action;
    (void)state;
    out->push = action_push;
    return status;
}
