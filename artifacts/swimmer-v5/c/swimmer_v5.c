/* swimmer_v5: a controller compiled by ppc 0.1.0. Generated; do not edit. How to call it: swimmer_v5.h */
#include "swimmer_v5.h"

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
SWIMMER_V5_FAULT_INDEX | SWIMMER_V5_FAULT_ZERO_DIVISION | SWIMMER_V5_FAULT_DOMAIN | \
SWIMMER_V5_FAULT_OVERFLOW | SWIMMER_V5_FAULT_INT_OF_NAN | SWIMMER_V5_FAULT_CAPACITY | \
SWIMMER_V5_FAULT_LOOP_BOUND | SWIMMER_V5_FAULT_ABSENT | SWIMMER_V5_FAULT_UNASSIGNED | \
SWIMMER_V5_FAULT_KEY | SWIMMER_V5_FAULT_VALUE | SWIMMER_V5_FAULT_ACTION_RANGE | \
SWIMMER_V5_FAULT_ACTION_NAN))

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

/* Two's complement of n, without relying on how C converts what does not fit. */
static int64_t i64_wrap(uint64_t n)
{
    return n <= (uint64_t)INT64_MAX ? (int64_t)n : -(int64_t)(UINT64_MAX - n) - 1;
}

static int64_t i64_add(int64_t a, int64_t b)
{
    return i64_wrap((uint64_t)a + (uint64_t)b);
}

static int64_t i64_sub(int64_t a, int64_t b)
{
    return i64_wrap((uint64_t)a - (uint64_t)b);
}

static int64_t i64_mul(int64_t a, int64_t b)
{
    return i64_wrap((uint64_t)a * (uint64_t)b);
}

static int64_t i64_neg(int64_t a)
{
    return i64_wrap((uint64_t)0 - (uint64_t)a);
}

