/* hopper_v5: a controller compiled by ppc 0.1.0. Generated; do not edit. How to call it: hopper_v5.h */
#include "hopper_v5.h"

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
HOPPER_V5_FAULT_INDEX | HOPPER_V5_FAULT_ZERO_DIVISION | HOPPER_V5_FAULT_DOMAIN | \
HOPPER_V5_FAULT_OVERFLOW | HOPPER_V5_FAULT_INT_OF_NAN | HOPPER_V5_FAULT_CAPACITY | \
HOPPER_V5_FAULT_LOOP_BOUND | HOPPER_V5_FAULT_ABSENT | HOPPER_V5_FAULT_UNASSIGNED | \
HOPPER_V5_FAULT_KEY | HOPPER_V5_FAULT_VALUE | HOPPER_V5_FAULT_ACTION_RANGE | \
HOPPER_V5_FAULT_ACTION_NAN))

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
static const double bias_2 = 4.018182604825364; /* bias[2], line 13 */
static const double thigh_0 = 0.0801455908499378; /* thigh[0], line 14 */
static const double thigh_5 = 0.8379059505117026; /* thigh[5], line 14 */
static const double thigh_6 = 0.6582997660377796; /* thigh[6], line 14 */
static const double thigh_10 = 2.2567896346874594; /* thigh[10], line 14 */
static const double leg_0 = 0.6072762008115337; /* leg[0], line 15 */
static const double leg_2 = 1.4421610832304708; /* leg[2], line 15 */
static const double leg_4 = 1.116908644189315; /* leg[4], line 15 */
static const double leg_5 = 0.43351678865614285; /* leg[5], line 15 */
static const double leg_8 = 1.6538400655838599; /* leg[8], line 15 */
static const double leg_10 = 2.7383286902699684; /* leg[10], line 15 */
static const double foot_0 = 1.5416907784095706; /* foot[0], line 16 */
static const double foot_2 = 2.961430462448312; /* foot[2], line 16 */
static const double foot_7 = 1.694296754768458; /* foot[7], line 16 */

void hopper_v5_reset(hopper_v5_state *state)
{
    state->unused = 0;
}

uint32_t hopper_v5_step(hopper_v5_state *state, const hopper_v5_in *in, hopper_v5_out *out)
{
    uint32_t status = 0u;
    double action_thigh_torque = 0.0;
    double action_leg_torque = 0.0;
    double action_foot_torque = 0.0;
    /* 19: torso = [obs.torso_z * 5 - 6, obs.torso_pitch * 5] */
    const double item_22 = in->torso_z * 5.0 - 6.0;
    const double item_23 = in->torso_pitch * 5.0;
    /* 20: angles = [obs.thigh_angle * 4, obs.leg_angle * 4, obs.foot_angle * 2] */
    const double item_24 = in->thigh_angle * 4.0;
    const double item_25 = in->leg_angle * 4.0;
    const double item_26 = in->foot_angle * 2.0;
    /* 21: velocity = [obs.torso_vx / 2, obs.torso_vz, obs.torso_pitch_rate / 2] */
    const double item_27 = in->torso_vx / 2.0;
    const double item_28 = in->torso_pitch_rate / 2.0;
    /* 22: rates = [obs.thigh_rate / 3, obs.leg_rate / 3, obs.foot_rate / 5] */
    const double item_29 = in->thigh_rate / 3.0;
    const double item_30 = in->leg_rate / 3.0;
    const double item_31 = in->foot_rate / 5.0;
    /* 8: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_4 = 0.0 + thigh_0 * item_22 + -4.493175319767585 * item_23 + -1.0872221586112079 *
            item_24 + -0.42043929138301606 * item_25 + -0.10578357906463007 * item_26;
    const double item_41 = -0.13568870205660705 * item_30;
    const double total_9 = total_4 + thigh_5 * item_27 + thigh_6 * in->torso_vz + -2.7489119982401804 *
            item_28 + -3.601389734524282 * item_29 + item_41;
    const double item_47 = leg_4 * item_26;
    const double item_48 = leg_5 * item_27;
    const double total_16 = 0.0 + leg_0 * item_22 + -3.2261855831617066 * item_23 + leg_2 * item_24 +
            -2.361056902394573 * item_25 + item_47 + item_48;
    const double item_53 = leg_10 * item_31;
    const double item_58 = -0.7501906142937357 * item_26;
    const double item_59 = -4.740447012103425 * item_27;
    const double total_27 = 0.0 + foot_0 * item_22 + -2.7177462746003327 * item_23 + foot_2 * item_24 +
            -1.2359142695058536 * item_25 + item_58 + item_59;
    const double item_64 = -1.7263943053905146 * item_31;
    const double total_32 = total_27 + -2.090381205700851 * in->torso_vz + foot_7 * item_28 +
            -2.445749623889277 * item_29 + -0.04623984840858775 * item_30 + item_64;
    /* 27: return thigh, leg, foot */
    action_thigh_torque = -0.8343471119410525 + (total_9 + thigh_10 * item_31);
    action_leg_torque = -2.7907258936600154 + (total_16 + -1.4948047024176343 * in->torso_vz +
            -4.357070529887633 * item_28 + leg_8 * item_29 + -3.7876466045063397 * item_30 + item_53);
    action_foot_torque = bias_2 + total_32;
    double raw_action_0 = action_thigh_torque;
    double raw_action_1 = action_leg_torque;
    double raw_action_2 = action_foot_torque;
    if (raw_action_0 != raw_action_0) {
        status |= HOPPER_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_1 != raw_action_1) {
        status |= HOPPER_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_2 != raw_action_2) {
        status |= HOPPER_V5_FAULT_ACTION_NAN;
    }
    if (f64_abs(raw_action_0) == F64_INFINITY) {
        status |= HOPPER_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_1) == F64_INFINITY) {
        status |= HOPPER_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_2) == F64_INFINITY) {
        status |= HOPPER_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_0 != raw_action_0) {
        raw_action_0 = 0.0;
    }
    if (raw_action_0 < -1.0) {
        raw_action_0 = -1.0;
    }
    if (1.0 < raw_action_0) {
        raw_action_0 = 1.0;
    }
    action_thigh_torque = raw_action_0;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_1 != raw_action_1) {
        raw_action_1 = 0.0;
    }
    if (raw_action_1 < -1.0) {
        raw_action_1 = -1.0;
    }
    if (1.0 < raw_action_1) {
        raw_action_1 = 1.0;
    }
    action_leg_torque = raw_action_1;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_2 != raw_action_2) {
        raw_action_2 = 0.0;
    }
    if (raw_action_2 < -1.0) {
        raw_action_2 = -1.0;
    }
    if (1.0 < raw_action_2) {
        raw_action_2 = 1.0;
    }
    action_foot_torque = raw_action_2;
    (void)state;
    out->thigh_torque = action_thigh_torque;
    out->leg_torque = action_leg_torque;
    out->foot_torque = action_foot_torque;
    return status;
}
