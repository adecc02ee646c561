/* ant_v5: a controller compiled by ppc 0.1.0. Generated; do not edit. How to call it: ant_v5.h */
#include "ant_v5.h"

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
ANT_V5_FAULT_INDEX | ANT_V5_FAULT_ZERO_DIVISION | ANT_V5_FAULT_DOMAIN | \
ANT_V5_FAULT_OVERFLOW | ANT_V5_FAULT_INT_OF_NAN | ANT_V5_FAULT_CAPACITY | \
ANT_V5_FAULT_LOOP_BOUND | ANT_V5_FAULT_ABSENT | ANT_V5_FAULT_UNASSIGNED | \
ANT_V5_FAULT_KEY | ANT_V5_FAULT_VALUE | ANT_V5_FAULT_ACTION_RANGE | \
ANT_V5_FAULT_ACTION_NAN))

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
static const double turn = 0.697971206959383; /* turn, line 16 */
static const double mean_0 = 0.17194423183867039; /* mean[0], line 19 */
static const double rhythm_0 = 2.1536981382674103; /* rhythm[0], line 20 */
static const double rhythm_3 = 0.8141449664026335; /* rhythm[3], line 20 */
static const double rhythm_4 = 0.038631604011314685; /* rhythm[4], line 20 */
static const double rhythm_6 = 0.20363318707384395; /* rhythm[6], line 20 */
static const double rhythm_9 = 1.0216591094327339; /* rhythm[9], line 20 */
static const double rhythm_11 = 0.054082161352598045; /* rhythm[11], line 20 */
static const double rhythm_15 = 0.6054022978024598; /* rhythm[15], line 20 */
static const double leg_3 = 0.17787189791600178; /* leg[3], line 22 */
static const double leg_4 = 0.5945294098237287; /* leg[4], line 22 */
static const double leg_6 = 0.07803032342499547; /* leg[6], line 22 */
static const double leg_9 = 0.005469341792903625; /* leg[9], line 22 */
static const double leg_11 = 0.22814042520001643; /* leg[11], line 22 */
static const double leg_12 = 0.0858597702224138; /* leg[12], line 22 */
static const double even_0 = 0.7361108827546556; /* even[0], line 24 */
static const double even_1 = 1.028747200703657; /* even[1], line 24 */
static const double even_3 = 0.13673985748914338; /* even[3], line 24 */
static const double even_4 = 0.19671458639542627; /* even[4], line 24 */
static const double even_6 = 0.7268050750799615; /* even[6], line 24 */
static const double even_8 = 0.43520149258326535; /* even[8], line 24 */
static const double even_9 = 0.6128982994941228; /* even[9], line 24 */
static const double even_11 = 0.2778501804298966; /* even[11], line 24 */
static const double even_13 = 0.06653816715609569; /* even[13], line 24 */
static const double even_17 = 0.5286759660681779; /* even[17], line 24 */
static const double even_18 = 0.08384781778301352; /* even[18], line 24 */
static const double even_19 = 0.20608840755357744; /* even[19], line 24 */
static const double odd_0 = 0.2777004939541642; /* odd[0], line 26 */
static const double odd_1 = 0.07025190556946329; /* odd[1], line 26 */
static const double odd_2 = 0.10693473867613708; /* odd[2], line 26 */
static const double odd_3 = 0.18600659130741065; /* odd[3], line 26 */
static const double odd_7 = 0.14828895802572628; /* odd[7], line 26 */
static const double odd_8 = 0.03541915218677984; /* odd[8], line 26 */
static const double odd_9 = 0.12054752671230255; /* odd[9], line 26 */
static const double odd_11 = 2.5840297003889625; /* odd[11], line 26 */
static const double odd_12 = 0.5555754083142346; /* odd[12], line 26 */
static const double odd_13 = 0.07025559726988828; /* odd[13], line 26 */
static const double odd_14 = 0.007386723252185161; /* odd[14], line 26 */
static const double odd_17 = 0.05280453872380022; /* odd[17], line 26 */
static const double odd_18 = 0.14439375809070903; /* odd[18], line 26 */
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

void ant_v5_reset(ant_v5_state *state)
{
    /* 51: return [ */
    state->phase_2 = -0.5964707161172536;
}

