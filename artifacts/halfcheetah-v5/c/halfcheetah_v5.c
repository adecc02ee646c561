/* halfcheetah_v5: a controller compiled by ppc 0.1.0. Generated; do not edit. How to call it: halfcheetah_v5.h */
#include "halfcheetah_v5.h"

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
HALFCHEETAH_V5_FAULT_INDEX | HALFCHEETAH_V5_FAULT_ZERO_DIVISION | HALFCHEETAH_V5_FAULT_DOMAIN | \
HALFCHEETAH_V5_FAULT_OVERFLOW | HALFCHEETAH_V5_FAULT_INT_OF_NAN | HALFCHEETAH_V5_FAULT_CAPACITY | \
HALFCHEETAH_V5_FAULT_LOOP_BOUND | HALFCHEETAH_V5_FAULT_ABSENT | HALFCHEETAH_V5_FAULT_UNASSIGNED | \
HALFCHEETAH_V5_FAULT_KEY | HALFCHEETAH_V5_FAULT_VALUE | HALFCHEETAH_V5_FAULT_ACTION_RANGE | \
HALFCHEETAH_V5_FAULT_ACTION_NAN))

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
static const double turn = 2.542647672544742; /* turn, line 15 */
static const double phase = 0.5467950633072078; /* phase, line 16 */
static const double mean_0 = 3.3168847664795553; /* mean[0], line 17 */
static const double mean_1 = 0.02993115007312487; /* mean[1], line 17 */
static const double mean_2 = 0.7153602131175055; /* mean[2], line 17 */
static const double sine_2 = 0.08680608763185471; /* sine[2], line 18 */
static const double sine_3 = 0.03097352824888088; /* sine[3], line 18 */
static const double cosine_0 = 0.4324515785550502; /* cosine[0], line 19 */
static const double cosine_1 = 1.5171170463969814; /* cosine[1], line 19 */
static const double cosine_4 = 0.43495959415359864; /* cosine[4], line 19 */
static const double by_place_3 = 1.3686877641793977; /* by_place[3], line 22 */
static const double by_place_5 = 1.2353666983786806; /* by_place[5], line 22 */
static const double by_place_6 = 0.6472762871139497; /* by_place[6], line 22 */
static const double by_place_8 = 0.23596235126147422; /* by_place[8], line 23 */
static const double by_place_12 = 0.289288478039851; /* by_place[12], line 23 */
static const double by_place_14 = 1.1828190055535752; /* by_place[14], line 23 */
static const double by_place_18 = 0.022758710264660198; /* by_place[18], line 24 */
static const double by_place_19 = 0.7113764994655053; /* by_place[19], line 24 */
static const double by_place_21 = 2.313958189704161; /* by_place[21], line 24 */
static const double by_place_22 = 1.1267033702847224; /* by_place[22], line 24 */
static const double by_place_23 = 0.226174233891811; /* by_place[23], line 24 */
static const double by_place_25 = 6.154652354765949; /* by_place[25], line 25 */
static const double by_place_28 = 0.13402099571175086; /* by_place[28], line 25 */
static const double by_place_29 = 0.4255954269802602; /* by_place[29], line 25 */
static const double by_place_32 = 0.5905054344732531; /* by_place[32], line 26 */
static const double by_place_39 = 1.1785075710176913; /* by_place[39], line 26 */
static const double by_place_40 = 2.313273597488459; /* by_place[40], line 27 */
static const double by_place_43 = 0.12655905392259692; /* by_place[43], line 27 */
static const double by_place_45 = 1.3083687063091478; /* by_place[45], line 27 */
static const double by_place_46 = 2.063249644752781; /* by_place[46], line 27 */
static const double by_place_47 = 0.052800716245092444; /* by_place[47], line 27 */
static const double by_speed_0 = 0.20896256508469768; /* by_speed[0], line 31 */
static const double by_speed_1 = 0.7994298356487655; /* by_speed[1], line 31 */
static const double by_speed_5 = 0.8021413653112228; /* by_speed[5], line 31 */
static const double by_speed_7 = 0.08904776540460108; /* by_speed[7], line 31 */
static const double by_speed_8 = 0.5076652746426369; /* by_speed[8], line 31 */
static const double by_speed_11 = 0.8272822860861035; /* by_speed[11], line 32 */
static const double by_speed_15 = 2.0175400800369125; /* by_speed[15], line 32 */
static const double by_speed_18 = 1.5646862345373458; /* by_speed[18], line 33 */
static const double by_speed_20 = 0.23992798832313772; /* by_speed[20], line 33 */
static const double by_speed_21 = 1.3423092168449953; /* by_speed[21], line 33 */
static const double by_speed_26 = 1.3149152962428565; /* by_speed[26], line 33 */
static const double by_speed_29 = 1.0510035726557088; /* by_speed[29], line 34 */
static const double by_speed_30 = 0.07513142181845878; /* by_speed[30], line 34 */
static const double by_speed_31 = 0.11016913302680831; /* by_speed[31], line 34 */
static const double by_speed_33 = 0.2206286450667126; /* by_speed[33], line 34 */
static const double by_speed_34 = 0.892084728361624; /* by_speed[34], line 34 */
static const double by_speed_38 = 0.4726916166554933; /* by_speed[38], line 35 */
static const double by_speed_40 = 3.0163353032620646; /* by_speed[40], line 35 */
static const double by_speed_41 = 0.6053553941325757; /* by_speed[41], line 35 */
static const double by_speed_42 = 2.1256259145619354; /* by_speed[42], line 35 */
static const double by_speed_44 = 0.7386042686540111; /* by_speed[44], line 35 */
static const double by_speed_46 = 0.6578603862090457; /* by_speed[46], line 36 */
static const double by_speed_47 = 1.5455910311311354; /* by_speed[47], line 36 */
static const double by_speed_49 = 0.29602306681463125; /* by_speed[49], line 36 */
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

