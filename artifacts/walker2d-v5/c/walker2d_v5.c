/* walker2d_v5: a controller compiled by ppc 0.1.0. Generated; do not edit. How to call it: walker2d_v5.h */
#include "walker2d_v5.h"

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
WALKER2D_V5_FAULT_INDEX | WALKER2D_V5_FAULT_ZERO_DIVISION | WALKER2D_V5_FAULT_DOMAIN | \
WALKER2D_V5_FAULT_OVERFLOW | WALKER2D_V5_FAULT_INT_OF_NAN | WALKER2D_V5_FAULT_CAPACITY | \
WALKER2D_V5_FAULT_LOOP_BOUND | WALKER2D_V5_FAULT_ABSENT | WALKER2D_V5_FAULT_UNASSIGNED | \
WALKER2D_V5_FAULT_KEY | WALKER2D_V5_FAULT_VALUE | WALKER2D_V5_FAULT_ACTION_RANGE | \
WALKER2D_V5_FAULT_ACTION_NAN))

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
static const double turn = 0.15577085478806457; /* turn, line 16 */
static const double phase = 3.8702202975818683; /* phase, line 17 */
static const double mean_0 = 0.5889685238474807; /* mean[0], line 18 */
static const double mean_2 = 7.04822453530545; /* mean[2], line 18 */
static const double thigh_1 = 4.618816962210973; /* thigh[1], line 21 */
static const double thigh_3 = 0.5696913659642547; /* thigh[3], line 21 */
static const double thigh_4 = 0.915022675231773; /* thigh[4], line 21 */
static const double thigh_6 = 3.0500818241277408; /* thigh[6], line 21 */
static const double init_22_2 = 2.4114318537295567; /* __init__@22#2, line 22 */
static const double init_22_5 = 0.7257999100907397; /* __init__@22#5, line 22 */
static const double init_22_6 = 1.0434132582162965; /* __init__@22#6, line 22 */
static const double init_22_8 = 3.836150229064912; /* __init__@22#8, line 22 */
static const double leg_0 = 0.2076850368386433; /* leg[0], line 23 */
static const double leg_1 = 0.2954031088197339; /* leg[1], line 23 */
static const double leg_3 = 0.06976368238692043; /* leg[3], line 23 */
static const double leg_8 = 0.5308626052585645; /* leg[8], line 23 */
static const double leg_9 = 3.513870272721081; /* leg[9], line 23 */
static const double init_24_6 = 1.9187442249994304; /* __init__@24#6, line 24 */
static const double init_24_7 = 0.39857341038928773; /* __init__@24#7, line 24 */
static const double init_24_10 = 1.588477476361518; /* __init__@24#10, line 24 */
static const double foot_3 = 0.26727143759063876; /* foot[3], line 25 */
static const double foot_4 = 7.682681329685817; /* foot[4], line 25 */
static const double foot_7 = 1.9137106384493179; /* foot[7], line 25 */
static const double init_26 = 2.5458651712361897; /* __init__@26, line 26 */
static const double init_26_2 = 0.9134494613309629; /* __init__@26#2, line 26 */
static const double init_26_3 = 1.9066437601775132; /* __init__@26#3, line 26 */
static const double init_26_4 = 3.715663045927915; /* __init__@26#4, line 26 */
static const double init_26_5 = 2.4200072778648263; /* __init__@26#5, line 26 */
static const double init_26_6 = 4.342851508852344; /* __init__@26#6, line 26 */
static const double init_26_7 = 0.09363568312847283; /* __init__@26#7, line 26 */
static const double init_26_8 = 7.685160686211132; /* __init__@26#8, line 26 */
static const double init_26_9 = 1.8203358190473593; /* __init__@26#9, line 26 */
static const double init_26_10 = 3.35194910979973; /* __init__@26#10, line 26 */
static const double init_26_11 = 0.5461269931422201; /* __init__@26#11, line 26 */
static const int64_t cos_table[48] = {
    0, 0, 0, 85445659, 60002565, 39057486, 92086099, 40820845, 92952164, 126382600, 33444195, 90109406,
    22572489, 14447748, 81604096, 52729717, 2573896, 60801981, 52212009, 87684932, 9272651, 91654409,
    110741250, 56242111, 17098311, 46608490, 54129820, 69401693, 125717006, 104853807, 134078553, 67630999,
    71708008, 21865453, 87457487, 20863053, 97767823, 114113727, 111335250, 64840693, 127387116, 127985470,
    126505618, 122904538, 132925411, 45748396, 3343471, 104707541
};
static const int64_t sin_table[48] = {
    0, 0, 0, 85445659, 60002565, 39057486, 92086099, 40820845, 92952164, 126382600, 33444195, 90109406,
    22572489, 14447748, 81604096, 52729717, 2573896, 60801981, 52212009, 87684932, 9272651, 91654409,
    110741250, 56242111, 17098311, 46608490, 54129820, 69401693, 125717006, 104853807, 134078553, 67630999,
    71708008, 21865453, 87457487, 20863053, 97767823, 114113727, 111335250, 64840693, 127387116, 127985470,
    126505618, 122904538, 132925411, 45748396, 3343471, 104707541
};