uint32_t ant_v5_step(ant_v5_state *state, const ant_v5_in *in, ant_v5_out *out)
{
    uint32_t status = 0u;
    double action_back_right_hip_torque = 0.0;
    double action_back_right_ankle_torque = 0.0;
    double action_front_left_hip_torque = 0.0;
    double action_front_left_ankle_torque = 0.0;
    double action_front_right_hip_torque = 0.0;
    double action_front_right_ankle_torque = 0.0;
    double action_back_left_hip_torque = 0.0;
    double action_back_left_ankle_torque = 0.0;
    /* 36: self.phase += self.turn */
    const double phase_3 = state->phase_2 + turn;
    /* 41: even = [obs.torso_z * 3 - 2, (w * y - x * z) * 4, vx / 3, vz, pitch_rate / 3] */
    const double item_37 = in->torso_z * 3.0 - 2.0;
    const double item_38 = (in->torso_quaternion[0] * in->torso_quaternion[2] - in->torso_quaternion[1] *
            in->torso_quaternion[3]) * 4.0;
    const double item_39 = in->torso_velocity[0] / 3.0;
    const double item_40 = in->torso_rate[1] / 3.0;
    /* 42: odd = [(w * x + y * z) * 4, (w * z + x * y) * 4, vy, roll_rate / 3, yaw_rate / 3] */
    const double item_41 = (in->torso_quaternion[0] * in->torso_quaternion[1] + in->torso_quaternion[2] *
            in->torso_quaternion[3]) * 4.0;
    const double item_42 = (in->torso_quaternion[0] * in->torso_quaternion[3] + in->torso_quaternion[1] *
            in->torso_quaternion[2]) * 4.0;
    const double item_43 = in->torso_rate[0] / 3.0;
    const double item_44 = in->torso_rate[2] / 3.0;
    /* 43: fore_left = [obs.front_left_hip_angle, obs.front_left_ankle_angle - 1] */
    const double item_45 = in->front_left_ankle_angle - 1.0;
    /* 44: fore_left += [obs.front_left_hip_rate / 3, obs.front_left_ankle_rate / 3] */
    const double item_46 = in->front_left_hip_rate / 3.0;
    const double item_47 = in->front_left_ankle_rate / 3.0;
    /* 45: fore_right = [-obs.back_right_hip_angle, obs.back_right_ankle_angle - 1] */
    const double item_48 = -in->back_right_hip_angle;
    const double item_49 = in->back_right_ankle_angle - 1.0;
    /* 46: fore_right += [-obs.back_right_hip_rate / 3, obs.back_right_ankle_rate / 3] */
    const double item_50 = -in->back_right_hip_rate / 3.0;
    const double item_51 = in->back_right_ankle_rate / 3.0;
    /* 47: hind_left = [obs.front_right_hip_angle, -obs.front_right_ankle_angle - 1] */
    const double item_52 = -in->front_right_ankle_angle - 1.0;
    /* 48: hind_left += [obs.front_right_hip_rate / 3, -obs.front_right_ankle_rate / 3] */
    const double item_53 = in->front_right_hip_rate / 3.0;
    const double item_54 = -in->front_right_ankle_rate / 3.0;
    /* 49: hind_right = [-obs.back_left_hip_angle, -obs.back_left_ankle_angle - 1] */
    const double item_55 = -in->back_left_hip_angle;
    const double item_56 = -in->back_left_ankle_angle - 1.0;
    /* 50: hind_right += [-obs.back_left_hip_rate / 3, -obs.back_left_ankle_rate / 3] */
    const double item_57 = -in->back_left_hip_rate / 3.0;
    const double item_58 = -in->back_left_ankle_rate / 3.0;
    /* 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_1 = f64_sin(phase_3);
    if (phase_3 == phase_3 && sin_1 != sin_1) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double cos_1 = f64_cos(phase_3);
    if (phase_3 == phase_3 && cos_1 != cos_1) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x = 2.0 * phase_3;
    const double sin_2 = f64_sin(x);
    if (x == x && sin_2 != sin_2) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_1 = 2.0 * phase_3;
    const double cos_2 = f64_cos(x_1);
    if (x_1 == x_1 && cos_2 != cos_2) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double item_64 = rhythm_3 * cos_2;
    const double total_3 = 0.0 + rhythm_0 * (-1.0 * sin_1) + -0.43605771456408776 * (-1.0 * cos_1) +
            -0.2691361863323867 * sin_2 + item_64;
    const double item_73 = even_4 * item_40;
    const double total_16 = 0.0 + odd_0 * item_41 + odd_1 * item_42 + odd_2 * in->torso_velocity[1] + odd_3 *
            item_43;
    /* 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg) */
    const double own = mean_0 + total_3 + (0.0 + -3.1632881242854882 * item_48 + -0.789202600378359 * item_49
            + -0.8257362037385039 * item_50 + leg_3 * item_51);
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_12 = 0.0 + even_0 * item_37 + even_1 * item_38 + -0.2211969982165888 * item_39 + even_3
            * in->torso_velocity[2] + item_73;
    /* 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_3 = f64_sin(phase_3);
    if (phase_3 == phase_3 && sin_3 != sin_3) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double cos_3 = f64_cos(phase_3);
    if (phase_3 == phase_3 && cos_3 != cos_3) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_2 = 2.0 * phase_3;
    const double sin_4 = f64_sin(x_2);
    if (x_2 == x_2 && sin_4 != sin_4) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_3 = 2.0 * phase_3;
    const double cos_4 = f64_cos(x_3);
    if (x_3 == x_3 && cos_4 != cos_4) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double item_85 = -0.1753265112142073 * cos_4;
    const double total_21 = 0.0 + rhythm_4 * (-1.0 * sin_3) + -2.0532217011557123 * (-1.0 * cos_3) + rhythm_6
            * sin_4 + item_85;
    const double item_94 = even_9 * item_40;
    const double item_99 = odd_9 * item_44;
    /* 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg) */
    const double own_1 = -0.9271737554783285 + total_21 + (0.0 + leg_4 * item_48 + -7.179599657713432 *
            item_49 + leg_6 * item_50 + -0.7578288423477684 * item_51);
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_30 = 0.0 + -0.8938716706317426 * item_37 + even_6 * item_38 + -0.13657364183298074 *
            item_39 + even_8 * in->torso_velocity[2] + item_94;
    const double total_35 = 0.0 + -0.5446629487444871 * item_41 + -0.5144957946670392 * item_42 + odd_7 *
            in->torso_velocity[1] + odd_8 * item_43 + item_99;
    /* 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_5 = f64_sin(phase_3);
    if (phase_3 == phase_3 && sin_5 != sin_5) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double cos_5 = f64_cos(phase_3);
    if (phase_3 == phase_3 && cos_5 != cos_5) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_4 = 2.0 * phase_3;
    const double sin_6 = f64_sin(x_4);
    if (x_4 == x_4 && sin_6 != sin_6) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_5 = 2.0 * phase_3;
    const double cos_6 = f64_cos(x_5);
    if (x_5 == x_5 && cos_6 != cos_6) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_39 = 0.0 + rhythm_0 * sin_5 + -0.43605771456408776 * cos_5 + -0.2691361863323867 *
            sin_6 + rhythm_3 * cos_6;
    const double total_43 = 0.0 + -3.1632881242854882 * in->front_left_hip_angle + -0.789202600378359 *
            item_45 + -0.8257362037385039 * item_46 + leg_3 * item_47;
    const double item_114 = even_4 * item_40;
    const double total_52 = 0.0 + odd_0 * item_41 + odd_1 * item_42 + odd_2 * in->torso_velocity[1] + odd_3 *
            item_43;
    const double total_48 = 0.0 + even_0 * item_37 + even_1 * item_38 + -0.2211969982165888 * item_39 + even_3
            * in->torso_velocity[2] + item_114;
    /* 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_7 = f64_sin(phase_3);
    if (phase_3 == phase_3 && sin_7 != sin_7) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double cos_7 = f64_cos(phase_3);
    if (phase_3 == phase_3 && cos_7 != cos_7) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_6 = 2.0 * phase_3;
    const double sin_8 = f64_sin(x_6);
    if (x_6 == x_6 && sin_8 != sin_8) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_7 = 2.0 * phase_3;
    const double cos_8 = f64_cos(x_7);
    if (x_7 == x_7 && cos_8 != cos_8) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_61 = 0.0 + leg_4 * in->front_left_hip_angle + -7.179599657713432 * item_45 + leg_6 *
            item_46 + -0.7578288423477684 * item_47;
    const double item_134 = even_9 * item_40;
    const double item_139 = odd_9 * item_44;
    /* 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg) */
    const double own_3 = -0.9271737554783285 + (0.0 + rhythm_4 * sin_7 + -2.0532217011557123 * cos_7 +
            rhythm_6 * sin_8 + -0.1753265112142073 * cos_8) + total_61;
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_66 = 0.0 + -0.8938716706317426 * item_37 + even_6 * item_38 + -0.13657364183298074 *
            item_39 + even_8 * in->torso_velocity[2] + item_134;
    const double total_71 = 0.0 + -0.5446629487444871 * item_41 + -0.5144957946670392 * item_42 + odd_7 *
            in->torso_velocity[1] + odd_8 * item_43 + item_139;
    /* 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_9 = f64_sin(phase_3);
    if (phase_3 == phase_3 && sin_9 != sin_9) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double cos_9 = f64_cos(phase_3);
    if (phase_3 == phase_3 && cos_9 != cos_9) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_8 = 2.0 * phase_3;
    const double sin_10 = f64_sin(x_8);
    if (x_8 == x_8 && sin_10 != sin_10) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_9 = 2.0 * phase_3;
    const double cos_10 = f64_cos(x_9);
    if (x_9 == x_9 && cos_10 != cos_10) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_79 = 0.0 + -6.617930041641195 * in->front_right_hip_angle + leg_9 * item_52 +
            -1.4733057500820994 * item_53 + leg_11 * item_54;
    const double item_154 = -0.5659115640466982 * item_40;
    const double item_159 = odd_14 * item_44;
    /* 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg) */
    const double own_4 = -1.6966188367099837 + (0.0 + -0.518846533133769 * sin_9 + rhythm_9 * cos_9 +
            -0.0936730254013301 * sin_10 + rhythm_11 * cos_10) + total_79;
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_84 = 0.0 + -0.5180525498243665 * item_37 + even_11 * item_38 + -0.08824050759221293 *
            item_39 + even_13 * in->torso_velocity[2] + item_154;
    const double total_89 = 0.0 + -2.6460331792702485 * item_41 + odd_11 * item_42 + odd_12 *
            in->torso_velocity[1] + odd_13 * item_43 + item_159;
    /* 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_11 = f64_sin(phase_3);
    if (phase_3 == phase_3 && sin_11 != sin_11) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double cos_11 = f64_cos(phase_3);
    if (phase_3 == phase_3 && cos_11 != cos_11) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_10 = 2.0 * phase_3;
    const double sin_12 = f64_sin(x_10);
    if (x_10 == x_10 && sin_12 != sin_12) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_11 = 2.0 * phase_3;
    const double cos_12 = f64_cos(x_11);
    if (x_11 == x_11 && cos_12 != cos_12) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_97 = 0.0 + leg_12 * in->front_right_hip_angle + -1.8688847526701053 * item_52 +
            -0.23961993078589794 * item_53 + -0.9767930800524707 * item_54;
    const double item_174 = even_19 * item_40;
    const double item_179 = -0.08861099186118708 * item_44;
    /* 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg) */
    const double own_5 = -1.1263244870891538 + (0.0 + -0.23113917151571534 * sin_11 + -2.189899047964229 *
            cos_11 + -0.12131993500807325 * sin_12 + rhythm_15 * cos_12) + total_97;
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_102 = 0.0 + -0.03989725954185269 * item_37 + -0.8271825768337652 * item_38 + even_17 *
            item_39 + even_18 * in->torso_velocity[2] + item_174;
    const double total_107 = 0.0 + -0.2601115321200945 * item_41 + -0.18973458143147282 * item_42 + odd_17 *
            in->torso_velocity[1] + odd_18 * item_43 + item_179;
    /* 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_13 = f64_sin(phase_3);
    if (phase_3 == phase_3 && sin_13 != sin_13) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double cos_13 = f64_cos(phase_3);
    if (phase_3 == phase_3 && cos_13 != cos_13) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_12 = 2.0 * phase_3;
    const double sin_14 = f64_sin(x_12);
    if (x_12 == x_12 && sin_14 != sin_14) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_13 = 2.0 * phase_3;
    const double cos_14 = f64_cos(x_13);
    if (x_13 == x_13 && cos_14 != cos_14) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double item_186 = rhythm_11 * cos_14;
    const double total_111 = 0.0 + -0.518846533133769 * (-1.0 * sin_13) + rhythm_9 * (-1.0 * cos_13) +
            -0.0936730254013301 * sin_14 + item_186;
    const double item_195 = -0.5659115640466982 * item_40;
    const double item_200 = odd_14 * item_44;
    /* 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg) */
    const double own_6 = -1.6966188367099837 + total_111 + (0.0 + -6.617930041641195 * item_55 + leg_9 *
            item_56 + -1.4733057500820994 * item_57 + leg_11 * item_58);
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_120 = 0.0 + -0.5180525498243665 * item_37 + even_11 * item_38 + -0.08824050759221293 *
            item_39 + even_13 * in->torso_velocity[2] + item_195;
    const double total_125 = 0.0 + -2.6460331792702485 * item_41 + odd_11 * item_42 + odd_12 *
            in->torso_velocity[1] + odd_13 * item_43 + item_200;
    /* 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos... */
    const double sin_15 = f64_sin(phase_3);
    if (phase_3 == phase_3 && sin_15 != sin_15) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double cos_15 = f64_cos(phase_3);
    if (phase_3 == phase_3 && cos_15 != cos_15) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_14 = 2.0 * phase_3;
    const double sin_16 = f64_sin(x_14);
    if (x_14 == x_14 && sin_16 != sin_16) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    const double x_15 = 2.0 * phase_3;
    const double cos_16 = f64_cos(x_15);
    if (x_15 == x_15 && cos_16 != cos_16) {
        status |= ANT_V5_FAULT_DOMAIN;
    }
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_129 = 0.0 + -0.23113917151571534 * (-1.0 * sin_15) + -2.189899047964229 * (-1.0 *
            cos_15) + -0.12131993500807325 * sin_16 + rhythm_15 * cos_16;
    const double item_216 = even_19 * item_40;
    const double item_221 = -0.08861099186118708 * item_44;
    /* 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg) */
    const double own_7 = -1.1263244870891538 + total_129 + (0.0 + leg_12 * item_55 + -1.8688847526701053 *
            item_56 + -0.23961993078589794 * item_57 + -0.9767930800524707 * item_58);
    /* 11: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_138 = 0.0 + -0.03989725954185269 * item_37 + -0.8271825768337652 * item_38 + even_17 *
            item_39 + even_18 * in->torso_velocity[2] + item_216;
    const double total_143 = 0.0 + -0.2601115321200945 * item_41 + -0.18973458143147282 * item_42 + odd_17 *
            in->torso_velocity[1] + odd_18 * item_43 + item_221;
    /* 51: return [ */
    action_back_right_hip_torque = -((own + total_12 + -1.0 * (total_16 + -0.24008441599647112 * item_44)) /
            4.0);
    action_back_right_ankle_torque = (own_1 + total_30 + -1.0 * total_35) / 4.0;
    action_front_left_hip_torque = (mean_0 + total_39 + total_43 + total_48 + (total_52 + -0.24008441599647112
            * item_44)) / 4.0;
    action_front_left_ankle_torque = (own_3 + total_66 + total_71) / 4.0;
    action_front_right_hip_torque = (own_4 + total_84 + total_89) / 4.0;
    action_front_right_ankle_torque = -((own_5 + total_102 + total_107) / 4.0);
    action_back_left_hip_torque = -((own_6 + total_120 + -1.0 * total_125) / 4.0);
    action_back_left_ankle_torque = -((own_7 + total_138 + -1.0 * total_143) / 4.0);
    state->phase_2 = phase_3;
    double raw_action_0 = action_back_right_hip_torque;
    double raw_action_1 = action_back_right_ankle_torque;
    double raw_action_2 = action_front_left_hip_torque;
    double raw_action_3 = action_front_left_ankle_torque;
    double raw_action_4 = action_front_right_hip_torque;
    double raw_action_5 = action_front_right_ankle_torque;
    double raw_action_6 = action_back_left_hip_torque;
    double raw_action_7 = action_back_left_ankle_torque;
    if (raw_action_0 != raw_action_0) {
        status |= ANT_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_1 != raw_action_1) {
        status |= ANT_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_2 != raw_action_2) {
        status |= ANT_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_3 != raw_action_3) {
        status |= ANT_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_4 != raw_action_4) {
        status |= ANT_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_5 != raw_action_5) {
        status |= ANT_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_6 != raw_action_6) {
        status |= ANT_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_7 != raw_action_7) {
        status |= ANT_V5_FAULT_ACTION_NAN;
    }
    if (f64_abs(raw_action_0) == F64_INFINITY) {
        status |= ANT_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_1) == F64_INFINITY) {
        status |= ANT_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_2) == F64_INFINITY) {
        status |= ANT_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_3) == F64_INFINITY) {
        status |= ANT_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_4) == F64_INFINITY) {
        status |= ANT_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_5) == F64_INFINITY) {
        status |= ANT_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_6) == F64_INFINITY) {
        status |= ANT_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_7) == F64_INFINITY) {
        status |= ANT_V5_FAULT_ACTION_CLIPPED_INFINITY;
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
    action_back_right_hip_torque = raw_action_0;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_1 != raw_action_1) {
        raw_action_1 = 0.0;
    }
    if (raw_action_1 < -1.0) {
        raw_action_1 = -1.0;
    }
    if (1.0 < raw_action_1) {
        raw_action_1 = 1.0;
    }
    action_back_right_ankle_torque = raw_action_1;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_2 != raw_action_2) {
        raw_action_2 = 0.0;
    }
    if (raw_action_2 < -1.0) {
        raw_action_2 = -1.0;
    }
    if (1.0 < raw_action_2) {
        raw_action_2 = 1.0;
    }
    action_front_left_hip_torque = raw_action_2;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_3 != raw_action_3) {
        raw_action_3 = 0.0;
    }
    if (raw_action_3 < -1.0) {
        raw_action_3 = -1.0;
    }
    if (1.0 < raw_action_3) {
        raw_action_3 = 1.0;
    }
    action_front_left_ankle_torque = raw_action_3;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_4 != raw_action_4) {
        raw_action_4 = 0.0;
    }
    if (raw_action_4 < -1.0) {
        raw_action_4 = -1.0;
    }
    if (1.0 < raw_action_4) {
        raw_action_4 = 1.0;
    }
    action_front_right_hip_torque = raw_action_4;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_5 != raw_action_5) {
        raw_action_5 = 0.0;
    }
    if (raw_action_5 < -1.0) {
        raw_action_5 = -1.0;
    }
    if (1.0 < raw_action_5) {
        raw_action_5 = 1.0;
    }
    action_front_right_ankle_torque = raw_action_5;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_6 != raw_action_6) {
        raw_action_6 = 0.0;
    }
    if (raw_action_6 < -1.0) {
        raw_action_6 = -1.0;
    }
    if (1.0 < raw_action_6) {
        raw_action_6 = 1.0;
    }
    action_back_left_hip_torque = raw_action_6;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_7 != raw_action_7) {
        raw_action_7 = 0.0;
    }
    if (raw_action_7 < -1.0) {
        raw_action_7 = -1.0;
    }
    if (1.0 < raw_action_7) {
        raw_action_7 = 1.0;
    }
    action_back_left_ankle_torque = raw_action_7;
    out->back_right_hip_torque = action_back_right_hip_torque;
    out->back_right_ankle_torque = action_back_right_ankle_torque;
    out->front_left_hip_torque = action_front_left_hip_torque;
    out->front_left_ankle_torque = action_front_left_ankle_torque;
    out->front_right_hip_torque = action_front_right_hip_torque;
    out->front_right_ankle_torque = action_front_right_ankle_torque;
    out->back_left_hip_torque = action_back_left_hip_torque;
    out->back_left_ankle_torque = action_back_left_ankle_torque;
    return status;
}
