/* inverteddoublependulum_v5: a controller compiled by ppc 0.1.0. Generated; do not edit. How to call it: inverteddoublependulum_v5.h */
#include "inverteddoublependulum_v5.h"

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

#if defined(__GNUC__)
#define COPY_BYTES __builtin_memcpy
#else
#include <string.h>
#define COPY_BYTES memcpy
#endif

/* Faults after which the computed action does not stand. */
#define DISQUALIFYING_FAULTS ((uint32_t)(\
INVERTEDDOUBLEPENDULUM_V5_FAULT_INDEX | INVERTEDDOUBLEPENDULUM_V5_FAULT_ZERO_DIVISION | INVERTEDDOUBLEPENDULUM_V5_FAULT_DOMAIN | \
INVERTEDDOUBLEPENDULUM_V5_FAULT_OVERFLOW | INVERTEDDOUBLEPENDULUM_V5_FAULT_INT_OF_NAN | INVERTEDDOUBLEPENDULUM_V5_FAULT_CAPACITY | \
INVERTEDDOUBLEPENDULUM_V5_FAULT_LOOP_BOUND | INVERTEDDOUBLEPENDULUM_V5_FAULT_ABSENT | INVERTEDDOUBLEPENDULUM_V5_FAULT_UNASSIGNED | \
INVERTEDDOUBLEPENDULUM_V5_FAULT_KEY | INVERTEDDOUBLEPENDULUM_V5_FAULT_VALUE | INVERTEDDOUBLEPENDULUM_V5_FAULT_ACTION_RANGE | \
INVERTEDDOUBLEPENDULUM_V5_FAULT_ACTION_NAN))

#if defined(__GNUC__)
#define F64_INFINITY __builtin_inf()
#define F64_NAN __builtin_nan("")
#else
#include <math.h>
#define F64_INFINITY ((double)INFINITY)
#define F64_NAN ((double)NAN)
#endif

/* Bit pattern of x; every NaN reads as the positive quiet one. */
static int64_t f64_bits(double x)
{
    int64_t n;
    if (x != x) {
        return INT64_C(0x7ff8000000000000);
    }
    COPY_BYTES(&n, &x, sizeof n);
    return n;
}

static double f64_abs(double x)
{
#if defined(__GNUC__)
    return __builtin_fabs(x);
#else
    return x > 0.0 ? x : (x == 0.0 ? 0.0 : -x);
#endif
}