/* Cosine of x radians; reduction as in `sin`. Measured error up to 0.80 ulp. NaN for inf. */
static double f64_cos(double cos_x)
{
    int64_t cos_quadrant_2 = 0;
    int64_t cos_top_2 = 0;
    int64_t cos_quadrant_4 = 0;
    double cos_high_2 = 0.0;
    double cos_low_1 = 0.0;
    double cos_high_3 = 0.0;
    double cos_low_2 = 0.0;
    int64_t cos_quadrant_5 = 0;
    if (1048576.0 < f64_abs(cos_x)) {
        const int64_t cos_bits = f64_bits(f64_abs(cos_x));
        const int64_t cos_exponent = i64_sub(i64_shr(cos_bits, 52), 1075);
        const int64_t cos_mantissa = (cos_bits & INT64_C(4503599627370495)) | INT64_C(4503599627370496);
        const int64_t cos_limb = i64_floor_div(cos_exponent, 27);
        const int64_t cos_shift = i64_sub(cos_exponent, i64_mul(27, cos_limb));
        const int64_t cos_shifted = i64_shl(cos_mantissa & 134217727, cos_shift);
        const int64_t cos_m0 = cos_shifted & 134217727;
        const int64_t cos_shifted_1 = i64_add(i64_shl(i64_shr(cos_mantissa, 27), cos_shift),
                i64_shr(cos_shifted, 27));
        const int64_t cos_m1 = cos_shifted_1 & 134217727;
        const int64_t cos_m2 = i64_shr(cos_shifted_1, 27);
        const int64_t cos_index = i64_add(cos_limb, 2);
        const int64_t cos_index_1 = cos_index < 0 ? i64_add(cos_index, 48) : cos_index;
        const int64_t cos_b = 47 < cos_index_1 ? 47 : cos_index_1;
        const int64_t cos_index_3 = i64_add(cos_limb, 3);
        const int64_t cos_index_4 = cos_index_3 < 0 ? i64_add(cos_index_3, 48) : cos_index_3;
        const int64_t cos_b_1 = 47 < cos_index_4 ? 47 : cos_index_4;
        const int64_t cos_item_1 = cos_table[i64_clamp(0 < cos_b_1 ? cos_b_1 : 0, 47)];
        const int64_t cos_index_6 = i64_add(cos_limb, 4);
        const int64_t cos_index_7 = cos_index_6 < 0 ? i64_add(cos_index_6, 48) : cos_index_6;
        const int64_t cos_b_2 = 47 < cos_index_7 ? 47 : cos_index_7;
        const int64_t cos_item_2 = cos_table[i64_clamp(0 < cos_b_2 ? cos_b_2 : 0, 47)];
        const int64_t cos_index_9 = i64_add(cos_limb, 5);
        const int64_t cos_index_10 = cos_index_9 < 0 ? i64_add(cos_index_9, 48) : cos_index_9;
        const int64_t cos_b_3 = 47 < cos_index_10 ? 47 : cos_index_10;
        const int64_t cos_item_3 = cos_table[i64_clamp(0 < cos_b_3 ? cos_b_3 : 0, 47)];
        const int64_t cos_index_12 = i64_add(cos_limb, 6);
        const int64_t cos_index_13 = cos_index_12 < 0 ? i64_add(cos_index_12, 48) : cos_index_12;
        const int64_t cos_b_4 = 47 < cos_index_13 ? 47 : cos_index_13;
        const int64_t cos_item_4 = cos_table[i64_clamp(0 < cos_b_4 ? cos_b_4 : 0, 47)];
        const int64_t cos_index_15 = i64_add(cos_limb, 7);
        const int64_t cos_index_16 = cos_index_15 < 0 ? i64_add(cos_index_15, 48) : cos_index_15;
        const int64_t cos_b_5 = 47 < cos_index_16 ? 47 : cos_index_16;
        const int64_t cos_item_5 = cos_table[i64_clamp(0 < cos_b_5 ? cos_b_5 : 0, 47)];
        const int64_t cos_index_18 = i64_add(cos_limb, 8);
        const int64_t cos_index_19 = cos_index_18 < 0 ? i64_add(cos_index_18, 48) : cos_index_18;
        const int64_t cos_b_6 = 47 < cos_index_19 ? 47 : cos_index_19;
        const int64_t cos_item_6 = cos_table[i64_clamp(0 < cos_b_6 ? cos_b_6 : 0, 47)];
        const int64_t cos_index_21 = i64_add(cos_limb, 9);
        const int64_t cos_index_22 = cos_index_21 < 0 ? i64_add(cos_index_21, 48) : cos_index_21;
        const int64_t cos_b_7 = 47 < cos_index_22 ? 47 : cos_index_22;
        const int64_t cos_item_7 = cos_table[i64_clamp(0 < cos_b_7 ? cos_b_7 : 0, 47)];
        const int64_t cos_index_24 = i64_add(cos_limb, 10);
        const int64_t cos_index_25 = cos_index_24 < 0 ? i64_add(cos_index_24, 48) : cos_index_24;
        const int64_t cos_b_8 = 47 < cos_index_25 ? 47 : cos_index_25;
        const int64_t cos_column_6 = i64_add(i64_add(i64_mul(cos_m0, cos_item_6), i64_mul(cos_m1,
                cos_item_7)), i64_mul(cos_m2, cos_table[i64_clamp(0 < cos_b_8 ? cos_b_8 : 0, 47)]));
        const int64_t cos_column_5 = i64_add(i64_add(i64_add(i64_mul(cos_m0, cos_item_5), i64_mul(cos_m1,
                cos_item_6)), i64_mul(cos_m2, cos_item_7)), i64_shr(cos_column_6, 27));
        const int64_t cos_column_4 = i64_add(i64_add(i64_add(i64_mul(cos_m0, cos_item_4), i64_mul(cos_m1,
                cos_item_5)), i64_mul(cos_m2, cos_item_6)), i64_shr(cos_column_5, 27));
        const int64_t cos_column_3 = i64_add(i64_add(i64_add(i64_mul(cos_m0, cos_item_3), i64_mul(cos_m1,
                cos_item_4)), i64_mul(cos_m2, cos_item_5)), i64_shr(cos_column_4, 27));
        const int64_t cos_column_2 = i64_add(i64_add(i64_add(i64_mul(cos_m0, cos_item_2), i64_mul(cos_m1,
                cos_item_3)), i64_mul(cos_m2, cos_item_4)), i64_shr(cos_column_3, 27));
        const int64_t cos_column_1 = i64_add(i64_add(i64_add(i64_mul(cos_m0, cos_item_1), i64_mul(cos_m1,
                cos_item_2)), i64_mul(cos_m2, cos_item_3)), i64_shr(cos_column_2, 27));
        const int64_t cos_quadrant = i64_add(i64_add(i64_add(i64_mul(cos_m0, cos_table[i64_clamp(0 < cos_b ?
                cos_b : 0, 47)]), i64_mul(cos_m1, cos_item_1)), i64_mul(cos_m2, cos_item_2)),
                i64_shr(cos_column_1, 27)) & 3;
        const int64_t cos_top = i64_shl(cos_column_1 & 134217727, 27) | (cos_column_2 & 134217727);
        if (INT64_C(9007199254740992) <= cos_top) {
            cos_quadrant_2 = i64_add(cos_quadrant, 1);
            cos_top_2 = i64_sub(cos_top, INT64_C(18014398509481984));
        } else {
            cos_quadrant_2 = cos_quadrant;
            cos_top_2 = cos_top;
        }
        const double cos_a = (double)cos_top_2 * 5.551115123125783e-17;
        const double cos_b_9 = (double)(cos_column_3 & 134217727) * 4.1359030627651384e-25;
        const double cos_total = cos_a + cos_b_9;
        const double cos_part = cos_total - cos_a;
        const double cos_tail_1 = (double)(cos_column_4 & 134217727) * 3.0814879110195774e-33 +
                (double)(cos_column_5 & 134217727) * 2.2958874039497803e-41;
        const double cos_b_10 = cos_a - (cos_total - cos_part) + (cos_b_9 - cos_part) + cos_tail_1;
        const double cos_total_1 = cos_total + cos_b_10;
        const double cos_product = cos_total_1 * 1.5707963267948966;
        const double cos_scaled_a = 134217729.0 * cos_total_1;
        const double cos_high_a = cos_scaled_a - (cos_scaled_a - cos_total_1);
        const double cos_low_a = cos_total_1 - cos_high_a;
        const double cos_error = cos_high_a * 1.5707963407039642 - cos_product + cos_high_a *
                -1.3909067675399456e-08 + cos_low_a * 1.5707963407039642 + cos_low_a *
                -1.3909067675399456e-08;
        const double cos_product_error = cos_error + (cos_total_1 * 6.123233995736766e-17 + (cos_b_10 -
                (cos_total_1 - cos_total)) * 1.5707963267948966);
        const double cos_total_2 = cos_product + cos_product_error;
        const double cos_item_11 = cos_product_error - (cos_total_2 - cos_product);
        const double cos_high = cos_total_2 + (cos_x - cos_x);
        if (cos_x < 0.0) {
            cos_quadrant_4 = i64_neg(cos_quadrant_2);
            cos_high_2 = -cos_high;
            cos_low_1 = -cos_item_11;
        } else {
            cos_quadrant_4 = cos_quadrant_2;
            cos_high_2 = cos_high;
            cos_low_1 = cos_item_11;
        }
        cos_high_3 = cos_high_2;
        cos_low_2 = cos_low_1;
        cos_quadrant_5 = cos_quadrant_4 & 3;
    } else {
        const double cos_shifted_2 = cos_x * 0.6366197723675814 + 6755399441055744.0;
        const double cos_k = cos_shifted_2 - 6755399441055744.0;
        const double cos_a_1 = cos_x - cos_k * 1.5707963267341256;
        const double cos_b_11 = -(cos_k * 6.077100506303966e-11);
        const double cos_total_3 = cos_a_1 + cos_b_11;
        const double cos_part_1 = cos_total_3 - cos_a_1;
        const double cos_b_12 = -(cos_k * 2.0222662487111665e-21);
        const double cos_total_4 = cos_total_3 + cos_b_12;
        const double cos_part_2 = cos_total_4 - cos_total_3;
        const double cos_item_14 = cos_total_3 - (cos_total_4 - cos_part_2) + (cos_b_12 - cos_part_2);
        const double cos_b_13 = cos_a_1 - (cos_total_3 - cos_part_1) + (cos_b_11 - cos_part_1) + cos_item_14 -
                cos_k * 8.4784276603689e-32;
        const double cos_total_5 = cos_total_4 + cos_b_13;
        cos_high_3 = cos_total_5;
        cos_low_2 = cos_b_13 - (cos_total_5 - cos_total_4);
        cos_quadrant_5 = f64_bits(cos_shifted_2) & 3;
    }
    const double cos_z = cos_high_3 * cos_high_3;
    const double cos_z2 = cos_z * cos_z;
    const double cos_result = 0.00833333333332249 + -0.00019841269829857383 * cos_z + cos_z2 *
            (2.7557313706696886e-06 + -2.5050760169539888e-08 * cos_z + 1.5896903772853237e-10 * cos_z2);
    const double cos_z_1 = cos_high_3 * cos_high_3;
    const double cos_half = 0.5 * cos_z_1;
    const double cos_head = 1.0 - cos_half;
    const double cos_z2_1 = cos_z_1 * cos_z_1;
    const double cos_z4 = cos_z2_1 * cos_z2_1;
    const double cos_result_2 = 0.0416666666666666 + -0.0013888888888874472 * cos_z_1 + (2.480158728966911e-05
            + -2.7557314400083813e-07 * cos_z_1) * cos_z2_1 + (2.0875729125505953e-09 +
            -1.1359925025729948e-11 * cos_z_1) * cos_z4;
    const double cos_result_3 = cos_head + (1.0 - cos_head - cos_half + (cos_z_1 * cos_z_1 * cos_result_2 -
            cos_high_3 * cos_low_2));
    const double cos_result_1 = cos_high_3 + (cos_high_3 * cos_z * (-0.16666666666666632 + cos_z * cos_result)
            + cos_low_2 * (1.0 - 0.5 * cos_z));
    const double cos_value = (cos_quadrant_5 & 1) == 0 ? cos_result_3 : cos_result_1;
    return (i64_add(cos_quadrant_5, 1) & 2) == 0 ? cos_value : -cos_value;
}

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