void halfcheetah_v5_reset(halfcheetah_v5_state *state)
{
    /* 53: return torques */
    state->phase = phase;
}

uint32_t halfcheetah_v5_step(halfcheetah_v5_state *state, const halfcheetah_v5_in *in, halfcheetah_v5_out *out)
{
    uint32_t status = 0u;
    double action_back_thigh_torque = 0.0;
    double action_back_shin_torque = 0.0;
    double action_back_foot_torque = 0.0;
    double action_front_thigh_torque = 0.0;
    double action_front_shin_torque = 0.0;
    double action_front_foot_torque = 0.0;
    /* 40: self.phase += self.turn */
    const double phase_1 = state->phase + turn;
    /* 41: s = math.sin(self.phase) */
    const double sin_1 = f64_sin(phase_1);
    if (phase_1 == phase_1 && sin_1 != sin_1) {
        status |= HALFCHEETAH_V5_FAULT_DOMAIN;
    }
    /* 42: c = math.cos(self.phase) */
    const double cos_1 = f64_cos(phase_1);
    if (phase_1 == phase_1 && cos_1 != cos_1) {
        status |= HALFCHEETAH_V5_FAULT_DOMAIN;
    }
    /* 43: place = [obs.torso_z * 5, obs.torso_pitch * 2] */
    const double item_67 = in->torso_z * 5.0;
    const double item_68 = in->torso_pitch * 2.0;
    /* 44: place += [obs.back_thigh_angle * 2, obs.back_shin_angle * 2, obs.back_foot_angle * 2] */
    const double item_69 = in->back_thigh_angle * 2.0;
    const double item_70 = in->back_shin_angle * 2.0;
    const double item_71 = in->back_foot_angle * 2.0;
    /* 45: place += [obs.front_thigh_angle * 2, obs.front_shin_angle * 2, obs.front_foot_angle * 2] */
    const double item_72 = in->front_thigh_angle * 2.0;
    const double item_73 = in->front_shin_angle * 2.0;
    const double item_74 = in->front_foot_angle * 2.0;
    /* 46: speed = [obs.torso_vx / 5, obs.torso_vz, obs.torso_pitch_rate / 2] */
    const double item_75 = in->torso_vx / 5.0;
    const double item_76 = in->torso_pitch_rate / 2.0;
    /* 47: speed += [obs.back_thigh_rate / 10, obs.back_shin_rate / 10, obs.back_foot_rate / 10] */
    const double item_77 = in->back_thigh_rate / 10.0;
    const double item_78 = in->back_shin_rate / 10.0;
    const double item_79 = in->back_foot_rate / 10.0;
    /* 48: speed += [obs.front_thigh_rate / 10, obs.front_shin_rate / 10, obs.front_foot_rate / 10] */
    const double item_80 = in->front_thigh_rate / 10.0;
    const double item_81 = in->front_shin_rate / 10.0;
    const double item_82 = in->front_foot_rate / 10.0;
    /* 10: return sum(g * v for g, v in zip(gains, values, strict=True)) */
    const double total_4 = 0.0 + -0.876416267379803 * item_67 + -1.3901081582744865 * item_68 +
            -0.7188850815720891 * item_69 + by_place_3 * item_70 + -2.4736439927864255 * item_71;
    const double item_95 = -0.13789290809133545 * item_78;
    const double total_12 = 0.0 + by_speed_0 * item_75 + by_speed_1 * in->torso_vz + -1.559796139410829 *
            item_76 + -0.19425716775066604 * item_77 + item_95;
    const double total_7 = total_4 + by_place_5 * item_72 + by_place_6 * item_73 + -0.19230466444422278 *
            item_74;
    const double total_16 = total_12 + by_speed_5 * item_79 + -0.939569939941121 * item_80 + by_speed_7 *
            item_81 + by_speed_8 * item_82;
    const double item_105 = by_place_12 * item_71;
    const double item_106 = -1.6567840636475353 * item_72;
    const double total_22 = 0.0 + by_place_8 * item_67 + -0.828478913567593 * item_68 + -4.145179306724987 *
            item_69 + -1.5974983074345266 * item_70 + item_105 + item_106;
    const double item_113 = -0.06823961217232963 * item_78;
    const double item_114 = -0.7784876014730698 * item_79;
    const double total_30 = 0.0 + -0.3586452682372461 * item_75 + -0.37385325879449893 * in->torso_vz +
            by_speed_11 * item_76 + -4.349860739384397 * item_77 + item_113 + item_114;
    const double total_24 = total_22 + by_place_14 * item_73 + -0.8058607648417939 * item_74;
    const double total_33 = total_30 + by_speed_15 * item_80 + -0.08774100731803536 * item_81 +
            -1.016096751224007 * item_82;
    const double item_123 = -0.41193966422246786 * item_71;
    const double item_124 = by_place_21 * item_72;
    const double total_39 = 0.0 + -2.070504896346889 * item_67 + -0.5731999785980376 * item_68 + by_place_18 *
            item_69 + by_place_19 * item_70 + item_123 + item_124;
    const double item_131 = -0.579259399995819 * item_78;
    const double total_46 = 0.0 + by_speed_18 * item_75 + -0.5252187723038608 * in->torso_vz + by_speed_20 *
            item_76 + by_speed_21 * item_77 + item_131;
    const double total_41 = total_39 + by_place_22 * item_73 + by_place_23 * item_74;
    const double total_50 = total_46 + -0.1674597240608072 * item_79 + -3.7328018322540037 * item_80 +
            -0.8556983512258006 * item_81 + by_speed_26 * item_82;
    const double item_141 = by_place_28 * item_71;
    const double item_142 = by_place_29 * item_72;
    const double total_56 = 0.0 + -6.079319081571558 * item_67 + by_place_25 * item_68 + -0.8449682774383609 *
            item_69 + -0.30138171057822843 * item_70 + item_141 + item_142;
    const double item_149 = by_speed_31 * item_78;
    const double total_63 = 0.0 + -0.8680208591822918 * item_75 + -0.9559818397422382 * in->torso_vz +
            by_speed_29 * item_76 + by_speed_30 * item_77 + item_149;
    const double total_67 = total_63 + -0.009719397367635009 * item_79 + by_speed_33 * item_80 + by_speed_34 *
            item_81 + -0.01348589319498164 * item_82;
    const double total_72 = 0.0 + by_place_32 * item_67 + -1.8069649559233047 * item_68 + -1.2814220094163902
            * item_69 + -0.27030112443433035 * item_70 + -0.9522479720271393 * item_71;
    const double item_167 = by_speed_40 * item_78;
    const double item_168 = by_speed_41 * item_79;
    const double total_81 = 0.0 + -0.02318760491109257 * item_75 + -0.061931792652880804 * in->torso_vz +
            by_speed_38 * item_76 + -8.166815120858006 * item_77 + item_167 + item_168;
    const double total_75 = total_72 + -2.8408592084963735 * item_72 + -1.049893731476189 * item_73 +
            by_place_39 * item_74;
    const double total_84 = total_81 + by_speed_42 * item_80 + -0.07810314412752925 * item_81 + by_speed_44 *
            item_82;
    const double item_177 = -0.19207536325994262 * item_71;
    const double item_178 = by_place_45 * item_72;
    const double total_90 = 0.0 + by_place_40 * item_67 + -0.08088264608389713 * item_68 + -2.1722716928326298
            * item_69 + by_place_43 * item_70 + item_177 + item_178;
    const double item_185 = by_speed_49 * item_78;
    const double total_97 = 0.0 + -2.6695216471126573 * item_75 + by_speed_46 * in->torso_vz + by_speed_47 *
            item_76 + -0.6372226232585538 * item_77 + item_185;
    const double total_92 = total_90 + by_place_46 * item_73 + by_place_47 * item_74;
    const double total_101 = total_97 + -0.1228653796846813 * item_79 + -0.4622133177169395 * item_80 +
            -0.5759680441107656 * item_81 + -0.3582428169612934 * item_82;
    /* 53: return torques */
    action_back_thigh_torque = mean_0 + 0.023435141087730593 * sin_1 + cosine_0 * cos_1 + total_7 + total_16;
    action_back_shin_torque = mean_1 + -1.1179761281028961 * sin_1 + cosine_1 * cos_1 + total_24 + total_33;
    action_back_foot_torque = mean_2 + sine_2 * sin_1 + -0.29652801690429265 * cos_1 + total_41 + total_50;
    action_front_thigh_torque = -3.910921394121358 + sine_3 * sin_1 + -0.06406070857041048 * cos_1 + (total_56
            + -0.0009708945798739543 * item_73 + -0.23253605055796467 * item_74) + total_67;
    action_front_shin_torque = 0.11267700033083497 + -0.6418570631407079 * sin_1 + cosine_4 * cos_1 + total_75
            + total_84;
    action_front_foot_torque = -0.0713764783392654 + -0.9105112997926504 * sin_1 + -0.12123909998436716 *
            cos_1 + total_92 + total_101;
    state->phase = phase_1;
    double raw_action_0 = action_back_thigh_torque;
    double raw_action_1 = action_back_shin_torque;
    double raw_action_2 = action_back_foot_torque;
    double raw_action_3 = action_front_thigh_torque;
    double raw_action_4 = action_front_shin_torque;
    double raw_action_5 = action_front_foot_torque;
    if (raw_action_0 != raw_action_0) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_1 != raw_action_1) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_2 != raw_action_2) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_3 != raw_action_3) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_4 != raw_action_4) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_NAN;
    }
    if (raw_action_5 != raw_action_5) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_NAN;
    }
    if (f64_abs(raw_action_0) == F64_INFINITY) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_1) == F64_INFINITY) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_2) == F64_INFINITY) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_3) == F64_INFINITY) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_4) == F64_INFINITY) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_CLIPPED_INFINITY;
    }
    if (f64_abs(raw_action_5) == F64_INFINITY) {
        status |= HALFCHEETAH_V5_FAULT_ACTION_CLIPPED_INFINITY;
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
    action_back_thigh_torque = raw_action_0;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_1 != raw_action_1) {
        raw_action_1 = 0.0;
    }
    if (raw_action_1 < -1.0) {
        raw_action_1 = -1.0;
    }
    if (1.0 < raw_action_1) {
        raw_action_1 = 1.0;
    }
    action_back_shin_torque = raw_action_1;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_2 != raw_action_2) {
        raw_action_2 = 0.0;
    }
    if (raw_action_2 < -1.0) {
        raw_action_2 = -1.0;
    }
    if (1.0 < raw_action_2) {
        raw_action_2 = 1.0;
    }
    action_back_foot_torque = raw_action_2;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_3 != raw_action_3) {
        raw_action_3 = 0.0;
    }
    if (raw_action_3 < -1.0) {
        raw_action_3 = -1.0;
    }
    if (1.0 < raw_action_3) {
        raw_action_3 = 1.0;
    }
    action_front_thigh_torque = raw_action_3;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_4 != raw_action_4) {
        raw_action_4 = 0.0;
    }
    if (raw_action_4 < -1.0) {
        raw_action_4 = -1.0;
    }
    if (1.0 < raw_action_4) {
        raw_action_4 = 1.0;
    }
    action_front_shin_torque = raw_action_4;
    if ((status & DISQUALIFYING_FAULTS) != 0u || raw_action_5 != raw_action_5) {
        raw_action_5 = 0.0;
    }
    if (raw_action_5 < -1.0) {
        raw_action_5 = -1.0;
    }
    if (1.0 < raw_action_5) {
        raw_action_5 = 1.0;
    }
    action_front_foot_torque = raw_action_5;
    out->back_thigh_torque = action_back_thigh_torque;
    out->back_shin_torque = action_back_shin_torque;
    out->back_foot_torque = action_back_foot_torque;
    out->front_thigh_torque = action_front_thigh_torque;
    out->front_shin_torque = action_front_shin_torque;
    out->front_foot_torque = action_front_foot_torque;
    return status;
}