/* Rounds towards minus infinity; a / 0 is 0. */
static int64_t i64_floor_div(int64_t a, int64_t b)
{
    if (b == 0) {
        return 0;
    }
    if (b == -1) {
        return i64_neg(a);
    }
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

/* A count outside of 0..63 gives 0. */
static int64_t i64_shl(int64_t a, int64_t n)
{
    return n < 0 || n > 63 ? 0 : i64_wrap((uint64_t)a << n);
}

/* Arithmetic shift; a count outside of 0..63 gives the sign. */
static int64_t i64_shr(int64_t a, int64_t n)
{
    if (n < 0 || n > 63) {
        return a < 0 ? -1 : 0;
    }
    return a < 0 ? ~(~a >> n) : a >> n;
}

/* An index clamped to 0..last. */
static int64_t i64_clamp(int64_t i, int64_t last)
{
    return i < 0 ? 0 : (i > last ? last : i);
}

/* Parameters, and what follows from them. */
static const double frequency = 3.975764680736676; /* frequency, line 8 */
static const double amplitude_front = 1.6131264335534574; /* amplitude_front, line 9 */
static const double amplitude_back = 0.9556590475830568; /* amplitude_back, line 10 */
static const double lag = 0.449806894935743; /* lag, line 11 */
static const double kp_front = 3.169442725090501; /* kp_front, line 12 */
static const double kp_back = 2.8562113461850287; /* kp_back, line 13 */
static const double kd_front = 0.15736024069348006; /* kd_front, line 14 */
static const double kd_back = 0.1619978228776188; /* kd_back, line 15 */
static const double steer_front = 0.06023090337914005; /* steer_front, line 16 */
static const double steer_back = 0.012950906953528463; /* steer_back, line 17 */
static const double steer_rate = 0.03732612553021125; /* steer_rate, line 18 */
static const double phase = 0.027237109647496226; /* phase, line 21 */
static const double phase_2 = 0.04410942471901189; /* phase#2, line 27 */
static const double act_heading_0 = 3.189287091769288; /* act.heading[0], line 29 */
static const double act_heading_1 = 1.0527745649656846; /* act.heading[1], line 29 */
static const int64_t sin_table[48] = {
    0, 0, 0, 85445659, 60002565, 39057486, 92086099, 40820845, 92952164, 126382600, 33444195, 90109406,
    22572489, 14447748, 81604096, 52729717, 2573896, 60801981, 52212009, 87684932, 9272651, 91654409,
    110741250, 56242111, 17098311, 46608490, 54129820, 69401693, 125717006, 104853807, 134078553, 67630999,
    71708008, 21865453, 87457487, 20863053, 97767823, 114113727, 111335250, 64840693, 127387116, 127985470,
    126505618, 122904538, 132925411, 45748396, 3343471, 104707541
};

/* Sine of x radians. */
static double f64_sin(double sin_x)
{
    int64_t sin_quadrant_2 = 0;
    int64_t sin_top_2 = 0;
    int64_t sin_quadrant_4 = 0;
    double sin_high_2 = 0.0;
    double sin_low_1 = 0.0;
    double sin_high_3 = 0.0;
    double sin_low_2 = 0.0;
    int64_t sin_quadrant_5 = 0;
    if (1048576.0 < f64_abs(sin_x)) {
        const int64_t sin_bits = f64_bits(f64_abs(sin_x));
        const int64_t sin_exponent = i64_sub(i64_shr(sin_bits, 52), 1075);
        const int64_t sin_mantissa = (sin_bits & INT64_C(4503599627370495)) | INT64_C(4503599627370496);
        const int64_t sin_limb = i64_floor_div(sin_exponent, 27);
        const int64_t sin_shift = i64_sub(sin_exponent, i64_mul(27, sin_limb));
        const int64_t sin_shifted = i64_shl(sin_mantissa & 134217727, sin_shift);
        const int64_t sin_m0 = sin_shifted & 134217727;
        const int64_t sin_shifted_1 = i64_add(i64_shl(i64_shr(sin_mantissa, 27), sin_shift),
                i64_shr(sin_shifted, 27));
        const int64_t sin_m1 = sin_shifted_1 & 134217727;
        const int64_t sin_m2 = i64_shr(sin_shifted_1, 27);
        const int64_t sin_index = i64_add(sin_limb, 2);
        const int64_t sin_index_1 = sin_index < 0 ? i64_add(sin_index, 48) : sin_index;
        const int64_t sin_b = 47 < sin_index_1 ? 47 : sin_index_1;
        const int64_t sin_index_3 = i64_add(sin_limb, 3);
        const int64_t sin_index_4 = sin_index_3 < 0 ? i64_add(sin_index_3, 48) : sin_index_3;
        const int64_t sin_b_1 = 47 < sin_index_4 ? 47 : sin_index_4;
        const int64_t sin_item_1 = sin_table[i64_clamp(0 < sin_b_1 ? sin_b_1 : 0, 47)];
        const int64_t sin_index_6 = i64_add(sin_limb, 4);
        const int64_t sin_index_7 = sin_index_6 < 0 ? i64_add(sin_index_6, 48) : sin_index_6;
        const int64_t sin_b_2 = 47 < sin_index_7 ? 47 : sin_index_7;
        const int64_t sin_item_2 = sin_table[i64_clamp(0 < sin_b_2 ? sin_b_2 : 0, 47)];
        const int64_t sin_index_9 = i64_add(sin_limb, 5);
        const int64_t sin_index_10 = sin_index_9 < 0 ? i64_add(sin_index_9, 48) : sin_index_9;
        const int64_t sin_b_3 = 47 < sin_index_10 ? 47 : sin_index_10;
        const int64_t sin_item_3 = sin_table[i64_clamp(0 < sin_b_3 ? sin_b_3 : 0, 47)];
        const int64_t sin_index_12 = i64_add(sin_limb, 6);
        const int64_t sin_index_13 = sin_index_12 < 0 ? i64_add(sin_index_12, 48) : sin_index_12;
        const int64_t sin_b_4 = 47 < sin_index_13 ? 47 : sin_index_13;
        const int64_t sin_item_4 = sin_table[i64_clamp(0 < sin_b_4 ? sin_b_4 : 0, 47)];
        const int64_t sin_index_15 = i64_add(sin_limb, 7);
        const int64_t sin_index_16 = sin_index_15 < 0 ? i64_add(sin_index_15, 48) : sin_index_15;
        const int64_t sin_b_5 = 47 < sin_index_16 ? 47 : sin_index_16;
        const int64_t sin_item_5 = sin_table[i64_clamp(0 < sin_b_5 ? sin_b_5 : 0, 47)];
        const int64_t sin_index_18 = i64_add(sin_limb, 8);
        const int64_t sin_index_19 = sin_index_18 < 0 ? i64_add(sin_index_18, 48) : sin_index_18;
        const int64_t sin_b_6 = 47 < sin_index_19 ? 47 : sin_index_19;
        const int64_t sin_item_6 = sin_table[i64_clamp(0 < sin_b_6 ? sin_b_6 : 0, 47)];
        const int64_t sin_index_21 = i64_add(sin_limb, 9);
        const int64_t sin_index_22 = sin_index_21 < 0 ? i64_add(sin_index_21, 48) : sin_index_21;
        const int64_t sin_b_7 = 47 < sin_index_22 ? 47 : sin_index_22;
        const int64_t sin_item_7 = sin_table[i64_clamp(0 < sin_b_7 ? sin_b_7 : 0, 47)];
        const int64_t sin_index_24 = i64_add(sin_limb, 10);
        const int64_t sin_index_25 = sin_index_24 < 0 ? i64_add(sin_index_24, 48) : sin_index_24;
        const int64_t sin_b_8 = 47 < sin_index_25 ? 47 : sin_index_25;
        const int64_t sin_column_6 = i64_add(i64_add(i64_mul(sin_m0, sin_item_6), i64_mul(sin_m1,
                sin_item_7)), i64_mul(sin_m2, sin_table[i64_clamp(0 < sin_b_8 ? sin_b_8 : 0, 47)]));
        const int64_t sin_column_5 = i64_add(i64_add(i64_add(i64_mul(sin_m0, sin_item_5), i64_mul(sin_m1,
                sin_item_6)), i64_mul(sin_m2, sin_item_7)), i64_shr(sin_column_6, 27));
        const int64_t sin_column_4 = i64_add(i64_add(i64_add(i64_mul(sin_m0, sin_item_4), i64_mul(sin_m1,
                sin_item_5)), i64_mul(sin_m2, sin_item_6)), i64_shr(sin_column_5, 27));
        const int64_t sin_column_3 = i64_add(i64_add(i64_add(i64_mul(sin_m0, sin_item_3), i64_mul(sin_m1,
                sin_item_4)), i64_mul(sin_m2, sin_item_5)), i64_shr(sin_column_4, 27));
        const int64_t sin_column_2 = i64_add(i64_add(i64_add(i64_mul(sin_m0, sin_item_2), i64_mul(sin_m1,
                sin_item_3)), i64_mul(sin_m2, sin_item_4)), i64_shr(sin_column_3, 27));
        const int64_t sin_column_1 = i64_add(i64_add(i64_add(i64_mul(sin_m0, sin_item_1), i64_mul(sin_m1,
                sin_item_2)), i64_mul(sin_m2, sin_item_3)), i64_shr(sin_column_2, 27));
        const int64_t sin_quadrant = i64_add(i64_add(i64_add(i64_mul(sin_m0, sin_table[i64_clamp(0 < sin_b ?
                sin_b : 0, 47)]), i64_mul(sin_m1, sin_item_1)), i64_mul(sin_m2, sin_item_2)),
                i64_shr(sin_column_1, 27)) & 3;
        const int64_t sin_top = i64_shl(sin_column_1 & 134217727, 27) | (sin_column_2 & 134217727);
        if (INT64_C(9007199254740992) <= sin_top) {
            sin_quadrant_2 = i64_add(sin_quadrant, 1);
            sin_top_2 = i64_sub(sin_top, INT64_C(18014398509481984));
        } else {
            sin_quadrant_2 = sin_quadrant;
            sin_top_2 = sin_top;
        }
        const double sin_a = (double)sin_top_2 * 5.551115123125783e-17;
        const double sin_b_9 = (double)(sin_column_3 & 134217727) * 4.1359030627651384e-25;
        const double sin_total = sin_a + sin_b_9;
        const double sin_part = sin_total - sin_a;
        const double sin_tail_1 = (double)(sin_column_4 & 134217727) * 3.0814879110195774e-33 +
                (double)(sin_column_5 & 134217727) * 2.2958874039497803e-41;
        const double sin_b_10 = sin_a - (sin_total - sin_part) + (sin_b_9 - sin_part) + sin_tail_1;
        const double sin_total_1 = sin_total + sin_b_10;
        const double sin_product = sin_total_1 * 1.5707963267948966;
        const double sin_scaled_a = 134217729.0 * sin_total_1;
        const double sin_high_a = sin_scaled_a - (sin_scaled_a - sin_total_1);
        const double sin_low_a = sin_total_1 - sin_high_a;
        const double sin_error = sin_high_a * 1.5707963407039642 - sin_product + sin_high_a *
                -1.3909067675399456e-08 + sin_low_a * 1.5707963407039642 + sin_low_a *
                -1.3909067675399456e-08;
        const double sin_product_error = sin_error + (sin_total_1 * 6.123233995736766e-17 + (sin_b_10 -
                (sin_total_1 - sin_total)) * 1.5707963267948966);
        const double sin_total_2 = sin_product + sin_product_error;
        const double sin_item_11 = sin_product_error - (sin_total_2 - sin_product);
        const double sin_high = sin_total_2 + (sin_x - sin_x);
        if (sin_x < 0.0) {
            sin_quadrant_4 = i64_neg(sin_quadrant_2);
            sin_high_2 = -sin_high;
            sin_low_1 = -sin_item_11;
        } else {
            sin_quadrant_4 = sin_quadrant_2;
            sin_high_2 = sin_high;
            sin_low_1 = sin_item_11;
        }
        sin_high_3 = sin_high_2;
        sin_low_2 = sin_low_1;
        sin_quadrant_5 = sin_quadrant_4 & 3;
    } else {
        const double sin_shifted_2 = sin_x * 0.6366197723675814 + 6755399441055744.0;
        const double sin_k = sin_shifted_2 - 6755399441055744.0;
        const double sin_a_1 = sin_x - sin_k * 1.5707963267341256;
        const double sin_b_11 = -(sin_k * 6.077100506303966e-11);
        const double sin_total_3 = sin_a_1 + sin_b_11;
        const double sin_part_1 = sin_total_3 - sin_a_1;
        const double sin_b_12 = -(sin_k * 2.0222662487111665e-21);
        const double sin_total_4 = sin_total_3 + sin_b_12;
        const double sin_part_2 = sin_total_4 - sin_total_3;
        const double sin_item_14 = sin_total_3 - (sin_total_4 - sin_part_2) + (sin_b_12 - sin_part_2);
        const double sin_b_13 = sin_a_1 - (sin_total_3 - sin_part_1) + (sin_b_11 - sin_part_1) + sin_item_14 -
                sin_k * 8.4784276603689e-32;
        const double sin_total_5 = sin_total_4 + sin_b_13;
        sin_high_3 = sin_total_5;
        sin_low_2 = sin_b_13 - (sin_total_5 - sin_total_4);
        sin_quadrant_5 = f64_bits(sin_shifted_2) & 3;
    }
    const double sin_z = sin_high_3 * sin_high_3;
    const double sin_z2 = sin_z * sin_z;
    const double sin_result = 0.00833333333332249 + -0.00019841269829857383 * sin_z + sin_z2 *
            (2.7557313706696886e-06 + -2.5050760169539888e-08 * sin_z + 1.5896903772853237e-10 * sin_z2);
    const double sin_z_1 = sin_high_3 * sin_high_3;
    const double sin_half = 0.5 * sin_z_1;
    const double sin_head = 1.0 - sin_half;
    const double sin_z2_1 = sin_z_1 * sin_z_1;
    const double sin_z4 = sin_z2_1 * sin_z2_1;
    const double sin_result_2 = 0.0416666666666666 + -0.0013888888888874472 * sin_z_1 + (2.480158728966911e-05
            + -2.7557314400083813e-07 * sin_z_1) * sin_z2_1 + (2.0875729125505953e-09 +
            -1.1359925025729948e-11 * sin_z_1) * sin_z4;
    const double sin_result_1 = sin_high_3 + (sin_high_3 * sin_z * (-0.16666666666666632 + sin_z * sin_result)
            + sin_low_2 * (1.0 - 0.5 * sin_z));
    const double sin_result_3 = sin_head + (1.0 - sin_head - sin_half + (sin_z_1 * sin_z_1 * sin_result_2 -
            sin_high_3 * sin_low_2));
    const double sin_value = (sin_quadrant_5 & 1) == 0 ? sin_result_1 : sin_result_3;
    return f64_abs(sin_x) < 7.450580596923828e-09 ? sin_x : ((sin_quadrant_5 & 2) == 0 ? sin_value :
            -sin_value);
}

void swimmer_v5_reset(swimmer_v5_state *state)
{
    /* 35: return u1, u2 */
    state->phase_3 = -phase;
}

uint32_t swimmer_v5_step(swimmer_v5_state *state, const swimmer_v5_in *in, swimmer_v5_out *out)
{
    uint32_t status = 0u;
    double action_front_joint_torque = 0.0;
    double action_back_joint_torque = 0.0;
    /* 27: self.phase = self.phase + self.frequency * 0.04410942471901189 */
    const double phase_4 = state->phase_3 + frequency * phase_2;
    /* 30: turn = heading + self.steer_rate * obs.vy */
    const double turn = in->heading + (act_heading_0 * in->front_joint_angle + in->back_joint_angle) /
            act_heading_1 + steer_rate * in->vy;
    /* 31: front = self.amplitude_front * math.sin(self.phase) + self.bias_front - self.steer_fron... */
    const double sin_1 = f64_sin(phase_4);
    if (phase_4 == phase_4 && sin_1 != sin_1) {
        status |= SWIMMER_V5_FAULT_DOMAIN;
    }
    /* 32: back = self.amplitude_back * math.sin(self.phase - self.lag) + self.bias_back - self.st... */
    const double x = phase_4 - lag;
    const double sin_2 = f64_sin(x);
    if (x == x && sin_2 != sin_2) {
        status |= SWIMMER_V5_FAULT_DOMAIN;
    }
    /* 35: return u1, u2 */
    action_front_joint_torque = kp_front * (amplitude_front * sin_1 + -0.004102969026138667 - steer_front *
            turn - in->front_joint_angle) - kd_front * in->front_joint_rate;
    action_back_joint_torque = kp_back * (amplitude_back * sin_2 + -0.03055290813871828 - steer_back * turn -
            in->back_joint_angle) - kd_back * in->back_joint_rate;
    state->phase_3 = phase_4;
    double raw_action_0 = action_front_joint_torque;
    double raw_action_1 = action_back_joint_torque;
    if (raw_action_0 != raw_action_0) {
        status |= SWIMMER_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_1 != raw_action_1) {
        status |= SWIMMER_V5_FAULT_ACTION_NAN;
    }
    if (f64_abs(raw_action_0) == F64_INFINITY) {
        status |= SWIMMER_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_1) == F64_INFINITY) {
        status |= SWIMMER_V5_FAULT_ACTION_CLIPPED_INFINITY;
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
    action_front_joint_torque = raw_action_0;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_1 != raw_action_1) {
        raw_action_1 = 0.0;
    }
    if (raw_action_1 < -1.0) {
        raw_action_1 = -1.0;
    }
    if (1.0 < raw_action_1) {
        raw_action_1 = 1.0;
    }
    action_back_joint_torque = raw_action_1;
    out->front_joint_torque = action_front_joint_torque;
    out->back_joint_torque = action_back_joint_torque;
    return status;
}
