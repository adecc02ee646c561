/* reacher_v5: a controller compiled by ppc 0.1.0. Generated; do not edit. How to call it: reacher_v5.h */
#include "reacher_v5.h"

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
REACHER_V5_FAULT_INDEX | REACHER_V5_FAULT_ZERO_DIVISION | REACHER_V5_FAULT_DOMAIN | \
REACHER_V5_FAULT_OVERFLOW | REACHER_V5_FAULT_INT_OF_NAN | REACHER_V5_FAULT_CAPACITY | \
REACHER_V5_FAULT_LOOP_BOUND | REACHER_V5_FAULT_ABSENT | REACHER_V5_FAULT_UNASSIGNED | \
REACHER_V5_FAULT_KEY | REACHER_V5_FAULT_VALUE | REACHER_V5_FAULT_ACTION_RANGE | \
REACHER_V5_FAULT_ACTION_NAN))

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

/*
 * Correctly rounded square root without libm: the processor's instruction where there surely is one, otherwise
 * (or with -DPORTABLE_SQRT) digit by digit in integers. NaN below zero.
 */
static double f64_sqrt(double x)
{
    if (!(x > 0.0)) {
        return x == 0.0 ? x : F64_NAN;
    }
    {
#if defined(PORTABLE_SQRT) || defined(__FRAMAC__) || !defined(__GNUC__)
#define SQRT_IN_INTEGERS
#elif defined(__SSE2__)
        typedef double pair_of_f64 __attribute__((vector_size(16)));
        pair_of_f64 pair = {x, 0.0};
        pair = __builtin_ia32_sqrtsd(pair);
        return pair[0];
#elif defined(__aarch64__)
        double r;
        __asm__("fsqrt %d0, %d1" : "=w"(r) : "w"(x));
        return r;
#elif defined(__arm__) && defined(__ARM_FP) && (__ARM_FP & 8)
        double r;
        __asm__("vsqrt.f64 %P0, %P1" : "=w"(r) : "w"(x));
        return r;
#elif defined(__riscv_flen) && __riscv_flen >= 64
        double r;
        __asm__("fsqrt.d %0, %1" : "=f"(r) : "f"(x));
        return r;
#else
#define SQRT_IN_INTEGERS
#endif
#if defined(SQRT_IN_INTEGERS)
        uint64_t m;
        uint64_t root = 0;
        uint64_t rest = 0;
        int32_t e;
        int32_t i;
        double r;
        COPY_BYTES(&m, &x, sizeof m);
        e = (int32_t)(m >> 52);
        if (e == 0x7ff) {
            return x;
        }
        m &= UINT64_C(0xfffffffffffff);
        if (e == 0) {
            e = 1;
            while ((m >> 52) == 0u) {
                m <<= 1;
                --e;
            }
        } else {
            m |= UINT64_C(0x10000000000000);
        }
        e -= 1023;
        if ((e & 1) != 0) {
            m <<= 1;
            --e;
        }
        /* 1 <= m / 2^52 < 4: two bits of m give one bit of the root, 53 of it and one to round by. */
        for (i = 0; i < 54; ++i) {
            const uint64_t pair = i < 27 ? (m >> (52 - 2 * i)) & 3u : 0u;
            const uint64_t trial = (root << 2) | 1u;
            rest = (rest << 2) | pair;
            root <<= 1;
            if (rest >= trial) {
                rest -= trial;
                root |= 1u;
            }
        }
        /* A root of 53 bits is never halfway between two doubles, so that the last bit alone decides. */
        root = (root >> 1) + (root & 1u);
        root += (uint64_t)(e / 2 + 1022) << 52;
        COPY_BYTES(&r, &root, sizeof r);
        return r;
#endif
    }
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

/* Has the sign of b; a modulo 0 is 0. */
static int64_t i64_floor_mod(int64_t a, int64_t b)
{
    int64_t r;
    if (b == 0 || b == -1) {
        return 0;
    }
    r = a % b;
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
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
static const double upper_arm = 0.1; /* upper_arm, line 18 */
static const double forearm = 0.11; /* forearm, line 19 */
static const double limit = 2.98; /* limit, line 20 */
static const double effort = 1.0; /* effort, line 21 */
static const double strength = 0.005; /* strength, line 22 */
static const double shortest = 0.2; /* shortest, line 24 */
static const double wider = 0.06; /* wider, line 25 */
static const double kp = 0.06; /* kp, line 27 */
static const double kd = 0.03; /* kd, line 28 */
static const double friction = 0.005; /* friction, line 29 */
static const double least = 0.1; /* least, line 30 */
static const double ahead = 0.0; /* ahead, line 31 */
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

/* Arc cosine, from the same pieces as `asin`. Measured error up to 0.66 ulp. */
static double f64_acos(double acos_x)
{
    const double acos_size = f64_abs(acos_x);
    const bool acos_outside = 1.0 < acos_size;
    const double acos_size_1 = acos_outside ? 1.0 : acos_size;
    const bool acos_outer = 0.5 < acos_size_1;
    const double acos_z = acos_outer ? (1.0 - acos_size_1) * 0.5 : acos_size_1 * acos_size_1;
    const double acos_s = acos_outer ? f64_sqrt(acos_z) : acos_size_1;
    const double acos_square = acos_s * acos_s;
    const double acos_scaled = 134217729.0 * acos_s;
    const double acos_high = acos_scaled - (acos_scaled - acos_s);
    const double acos_low = acos_s - acos_high;
    const double acos_divisor = 0.0 < acos_s ? 2.0 * acos_s : 1.0;
    const double acos_z2 = acos_z * acos_z;
    const double acos_z4 = acos_z2 * acos_z2;
    const double acos_p0_1 = 0.022372212915886702 + 0.017351647512915645 * acos_z + (0.013980411871787102 +
            0.01140213909151948 * acos_z) * acos_z2;
    const double acos_p1_1 = 0.010762733041980214 + 0.0037707054779648847 * acos_z + (0.021555071913910068 +
            -0.020788592119565776 * acos_z) * acos_z2 + 0.03249992621110743 * acos_z4;
    const double acos_z8 = acos_z4 * acos_z4;
    const double acos_result = 0.16666666666666752 + 0.07499999999972821 * acos_z + (0.04464285717286697 +
            0.03038194278563223 * acos_z) * acos_z2 + acos_p0_1 * acos_z4 + acos_p1_1 * acos_z8;
    const double acos_root_error = (acos_z - acos_square - (acos_high * acos_high - acos_square + 2.0 *
            acos_high * acos_low + acos_low * acos_low)) / acos_divisor;
    const bool acos_outer_1 = 0.5 < acos_size;
    const bool acos_left = f64_bits(acos_x) < 0;
    const double acos_base = acos_outer_1 ? (acos_left ? 3.141592653589793 : 0.0) : 1.5707963267948966;
    const double acos_factor = acos_outer_1 ? 2.0 : 1.0;
    const double acos_factor_1 = (acos_outer_1 ? acos_left : !acos_left) ? -acos_factor : acos_factor;
    const double acos_b = acos_factor_1 * acos_s;
    const double acos_total = acos_base + acos_b;
    const double acos_item_1 = acos_s * acos_z * acos_result + (acos_outer ? acos_root_error : 0.0);
    return acos_outside ? F64_NAN : acos_total + (acos_b - (acos_total - acos_base) + ((acos_outer_1 ?
            (acos_left ? 1.2246467991473532e-16 : 0.0) : 6.123233995736766e-17) + acos_factor_1 *
            acos_item_1));
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

/* |x| with the sign of y; a NaN y counts as positive. */
static double f64_copysign(double copysign_x, double copysign_y)
{
    const double copysign_size = f64_abs(copysign_x);
    return f64_bits(copysign_y) < 0 ? -copysign_size : copysign_size;
}

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

/* sqrt(x*x + y*y) from exact squares, scaled by a power of two. Measured error up to 0.75 ulp. */
static double f64_hypot(double hypot_x, double hypot_y)
{
    const double hypot_size_x = f64_abs(hypot_x);
    const double hypot_size_y = f64_abs(hypot_y);
    const double hypot_large = hypot_size_y < hypot_size_x ? hypot_size_x : hypot_size_y;
    const double hypot_scale_1 = hypot_large < 3.054936363499605e-151 ? 4.149515568880993e+180 :
            (3.273390607896142e+150 < hypot_large ? 2.409919865102884e-181 : 1.0);
    const bool hypot_infinite = hypot_size_x == F64_INFINITY || hypot_size_y == F64_INFINITY;
    const double hypot_a = hypot_infinite ? 0.0 : hypot_size_x * hypot_scale_1;
    const double hypot_square = hypot_a * hypot_a;
    const double hypot_scaled = 134217729.0 * hypot_a;
    const double hypot_high = hypot_scaled - (hypot_scaled - hypot_a);
    const double hypot_low = hypot_a - hypot_high;
    const double hypot_a_1 = hypot_infinite ? 0.0 : hypot_size_y * hypot_scale_1;
    const double hypot_square_1 = hypot_a_1 * hypot_a_1;
    const double hypot_scaled_1 = 134217729.0 * hypot_a_1;
    const double hypot_high_1 = hypot_scaled_1 - (hypot_scaled_1 - hypot_a_1);
    const double hypot_low_1 = hypot_a_1 - hypot_high_1;
    const bool hypot_swapped = hypot_square < hypot_square_1;
    const double hypot_a_2 = hypot_swapped ? hypot_square_1 : hypot_square;
    const double hypot_b = hypot_swapped ? hypot_square : hypot_square_1;
    const double hypot_total = hypot_a_2 + hypot_b;
    const double hypot_root = f64_sqrt(hypot_total);
    const double hypot_square_2 = hypot_root * hypot_root;
    const double hypot_scaled_2 = 134217729.0 * hypot_root;
    const double hypot_high_2 = hypot_scaled_2 - (hypot_scaled_2 - hypot_root);
    const double hypot_low_2 = hypot_root - hypot_high_2;
    const double hypot_item_3 = hypot_high_2 * hypot_high_2 - hypot_square_2 + 2.0 * hypot_high_2 *
            hypot_low_2 + hypot_low_2 * hypot_low_2;
    const double hypot_item = hypot_high * hypot_high - hypot_square + 2.0 * hypot_high * hypot_low +
            hypot_low * hypot_low;
    const double hypot_item_1 = hypot_high_1 * hypot_high_1 - hypot_square_1 + 2.0 * hypot_high_1 *
            hypot_low_1 + hypot_low_1 * hypot_low_1;
    const double hypot_divisor = 0.0 < hypot_root ? 2.0 * hypot_root : 1.0;
    const double hypot_unscale_1 = hypot_large < 3.054936363499605e-151 ? 2.409919865102884e-181 :
            (3.273390607896142e+150 < hypot_large ? 4.149515568880993e+180 : 1.0);
    const double hypot_value = (hypot_root + (hypot_total - hypot_square_2 - hypot_item_3 + (hypot_b -
            (hypot_total - hypot_a_2) + (hypot_item + hypot_item_1))) / hypot_divisor) * hypot_unscale_1;
    return hypot_infinite ? F64_INFINITY : hypot_value;
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

void reacher_v5_reset(reacher_v5_state *state)
{
    state->turned = 0.0;
    state->goal1 = 0.0;
    state->goal2 = 0.0;
    state->duration1 = 0.0;
    state->duration2 = 0.0;
    /* 110: return u1, u2 */
    state->time = 0;
    state->has_turned = false;
    state->has_goal1 = false;
    state->has_goal2 = false;
    state->has_duration1 = false;
    state->has_duration2 = false;
}

uint32_t reacher_v5_step(reacher_v5_state *state, const reacher_v5_in *in, reacher_v5_out *out)
{
    uint32_t status = 0u;
    double action_shoulder_torque = 0.0;
    double action_elbow_torque = 0.0;
    double goal_3 = 0.0;
    bool has_goal1_2 = false;
    double goal1_2 = 0.0;
    bool has_goal2_2 = false;
    double goal2_4 = 0.0;
    bool has_duration1_2 = false;
    double duration1_2 = 0.0;
    bool has_duration2_2 = false;
    double duration2_2 = 0.0;
    double least_1 = 0.0;
    bool has_duration1_5 = false;
    double duration1_6 = 0.0;
    bool has_duration2_5 = false;
    double duration2_6 = 0.0;
    bool has_duration1_6 = false;
    double duration1_7 = 0.0;
    bool has_duration2_6 = false;
    double duration2_7 = 0.0;
    double least_3 = 0.0;
    bool has_turned_1 = false;
    double turned_1 = 0.0;
    bool has_goal1_3 = false;
    double goal1_3 = 0.0;
    bool has_goal2_3 = false;
    double goal2_5 = 0.0;
    bool has_duration1_7 = false;
    double duration1_8 = 0.0;
    bool has_duration2_7 = false;
    double duration2_8 = 0.0;
    /* 96: shoulder = math.atan2(obs.sin_angle_1, obs.cos_angle_1) */
    const double shoulder = f64_atan2(in->sin_angle_1, in->cos_angle_1);
    /* 97: elbow = math.atan2(obs.sin_angle_2, obs.cos_angle_2) */
    const double elbow = f64_atan2(in->sin_angle_2, in->cos_angle_2);
    /* 100: if self.turned is None: */
    if (!state->has_turned) {
        /* 62: bend = (x * x + y * y - a * a - b * b) / (2 * a * b) */
        const double bend = (in->target_x * in->target_x + in->target_y * in->target_y - upper_arm * upper_arm
                - forearm * forearm) / (2.0 * upper_arm * forearm);
        /* 63: bend = min(math.acos(min(max(bend, -1), 1)), self.limit) */
        const double item = bend < -1.0 ? -1.0 : bend;
        const double x = 1.0 < item ? 1.0 : item;
        const double acos_1 = f64_acos(x);
        if (x == x && acos_1 != acos_1) {
            status |= REACHER_V5_FAULT_DOMAIN;
        }
        const double bend_1 = limit < acos_1 ? limit : acos_1;
        /* 65: offset = math.atan2(b * math.sin(bend), a + b * math.cos(bend)) */
        const double sin_1 = f64_sin(bend_1);
        if (bend_1 == bend_1 && sin_1 != sin_1) {
            status |= REACHER_V5_FAULT_DOMAIN;
        }
        const double cos_1 = f64_cos(bend_1);
        if (bend_1 == bend_1 && cos_1 != cos_1) {
            status |= REACHER_V5_FAULT_DOMAIN;
        }
        /* 67: for trial in range(32): */
        double least_ = F64_INFINITY;
        bool has_goal1_1 = state->has_goal1;
        double goal1_1 = state->goal1;
        bool has_goal2_1 = state->has_goal2;
        double goal2_1 = state->goal2;
        bool has_duration1_1 = state->has_duration1;
        double duration1_1 = state->duration1;
        bool has_duration2_1 = state->has_duration2;
        double duration2_1 = state->duration2;
        /* 64: direction = math.atan2(y, x) */
        const double direction = f64_atan2(in->target_y, in->target_x);
        /* 65: offset = math.atan2(b * math.sin(bend), a + b * math.cos(bend)) */
        const double offset = f64_atan2(forearm * sin_1, upper_arm + forearm * cos_1);
        /* 67: for trial in range(32): */
        for (int64_t trial_1 = 0; trial_1 < 32; ++trial_1) {
            /* 68: side = 1 - 2 * (trial // 16) */
            const int64_t side = i64_sub(1, i64_mul(2, i64_floor_div(trial_1, 16)));
            /* 69: goal = q1 + wrapped(direction - side * offset - q1) */
            const double angle = direction - (double)side * offset - shoulder;
            /* 13: return math.atan2(math.sin(angle), math.cos(angle)) */
            const double sin_2 = f64_sin(angle);
            if (angle == angle && sin_2 != sin_2) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            const double cos_2 = f64_cos(angle);
            if (angle == angle && cos_2 != cos_2) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            /* 69: goal = q1 + wrapped(direction - side * offset - q1) */
            const double goal_1 = shoulder + f64_atan2(sin_2, cos_2);
            /* 70: if trial // 8 % 2 == 1: */
            if (i64_floor_mod(i64_floor_div(trial_1, 8), 2) == 1) {
                goal_3 = goal_1 - f64_copysign(6.283185307179586, goal_1 - shoulder);
            } else {
                goal_3 = goal_1;
            }
            /* 72: duration = self.shortest + trial % 8 * self.wider */
            const double duration = shortest + (double)i64_floor_mod(trial_1, 8) * wider;
            /* 73: price = self.price(q1, q2, goal, side * bend, duration, duration, x, y) */
            const double goal2_2 = (double)side * bend_1;
            /* 41: dx = self.upper_arm * math.cos(q1) + self.forearm * math.cos(q1 + q2) - x */
            const double cos_3 = f64_cos(shoulder);
            if (shoulder == shoulder && cos_3 != cos_3) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            const double x_4 = shoulder + elbow;
            const double cos_4 = f64_cos(x_4);
            if (x_4 == x_4 && cos_4 != cos_4) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            /* 42: dy = self.upper_arm * math.sin(q1) + self.forearm * math.sin(q1 + q2) - y */
            const double sin_3 = f64_sin(shoulder);
            if (shoulder == shoulder && sin_3 != sin_3) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            const double x_5 = shoulder + elbow;
            const double sin_4 = f64_sin(x_5);
            if (x_5 == x_5 && sin_4 != sin_4) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            const double dy = upper_arm * sin_3 + forearm * sin_4 - in->target_y;
            /* 48: for k in range(25): */
            double total = f64_hypot(upper_arm * cos_3 + forearm * cos_4 - in->target_x, dy);
            for (int64_t k = 0; k < 25; ++k) {
                /* 49: t = (2 * k + 1) / 50 */
                const double t = (double)(2 * k + 1) / 50.0;
                /* 50: left1 = max(0, 1 - t / duration1) */
                if (duration == 0.0) {
                    status |= REACHER_V5_FAULT_ZERO_DIVISION;
                }
                const double item_1 = 1.0 - t / duration;
                const double left1 = 0.0 < item_1 ? item_1 : 0.0;
                /* 51: left2 = max(0, 1 - t / duration2) */
                if (duration == 0.0) {
                    status |= REACHER_V5_FAULT_ZERO_DIVISION;
                }
                const double item_2 = 1.0 - t / duration;
                const double left2 = 0.0 < item_2 ? item_2 : 0.0;
                /* 52: a1 = q1 + (goal1 - q1) * (1 - left1 * left1 * left1 * (4 - 3 * left1)) */
                const double a1 = shoulder + (goal_3 - shoulder) * (1.0 - left1 * left1 * left1 * (4.0 - 3.0 *
                        left1));
                /* 53: a2 = q2 + (goal2 - q2) * (1 - left2 * left2 * left2 * (4 - 3 * left2)) */
                const double a2 = elbow + (goal2_2 - elbow) * (1.0 - left2 * left2 * left2 * (4.0 - 3.0 *
                        left2));
                /* 54: u1 = self.strength * (goal1 - q1) * left1 * (36 * left1 - 24) / (duration1 * duration1) */
                const double divisor = duration * duration;
                if (divisor == 0.0) {
                    status |= REACHER_V5_FAULT_ZERO_DIVISION;
                }
                const double u1 = strength * (goal_3 - shoulder) * left1 * (36.0 * left1 - 24.0) / divisor;
                /* 55: u2 = self.strength * (goal2 - q2) * left2 * (36 * left2 - 24) / (duration2 * duration2) */
                const double divisor_1 = duration * duration;
                if (divisor_1 == 0.0) {
                    status |= REACHER_V5_FAULT_ZERO_DIVISION;
                }
                const double u2 = strength * (goal2_2 - elbow) * left2 * (36.0 * left2 - 24.0) / divisor_1;
                /* 41: dx = self.upper_arm * math.cos(q1) + self.forearm * math.cos(q1 + q2) - x */
                const double cos_5 = f64_cos(a1);
                if (a1 == a1 && cos_5 != cos_5) {
                    status |= REACHER_V5_FAULT_DOMAIN;
                }
                const double x_6 = a1 + a2;
                const double cos_6 = f64_cos(x_6);
                if (x_6 == x_6 && cos_6 != cos_6) {
                    status |= REACHER_V5_FAULT_DOMAIN;
                }
                /* 42: dy = self.upper_arm * math.sin(q1) + self.forearm * math.sin(q1 + q2) - y */
                const double sin_5 = f64_sin(a1);
                if (a1 == a1 && sin_5 != sin_5) {
                    status |= REACHER_V5_FAULT_DOMAIN;
                }
                const double x_7 = a1 + a2;
                const double sin_6 = f64_sin(x_7);
                if (x_7 == x_7 && sin_6 != sin_6) {
                    status |= REACHER_V5_FAULT_DOMAIN;
                }
                const double dy_1 = upper_arm * sin_5 + forearm * sin_6 - in->target_y;
                /* 43: return math.hypot(dx, dy) */
                const double result_2 = f64_hypot(upper_arm * cos_5 + forearm * cos_6 - in->target_x, dy_1);
                /* 48: for k in range(25): */
                total = total + (result_2 + effort * (u1 * u1 + u2 * u2));
            }
            /* 74: if price < least: */
            if (total < least_) {
                has_goal1_2 = true;
                goal1_2 = goal_3;
                has_goal2_2 = true;
                goal2_4 = (double)side * bend_1;
                has_duration1_2 = true;
                duration1_2 = duration;
                has_duration2_2 = true;
                duration2_2 = duration;
                least_1 = total;
            } else {
                has_goal1_2 = has_goal1_1;
                goal1_2 = goal1_1;
                has_goal2_2 = has_goal2_1;
                goal2_4 = goal2_1;
                has_duration1_2 = has_duration1_1;
                duration1_2 = duration1_1;
                has_duration2_2 = has_duration2_1;
                duration2_2 = duration2_1;
                least_1 = least_;
            }
            /* 67: for trial in range(32): */
            least_ = least_1;
            has_goal1_1 = has_goal1_2;
            goal1_1 = goal1_2;
            has_goal2_1 = has_goal2_2;
            goal2_1 = goal2_4;
            has_duration1_1 = has_duration1_2;
            duration1_1 = duration1_2;
            has_duration2_1 = has_duration2_2;
            duration2_1 = duration2_2;
        }
        /* 80: for trial in range(32): */
        double least_2 = least_;
        bool has_duration1_4 = has_duration1_1;
        double duration1_4 = duration1_1;
        bool has_duration2_4 = has_duration2_1;
        double duration2_4 = duration2_1;
        for (int64_t trial_3 = 0; trial_3 < 32; ++trial_3) {
            /* 81: k = trial // 2 */
            const int64_t k_1 = i64_floor_div(trial_3, 2);
            /* 82: change = 1 + (2 * (k % 2) - 1) / (6 + k) */
            const double divisor_2 = (double)i64_add(6, k_1);
            if (divisor_2 == 0.0) {
                status |= REACHER_V5_FAULT_ZERO_DIVISION;
            }
            const double change = 1.0 + (double)i64_sub(i64_mul(2, i64_floor_mod(k_1, 2)), 1) / divisor_2;
            /* 85: if trial % 2 == 0: */
            if (i64_floor_mod(trial_3, 2) == 0) {
                /* 86: duration1 *= change */
                if (!has_duration1_4) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                /* 85: if trial % 2 == 0: */
                has_duration1_5 = true;
                duration1_6 = duration1_4 * change;
                has_duration2_5 = has_duration2_4;
                duration2_6 = duration2_4;
            } else {
                /* 88: duration2 *= change */
                if (!has_duration2_4) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                /* 85: if trial % 2 == 0: */
                has_duration1_5 = has_duration1_4;
                duration1_6 = duration1_4;
                has_duration2_5 = true;
                duration2_6 = duration2_4 * change;
            }
            /* 41: dx = self.upper_arm * math.cos(q1) + self.forearm * math.cos(q1 + q2) - x */
            const double cos_7 = f64_cos(shoulder);
            if (shoulder == shoulder && cos_7 != cos_7) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            const double x_8 = shoulder + elbow;
            const double cos_8 = f64_cos(x_8);
            if (x_8 == x_8 && cos_8 != cos_8) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            /* 42: dy = self.upper_arm * math.sin(q1) + self.forearm * math.sin(q1 + q2) - y */
            const double sin_7 = f64_sin(shoulder);
            if (shoulder == shoulder && sin_7 != sin_7) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            const double x_9 = shoulder + elbow;
            const double sin_8 = f64_sin(x_9);
            if (x_9 == x_9 && sin_8 != sin_8) {
                status |= REACHER_V5_FAULT_DOMAIN;
            }
            const double dy_2 = upper_arm * sin_7 + forearm * sin_8 - in->target_y;
            /* 48: for k in range(25): */
            double total_2 = f64_hypot(upper_arm * cos_7 + forearm * cos_8 - in->target_x, dy_2);
            for (int64_t k_2 = 0; k_2 < 25; ++k_2) {
                /* 49: t = (2 * k + 1) / 50 */
                const double t_1 = (double)(2 * k_2 + 1) / 50.0;
                /* 50: left1 = max(0, 1 - t / duration1) */
                if (!has_duration1_5) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                if (duration1_6 == 0.0) {
                    status |= REACHER_V5_FAULT_ZERO_DIVISION;
                }
                const double item_3 = 1.0 - t_1 / duration1_6;
                const double left1_1 = 0.0 < item_3 ? item_3 : 0.0;
                /* 51: left2 = max(0, 1 - t / duration2) */
                if (!has_duration2_5) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                if (duration2_6 == 0.0) {
                    status |= REACHER_V5_FAULT_ZERO_DIVISION;
                }
                const double item_4 = 1.0 - t_1 / duration2_6;
                const double left2_1 = 0.0 < item_4 ? item_4 : 0.0;
                /* 52: a1 = q1 + (goal1 - q1) * (1 - left1 * left1 * left1 * (4 - 3 * left1)) */
                if (!has_goal1_1) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                const double a1_1 = shoulder + (goal1_1 - shoulder) * (1.0 - left1_1 * left1_1 * left1_1 *
                        (4.0 - 3.0 * left1_1));
                /* 53: a2 = q2 + (goal2 - q2) * (1 - left2 * left2 * left2 * (4 - 3 * left2)) */
                if (!has_goal2_1) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                const double a2_1 = elbow + (goal2_1 - elbow) * (1.0 - left2_1 * left2_1 * left2_1 * (4.0 -
                        3.0 * left2_1));
                /* 54: u1 = self.strength * (goal1 - q1) * left1 * (36 * left1 - 24) / (duration1 * duration1) */
                if (!has_goal1_1) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                if (!has_duration1_5) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                if (!has_duration1_5) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                const double divisor_3 = duration1_6 * duration1_6;
                if (divisor_3 == 0.0) {
                    status |= REACHER_V5_FAULT_ZERO_DIVISION;
                }
                const double u1_1 = strength * (goal1_1 - shoulder) * left1_1 * (36.0 * left1_1 - 24.0) /
                        divisor_3;
                /* 55: u2 = self.strength * (goal2 - q2) * left2 * (36 * left2 - 24) / (duration2 * duration2) */
                if (!has_goal2_1) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                if (!has_duration2_5) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                if (!has_duration2_5) {
                    status |= REACHER_V5_FAULT_ABSENT;
                }
                const double divisor_4 = duration2_6 * duration2_6;
                if (divisor_4 == 0.0) {
                    status |= REACHER_V5_FAULT_ZERO_DIVISION;
                }
                const double u2_1 = strength * (goal2_1 - elbow) * left2_1 * (36.0 * left2_1 - 24.0) /
                        divisor_4;
                /* 41: dx = self.upper_arm * math.cos(q1) + self.forearm * math.cos(q1 + q2) - x */
                const double cos_9 = f64_cos(a1_1);
                if (a1_1 == a1_1 && cos_9 != cos_9) {
                    status |= REACHER_V5_FAULT_DOMAIN;
                }
                const double x_10 = a1_1 + a2_1;
                const double cos_10 = f64_cos(x_10);
                if (x_10 == x_10 && cos_10 != cos_10) {
                    status |= REACHER_V5_FAULT_DOMAIN;
                }
                /* 42: dy = self.upper_arm * math.sin(q1) + self.forearm * math.sin(q1 + q2) - y */
                const double sin_9 = f64_sin(a1_1);
                if (a1_1 == a1_1 && sin_9 != sin_9) {
                    status |= REACHER_V5_FAULT_DOMAIN;
                }
                const double x_11 = a1_1 + a2_1;
                const double sin_10 = f64_sin(x_11);
                if (x_11 == x_11 && sin_10 != sin_10) {
                    status |= REACHER_V5_FAULT_DOMAIN;
                }
                const double dy_3 = upper_arm * sin_9 + forearm * sin_10 - in->target_y;
                /* 43: return math.hypot(dx, dy) */
                const double result_4 = f64_hypot(upper_arm * cos_9 + forearm * cos_10 - in->target_x, dy_3);
                /* 48: for k in range(25): */
                total_2 = total_2 + (result_4 + effort * (u1_1 * u1_1 + u2_1 * u2_1));
            }
            /* 90: if price < least: */
            if (total_2 < least_2) {
                has_duration1_6 = has_duration1_5;
                duration1_7 = duration1_6;
                has_duration2_6 = has_duration2_5;
                duration2_7 = duration2_6;
                least_3 = total_2;
            } else {
                has_duration1_6 = has_duration1_4;
                duration1_7 = duration1_4;
                has_duration2_6 = has_duration2_4;
                duration2_7 = duration2_4;
                least_3 = least_2;
            }
            /* 80: for trial in range(32): */
            least_2 = least_3;
            has_duration1_4 = has_duration1_6;
            duration1_4 = duration1_7;
            has_duration2_4 = has_duration2_6;
            duration2_4 = duration2_7;
        }
        /* 100: if self.turned is None: */
        has_turned_1 = true;
        turned_1 = shoulder;
        has_goal1_3 = has_goal1_1;
        goal1_3 = goal1_1;
        has_goal2_3 = has_goal2_1;
        goal2_5 = goal2_1;
        has_duration1_7 = has_duration1_4;
        duration1_8 = duration1_4;
        has_duration2_7 = has_duration2_4;
        duration2_8 = duration2_4;
    } else {
        has_turned_1 = state->has_turned;
        turned_1 = state->turned;
        has_goal1_3 = state->has_goal1;
        goal1_3 = state->goal1;
        has_goal2_3 = state->has_goal2;
        goal2_5 = state->goal2;
        has_duration1_7 = state->has_duration1;
        duration1_8 = state->duration1;
        has_duration2_7 = state->has_duration2;
        duration2_8 = state->duration2;
    }
    /* 103: self.turned += wrapped(shoulder - self.turned) */
    if (!has_turned_1) {
        status |= REACHER_V5_FAULT_ABSENT;
    }
    const double angle_1 = shoulder - turned_1;
    /* 13: return math.atan2(math.sin(angle), math.cos(angle)) */
    const double sin_11 = f64_sin(angle_1);
    if (angle_1 == angle_1 && sin_11 != sin_11) {
        status |= REACHER_V5_FAULT_DOMAIN;
    }
    const double cos_11 = f64_cos(angle_1);
    if (angle_1 == angle_1 && cos_11 != cos_11) {
        status |= REACHER_V5_FAULT_DOMAIN;
    }
    /* 103: self.turned += wrapped(shoulder - self.turned) */
    if (!has_turned_1) {
        status |= REACHER_V5_FAULT_ABSENT;
    }
    const double turned_2 = turned_1 + f64_atan2(sin_11, cos_11);
    /* 104: passed = self.time / 50 + self.ahead */
    const double passed = (double)state->time / 50.0 + ahead;
    /* 105: left1 = max(self.duration1 - passed, self.least) */
    if (!has_duration1_7) {
        status |= REACHER_V5_FAULT_ABSENT;
    }
    const double item_5 = duration1_8 - passed;
    const double left1_2 = item_5 < least ? least : item_5;
    /* 106: left2 = max(self.duration2 - passed, self.least) */
    if (!has_duration2_7) {
        status |= REACHER_V5_FAULT_ABSENT;
    }
    const double item_6 = duration2_8 - passed;
    const double left2_2 = item_6 < least ? least : item_6;
    /* 108: u1 = (self.kp * (self.goal1 - self.turned) / left1 - self.kd * w1) / left1 + self.frict... */
    if (!has_goal1_3) {
        status |= REACHER_V5_FAULT_ABSENT;
    }
    if (left1_2 == 0.0) {
        status |= REACHER_V5_FAULT_ZERO_DIVISION;
    }
    /* 109: u2 = (self.kp * (self.goal2 - elbow) / left2 - self.kd * w2) / left2 + self.friction * w2 */
    if (!has_goal2_3) {
        status |= REACHER_V5_FAULT_ABSENT;
    }
    if (left2_2 == 0.0) {
        status |= REACHER_V5_FAULT_ZERO_DIVISION;
    }
    /* 110: return u1, u2 */
    action_shoulder_torque = (kp * (goal1_3 - turned_2) / left1_2 - kd * in->angular_velocity_1) / left1_2 +
            friction * in->angular_velocity_1;
    action_elbow_torque = (kp * (goal2_5 - elbow) / left2_2 - kd * in->angular_velocity_2) / left2_2 +
            friction * in->angular_velocity_2;
    state->time = i64_add(state->time, 1);
    state->has_turned = true;
    state->turned = turned_2;
    state->has_goal1 = has_goal1_3;
    state->goal1 = goal1_3;
    state->has_goal2 = has_goal2_3;
    state->goal2 = goal2_5;
    state->has_duration1 = has_duration1_7;
    state->duration1 = duration1_8;
    state->has_duration2 = has_duration2_7;
    state->duration2 = duration2_8;
    double raw_action_0 = action_shoulder_torque;
    double raw_action_1 = action_elbow_torque;
    if (raw_action_0 != raw_action_0) {
        status |= REACHER_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_1 != raw_action_1) {
        status |= REACHER_V5_FAULT_ACTION_NAN;
    }
    if (f64_abs(raw_action_0) == F64_INFINITY) {
        status |= REACHER_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_1) == F64_INFINITY) {
        status |= REACHER_V5_FAULT_ACTION_CLIPPED_INFINITY;
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
    action_shoulder_torque = raw_action_0;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_1 != raw_action_1) {
        raw_action_1 = 0.0;
    }
    if (raw_action_1 < -1.0) {
        raw_action_1 = -1.0;
    }
    if (1.0 < raw_action_1) {
        raw_action_1 = 1.0;
    }
    action_elbow_torque = raw_action_1;
    out->shoulder_torque = action_shoulder_torque;
    out->elbow_torque = action_elbow_torque;
    return status;
}