/* Angle of the point (x, y), in [-pi, pi], from a quotient carried to extra precision. */
static double f64_atan2(double atan2_y, double atan2_x)
{
    double atan2_result = 0.0;
    const double atan2_size_x = f64_abs(atan2_x);
    const double atan2_size_y = f64_abs(atan2_y);
    const bool atan2_steep = atan2_size_x < atan2_size_y;
    const bool atan2_left = f64_bits(atan2_x) < 0;
    const double atan2_large = atan2_steep ? atan2_size_y : atan2_size_x;
    const double atan2_small = atan2_steep ? atan2_size_x : atan2_size_y;
    const bool atan2_infinite = atan2_large == F64_INFINITY;
    if (atan2_infinite) {
        atan2_result = atan2_small == F64_INFINITY ? 1.0 : 0.0;
    } else {
        atan2_result = atan2_small;
    }
    const double atan2_below = atan2_infinite || atan2_large == 0.0 ? 1.0 : atan2_large;
    const double atan2_scale_1 = atan2_below < 1e-270 ? 1.6069380442589903e+60 : (1e+270 < atan2_below ?
            6.223015277861142e-61 : 1.0);
    const bool atan2_small_1 = atan2_result < atan2_below * 7.450580596923828e-09;
    const double atan2_first = atan2_result * atan2_scale_1;
    const double atan2_second = atan2_below * atan2_scale_1;
    const bool atan2_diagonal = atan2_second * 0.4142135623730951 < atan2_first;
    const double atan2_b = -atan2_first;
    const double atan2_total = atan2_second + atan2_b;
    const double atan2_total_1 = atan2_second + atan2_first;
    const double atan2_numerator = atan2_diagonal ? -atan2_total : (atan2_small_1 ? atan2_result :
            atan2_first);
    const double atan2_denominator = atan2_diagonal ? atan2_total_1 : (atan2_small_1 ? atan2_below :
            atan2_second);
    const double atan2_t = atan2_numerator / atan2_denominator;
    const double atan2_b_1 = atan2_small_1 ? 1.0 : atan2_denominator;
    const double atan2_product = atan2_t * atan2_b_1;
    const double atan2_scaled_a = 134217729.0 * atan2_t;
    const double atan2_high_a = atan2_scaled_a - (atan2_scaled_a - atan2_t);
    const double atan2_low_a = atan2_t - atan2_high_a;
    const double atan2_scaled_b = 134217729.0 * atan2_b_1;
    const double atan2_high_b = atan2_scaled_b - (atan2_scaled_b - atan2_b_1);
    const double atan2_low_b = atan2_b_1 - atan2_high_b;
    const double atan2_error = atan2_high_a * atan2_high_b - atan2_product + atan2_high_a * atan2_low_b +
            atan2_low_a * atan2_high_b + atan2_low_a * atan2_low_b;
    const double atan2_denominator_low = atan2_diagonal ? atan2_first - (atan2_total_1 - atan2_second) : 0.0;
    const double atan2_square = atan2_t * atan2_t;
    const double atan2_scaled = 134217729.0 * atan2_t;
    const double atan2_high = atan2_scaled - (atan2_scaled - atan2_t);
    const double atan2_low = atan2_t - atan2_high;
    const double atan2_z2 = atan2_square * atan2_square;
    const double atan2_z4 = atan2_z2 * atan2_z2;
    const double atan2_p0_1 = -0.0909089773932952 + 0.07692059865315387 * atan2_square + (-0.06663100017561868
            + 0.05847860358428185 * atan2_square) * atan2_z2;
    const double atan2_p0_2 = -0.05039178219091408 + 0.038061482434705134 * atan2_square +
            -0.017904010505085447 * atan2_z2;
    const double atan2_z8 = atan2_z4 * atan2_z4;
    const double atan2_result_1 = -0.333333333333332 + 0.19999999999953613 * atan2_square +
            (-0.14285714280190215 + 0.11111110782924638 * atan2_square) * atan2_z2 + atan2_p0_1 * atan2_z4 +
            atan2_p0_2 * atan2_z8;
    const double atan2_item_2 = atan2_high * atan2_high - atan2_square + 2.0 * atan2_high * atan2_low +
            atan2_low * atan2_low;
    const double atan2_rest = atan2_numerator - atan2_product - atan2_error + ((atan2_diagonal ? -(atan2_b -
            (atan2_total - atan2_second)) : 0.0) - atan2_t * atan2_denominator_low);
    const double atan2_item_3 = atan2_small_1 ? 0.0 : atan2_t * (atan2_square * atan2_result_1 + atan2_item_2
            * -0.333333333333332) + atan2_rest / (atan2_denominator * (1.0 + atan2_square));
    const double atan2_eighths = atan2_diagonal ? 1.0 : 0.0;
    const double atan2_eighths_1 = atan2_steep ? 2.0 - atan2_eighths : atan2_eighths;
    const double atan2_eighths_2 = atan2_left ? 4.0 - atan2_eighths_1 : atan2_eighths_1;
    const bool atan2_minus = atan2_steep ? !atan2_left : atan2_left;
    const double atan2_t_1 = atan2_minus ? -atan2_t : atan2_t;
    const bool atan2_three = atan2_eighths_2 == 3.0;
    const double atan2_base = atan2_three ? 2.356194490192345 : atan2_eighths_2 * 0.7853981633974483;
    const double atan2_total_2 = atan2_base + atan2_t_1;
    const double atan2_result_2 = atan2_total_2 + (atan2_t_1 - (atan2_total_2 - atan2_base) + ((atan2_three ?
            9.184850993605148e-17 : atan2_eighths_2 * 3.061616997868383e-17) + (atan2_minus ? -atan2_item_3 :
            atan2_item_3)));
    return atan2_x != atan2_x || atan2_y != atan2_y ? atan2_x + atan2_y : (f64_bits(atan2_y) < 0 ?
            -atan2_result_2 : atan2_result_2);
}

void inverteddoublependulum_v5_reset(inverteddoublependulum_v5_state *state)
{
    state->unused = 0;
}

uint32_t inverteddoublependulum_v5_step(inverteddoublependulum_v5_state *state, const inverteddoublependulum_v5_in *in, inverteddoublependulum_v5_out *out)
{
    uint32_t status = 0u;
    double action_push = 0.0;
    /* 21: poles = self.lower * lower + self.upper * upper */
    const double poles = -1.6485346237267238 * f64_atan2(in->sin_angle_1, in->cos_angle_1) +
            -5.392515080115385 * f64_atan2(in->sin_angle_2, in->cos_angle_2);
    /* 23: return poles + rates + self.centre * obs.cart_position + self.damping * obs.cart_velocity */
    action_push = poles + (-0.7184596447753732 * in->angular_velocity_1 + -0.7257409773877505 *
            in->angular_velocity_2) + -0.08364870289330278 * in->cart_position + -0.2087018921842856 *
            in->cart_velocity;
    double raw_action = action_push;
    if (raw_action != raw_action) {
        status |= INVERTEDDOUBLEPENDULUM_V5_FAULT_ACTION_NAN;
    }
    if (f64_abs(raw_action) == F64_INFINITY) {
        status |= INVERTEDDOUBLEPENDULUM_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action != raw_action) {
        raw_action = 0.0;
    }
    if (raw_action < -1.0) {
        raw_action = -1.0;
    }
    if (1.0 < raw_action) {
        raw_action = 1.0;
    }
    action_push = raw_action;
    (void)state;
    out->push = action_push;
    return status;
}
