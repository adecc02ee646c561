/* Replays vectors.h through halfcheetah_v5 and compares every bit. Prints "N passed, M failed"; 0 when none failed. */
#include "halfcheetah_v5.h"
#include "vectors.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

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

static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t to_bits(double x)
{
    uint64_t bits;
    if (x != x) {
        return UINT64_C(0x7ff8000000000000); /* there are many NaNs; one stands for all */
    }
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* (1 + 2^-30)^2 - (1 + 2^-29) is 2^-60 when the multiplication is fused into the subtraction, 0 when it is rounded. */
static int fuses(void)
{
    volatile double a = 1.0 + 1.0 / 1073741824.0;
    volatile double c = 1.0 + 2.0 / 1073741824.0;
    const double x = a;
    const double y = c;
    return x * x - y != 0.0;
}

/* 1 + 2^-53 rounds to 1 in double, and does not in an 80-bit register. */
static int is_wider(void)
{
    volatile double one = 1.0;
    volatile double tiny = DBL_EPSILON / 2.0;
    return (one + tiny) - one != 0.0;
}

int main(void)
{
    static halfcheetah_v5_state state;
    static halfcheetah_v5_in in;
    static halfcheetah_v5_out out;
    int passed = 0;
    int failed = 0;
    int i;
    if (fuses()) {
        printf("this build fuses multiply and add: compile with -ffp-contract=off\n");
        return 2;
    }
    if (is_wider()) {
        printf("this build keeps more than 64 bits: compile with -msse2 -mfpmath=sse\n");
        return 2;
    }
    for (i = 0; i < VECTORS; ++i) {
        const uint64_t *word = vectors[i];
        uint32_t status;
        int same = 1;
        if (*word++ != 0u) {
            halfcheetah_v5_reset(&state);
        }
        in.torso_z = from_bits(*word++);
        in.torso_pitch = from_bits(*word++);
        in.back_thigh_angle = from_bits(*word++);
        in.back_shin_angle = from_bits(*word++);
        in.back_foot_angle = from_bits(*word++);
        in.front_thigh_angle = from_bits(*word++);
        in.front_shin_angle = from_bits(*word++);
        in.front_foot_angle = from_bits(*word++);
        in.torso_vx = from_bits(*word++);
        in.torso_vz = from_bits(*word++);
        in.torso_pitch_rate = from_bits(*word++);
        in.back_thigh_rate = from_bits(*word++);
        in.back_shin_rate = from_bits(*word++);
        in.back_foot_rate = from_bits(*word++);
        in.front_thigh_rate = from_bits(*word++);
        in.front_shin_rate = from_bits(*word++);
        in.front_foot_rate = from_bits(*word++);
        status = halfcheetah_v5_step(&state, &in, &out);
        same &= to_bits(out.back_thigh_torque) == *word++;
        same &= to_bits(out.back_shin_torque) == *word++;
        same &= to_bits(out.back_foot_torque) == *word++;
        same &= to_bits(out.front_thigh_torque) == *word++;
        same &= to_bits(out.front_shin_torque) == *word++;
        same &= to_bits(out.front_foot_torque) == *word++;
        same &= status == *word;
        if (same) {
            ++passed;
        } else if (failed++ == 0) {
            printf("vector %d (line %d of vectors.csv) differs: status %08x, expected %08x\n", i, i + 2, (unsigned)status,
                   (unsigned)*word);
            word -= 6;
            printf("  back_thigh_torque is %.17g, expected %.17g\n", out.back_thigh_torque, from_bits(*word++));
            printf("  back_shin_torque is %.17g, expected %.17g\n", out.back_shin_torque, from_bits(*word++));
            printf("  back_foot_torque is %.17g, expected %.17g\n", out.back_foot_torque, from_bits(*word++));
            printf("  front_thigh_torque is %.17g, expected %.17g\n", out.front_thigh_torque, from_bits(*word++));
            printf("  front_shin_torque is %.17g, expected %.17g\n", out.front_shin_torque, from_bits(*word++));
            printf("  front_foot_torque is %.17g, expected %.17g\n", out.front_foot_torque, from_bits(*word++));
        }
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