void walker2d_v5_reset(walker2d_v5_state *state)
{
    /* 46: return self.side(1, torso, right, left) + self.side(-1, torso, left, right) */
    state->phase = phase;
}

uint32_t walker2d_v5_step(walker2d_v5_state *state, const walker2d_v5_in *in, walker2d_v5_out *out)
{
    uint32_t status = 0u;
    double action_right_thigh_torque = 0.0;
    double action_right_leg_torque = 0.0;
    double action_right_foot_torque = 0.0;
    double action_left_thigh_torque = 0.0;
    double action_left_leg_torque = 0.0;
    double action_left_foot_torque = 0.0;
    /* 40: self.phase += self.turn */
    const double phase_1 = state->phase + turn;
    /* 41: torso = [obs.torso_z * 4 - 5, obs.torso_pitch * 3, obs.torso_vx / 2, obs.torso_vz, obs.... */
    const double item_34 = in->torso_z * 4.0 - 5.0;
    const double item_35 = in->torso_pitch * 3.0;
    const double item_36 = in->torso_vx / 2.0;
    const double item_37 = in->torso_pitch_rate / 2.0;
    /* 42: right = [obs.right_thigh_angle * 2, obs.right_leg_angle * 2, obs.right_foot_angle * 2] */
    const double item_38 = in->right_thigh_angle * 2.0;
    const double item_39 = in->right_leg_angle * 2.0;
    const double item_40 = in->right_foot_angle * 2.0;
    /* 43: right += [obs.right_thigh_rate / 4, obs.right_leg_rate / 4, obs.right_foot_rate / 6] */
    const double item_41 = in->right_thigh_rate / 4.0;
    const double item_42 = in->right_leg_rate / 4.0;
    const double item_43 = in->right_foot_rate / 6.0;
    /* 44: left = [obs.left_thigh_angle * 2, obs.left_leg_angle * 2, obs.left_foot_angle * 2] */
    const double item_44 = in->left_thigh_angle * 2.0;
    const double item_45 = in->left_leg_angle * 2.0;
    const double item_46 = in->left_foot_angle * 2.0;
    /* 45: left += [obs.left_thigh_rate / 4, obs.left_leg_rate / 4, obs.left_foot_rate / 6] */
    const double item_47 = in->left_thigh_rate / 4.0;
    const double item_48 = in->left_leg_rate / 4.0;
    const double item_49 = in->left_foot_rate / 6.0;
    /* 31: rhythm = [sign * math.sin(phase), sign * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_1 = f64_sin(phase_1);
    if (phase_1 == phase_1 && sin_1 != sin_1) {
        status |= WALKER2D_V5_FAULT_DOMAIN;
    }
    const double item_50 = sin_1;
    const double cos_1 = f64_cos(phase_1);
    if (phase_1 == phase_1 && cos_1 != cos_1) {
        status |= WALKER2D_V5_FAULT_DOMAIN;
    }
    const double item_51 = cos_1;
    const double x = 2.0 * phase_1;
    const double sin_2 = f64_sin(x);
    if (x == x && sin_2 != sin_2) {
        status |= WALKER2D_V5_FAULT_DOMAIN;
    }
    const double x_1 = 2.0 * phase_1;
    const double cos_2 = f64_cos(x_1);
    if (x_1 == x_1 && cos_2 != cos_2) {
        status |= WALKER2D_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double item_56 = thigh_4 * item_34;
    const double item_57 = -0.21532220109793204 * item_35;
    const double total_5 = 0.0 + -0.8268299436731879 * item_50 + thigh_1 * item_51 + -0.5577997463661677 *
            sin_2 + thigh_3 * cos_2 + item_56 + item_57;
    const double item_62 = -0.9307586741575755 * item_39;
    const double item_63 = init_22_2 * item_40;
    const double total_11 = total_5 + thigh_6 * item_36 + -0.3297272227252856 * in->torso_vz +
            -1.370253458728021 * item_37 + -1.7120577061461906 * item_38 + item_62 + item_63;
    const double item_68 = -0.4059856857954274 * item_45;
    const double item_69 = init_22_8 * item_46;
    const double total_17 = total_11 + -9.701355159629301 * item_41 + -0.2582418850822704 * item_42 +
            init_22_5 * item_43 + init_22_6 * item_44 + item_68 + item_69;
    const double item_78 = -0.12249867463803389 * item_34;
    const double total_25 = 0.0 + leg_0 * item_50 + leg_1 * item_51 + -0.7362271718029915 * sin_2 + leg_3 *
            cos_2 + item_78;
    const double item_83 = leg_9 * item_38;
    const double item_84 = -1.7962382553352878 * item_39;
    const double total_31 = total_25 + -5.146528271693281 * item_35 + -0.6278781899913026 * item_36 +
            -1.8802470659067343 * in->torso_vz + leg_8 * item_37 + item_83 + item_84;
    const double total_36 = total_31 + -0.4265549139470841 * item_40 + -2.185892886923592 * item_41 +
            -3.7058015855381705 * item_42 + -0.407017235208212 * item_43 + init_24_6 * item_44;
    const double item_94 = -0.550588347229304 * item_49;
    const double item_100 = foot_4 * item_34;
    const double item_101 = -7.255448140456467 * item_35;
    const double total_47 = 0.0 + -0.7576539700541972 * item_50 + -0.1259437725733492 * item_51 +
            -0.5905145280707601 * sin_2 + foot_3 * cos_2 + item_100 + item_101;
    const double item_106 = init_26 * item_39;
    const double item_107 = init_26_2 * item_40;
    const double total_53 = total_47 + -2.740543157815502 * item_36 + foot_7 * in->torso_vz +
            -6.6365598904696785 * item_37 + -2.8117660066131553 * item_38 + item_106 + item_107;
    const double item_112 = init_26_7 * item_45;
    const double total_58 = total_53 + init_26_3 * item_41 + init_26_4 * item_42 + init_26_5 * item_43 +
            init_26_6 * item_44 + item_112;
    const double total_62 = total_58 + init_26_8 * item_46 + init_26_9 * item_47 + init_26_10 * item_48 +
            init_26_11 * item_49;
    /* 31: rhythm = [sign * math.sin(phase), sign * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_3 = f64_sin(phase_1);
    if (phase_1 == phase_1 && sin_3 != sin_3) {
        status |= WALKER2D_V5_FAULT_DOMAIN;
    }
    const double item_118 = -1.0 * sin_3;
    const double cos_3 = f64_cos(phase_1);
    if (phase_1 == phase_1 && cos_3 != cos_3) {
        status |= WALKER2D_V5_FAULT_DOMAIN;
    }
    const double item_119 = -1.0 * cos_3;
    const double x_2 = 2.0 * phase_1;
    const double sin_4 = f64_sin(x_2);
    if (x_2 == x_2 && sin_4 != sin_4) {
        status |= WALKER2D_V5_FAULT_DOMAIN;
    }
    const double x_3 = 2.0 * phase_1;
    const double cos_4 = f64_cos(x_3);
    if (x_3 == x_3 && cos_4 != cos_4) {
        status |= WALKER2D_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double item_124 = thigh_4 * item_34;
    const double item_125 = -0.21532220109793204 * item_35;
    const double total_68 = 0.0 + -0.8268299436731879 * item_118 + thigh_1 * item_119 + -0.5577997463661677 *
            sin_4 + thigh_3 * cos_4 + item_124 + item_125;
    const double item_130 = -0.9307586741575755 * item_45;
    const double item_131 = init_22_2 * item_46;
    const double total_74 = total_68 + thigh_6 * item_36 + -0.3297272227252856 * in->torso_vz +
            -1.370253458728021 * item_37 + -1.7120577061461906 * item_44 + item_130 + item_131;
    const double item_136 = -0.4059856857954274 * item_39;
    const double item_137 = init_22_8 * item_40;
    const double total_80 = total_74 + -9.701355159629301 * item_47 + -0.2582418850822704 * item_48 +
            init_22_5 * item_49 + init_22_6 * item_38 + item_136 + item_137;
    const double item_146 = -0.12249867463803389 * item_34;
    const double total_88 = 0.0 + leg_0 * item_118 + leg_1 * item_119 + -0.7362271718029915 * sin_4 + leg_3 *
            cos_4 + item_146;
    const double item_151 = leg_9 * item_44;
    const double item_152 = -1.7962382553352878 * item_45;
    const double total_94 = total_88 + -5.146528271693281 * item_35 + -0.6278781899913026 * item_36 +
            -1.8802470659067343 * in->torso_vz + leg_8 * item_37 + item_151 + item_152;
    const double total_99 = total_94 + -0.4265549139470841 * item_46 + -2.185892886923592 * item_47 +
            -3.7058015855381705 * item_48 + -0.407017235208212 * item_49 + init_24_6 * item_38;
    const double item_162 = -0.550588347229304 * item_43;
    const double item_168 = foot_4 * item_34;
    const double item_169 = -7.255448140456467 * item_35;
    const double total_110 = 0.0 + -0.7576539700541972 * item_118 + -0.1259437725733492 * item_119 +
            -0.5905145280707601 * sin_4 + foot_3 * cos_4 + item_168 + item_169;
    const double item_174 = init_26 * item_45;
    const double item_175 = init_26_2 * item_46;
    const double total_116 = total_110 + -2.740543157815502 * item_36 + foot_7 * in->torso_vz +
            -6.6365598904696785 * item_37 + -2.8117660066131553 * item_44 + item_174 + item_175;
    const double item_180 = init_26_7 * item_39;
    const double total_121 = total_116 + init_26_3 * item_47 + init_26_4 * item_48 + init_26_5 * item_49 +
            init_26_6 * item_38 + item_180;
    const double total_125 = total_121 + init_26_8 * item_40 + init_26_9 * item_41 + init_26_10 * item_42 +
            init_26_11 * item_43;
    /* 46: return self.side(1, torso, right, left) + self.side(-1, torso, left, right) */
    action_right_thigh_torque = mean_0 + (total_17 + -2.760139822038938 * item_47 + -0.5591797852684288 *
            item_48 + -0.4921838521393386 * item_49);
    action_right_leg_torque = -0.4434232779535323 + (total_36 + init_24_7 * item_45 + -0.7111396600971792 *
            item_46 + -0.2668489184590261 * item_47 + init_24_10 * item_48 + item_94);
    action_right_foot_torque = mean_2 + total_62;
    action_left_thigh_torque = mean_0 + (total_80 + -2.760139822038938 * item_41 + -0.5591797852684288 *
            item_42 + -0.4921838521393386 * item_43);
    action_left_leg_torque = -0.4434232779535323 + (total_99 + init_24_7 * item_39 + -0.7111396600971792 *
            item_40 + -0.2668489184590261 * item_41 + init_24_10 * item_42 + item_162);
    action_left_foot_torque = mean_2 + total_125;
    state->phase = phase_1;
    double raw_action_0 = action_right_thigh_torque;
    double raw_action_1 = action_right_leg_torque;
    double raw_action_2 = action_right_foot_torque;
    double raw_action_3 = action_left_thigh_torque;
    double raw_action_4 = action_left_leg_torque;
    double raw_action_5 = action_left_foot_torque;
    if (raw_action_0 != raw_action_0) {
        status |= WALKER2D_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_1 != raw_action_1) {
        status |= WALKER2D_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_2 != raw_action_2) {
        status |= WALKER2D_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_3 != raw_action_3) {
        status |= WALKER2D_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_4 != raw_action_4) {
        status |= WALKER2D_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_5 != raw_action_5) {
        status |= WALKER2D_V5_FAULT_ACTION_NAN;
    }
    if (f64_abs(raw_action_0) == F64_INFINITY) {
        status |= WALKER2D_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_1) == F64_INFINITY) {
        status |= WALKER2D_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_2) == F64_INFINITY) {
        status |= WALKER2D_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_3) == F64_INFINITY) {
        status |= WALKER2D_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_4) == F64_INFINITY) {
        status |= WALKER2D_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_5) == F64_INFINITY) {
        status |= WALKER2D_V5_FAULT_ACTION_CLIPPED_INFINITY;
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
    action_right_thigh_torque = raw_action_0;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_1 != raw_action_1) {
        raw_action_1 = 0.0;
    }
    if (raw_action_1 < -1.0) {
        raw_action_1 = -1.0;
    }
    if (1.0 < raw_action_1) {
        raw_action_1 = 1.0;
    }
    action_right_leg_torque = raw_action_1;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_2 != raw_action_2) {
        raw_action_2 = 0.0;
    }
    if (raw_action_2 < -1.0) {
        raw_action_2 = -1.0;
    }
    if (1.0 < raw_action_2) {
        raw_action_2 = 1.0;
    }
    action_right_foot_torque = raw_action_2;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_3 != raw_action_3) {
        raw_action_3 = 0.0;
    }
    if (raw_action_3 < -1.0) {
        raw_action_3 = -1.0;
    }
    if (1.0 < raw_action_3) {
        raw_action_3 = 1.0;
    }
    action_left_thigh_torque = raw_action_3;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_4 != raw_action_4) {
        raw_action_4 = 0.0;
    }
    if (raw_action_4 < -1.0) {
        raw_action_4 = -1.0;
    }
    if (1.0 < raw_action_4) {
        raw_action_4 = 1.0;
    }
    action_left_leg_torque = raw_action_4;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_5 != raw_action_5) {
        raw_action_5 = 0.0;
    }
    if (raw_action_5 < -1.0) {
        raw_action_5 = -1.0;
    }
    if (1.0 < raw_action_5) {
        raw_action_5 = 1.0;
    }
    action_left_foot_torque = raw_action_5;
    out->right_thigh_torque = action_right_thigh_torque;
    out->right_leg_torque = action_right_leg_torque;
    out->right_foot_torque = action_right_foot_torque;
    out->left_thigh_torque = action_left_thigh_torque;
    out->left_leg_torque = action_left_leg_torque;
    out->left_foot_torque = action_left_foot_torque;
    return status;
}
