"""Helpers of the exported C: each total, bit-exact and free of libm. A file gets only those it uses."""

from __future__ import annotations

HELPERS: dict[str, tuple[tuple[str, ...], str]] = {}  # name -> (helpers it needs, code), in order of definition


def _define(name: str, *needs: str, code: str) -> None:
    HELPERS[name] = (needs, code.strip("\n"))


_define(
    "f64_limits",
    code="""
#if defined(__GNUC__)
#define F64_INFINITY __builtin_inf()
#define F64_NAN __builtin_nan("")
#else
#include <math.h>
#define F64_INFINITY ((double)INFINITY)
#define F64_NAN ((double)NAN)
#endif
""",
)
_define(
    "f64_bits",
    code="""
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
""",
)
_define(
    "f64_from_bits",
    code="""
/* The number whose bit pattern is n. */
static double f64_from_bits(int64_t n)
{
    double x;
    COPY_BYTES(&x, &n, sizeof x);
    return x;
}
""",
)
_define(
    "f64_abs",
    code="""
static double f64_abs(double x)
{
#if defined(__GNUC__)
    return __builtin_fabs(x);
#else
    return x > 0.0 ? x : (x == 0.0 ? 0.0 : -x);
#endif
}
""",
)
_define(
    "f64_trunc",
    code="""
/* Rounds towards zero; zeros keep their sign. From 2^52 on every double is an integer. */
static double f64_trunc(double x)
{
    double r;
    if (!(x > -4503599627370496.0 && x < 4503599627370496.0)) {
        return x;
    }
    r = (double)(int64_t)x;
    return r == 0.0 ? x * 0.0 : r;
}
""",
)
_define(
    "f64_floor",
    "f64_trunc",
    code="""
static double f64_floor(double x)
{
    const double r = f64_trunc(x);
    return r > x ? r - 1.0 : r;
}
""",
)
_define(
    "f64_ceil",
    "f64_trunc",
    code="""
static double f64_ceil(double x)
{
    const double r = f64_trunc(x);
    return r < x ? r + 1.0 : r;
}
""",
)
_define(
    "f64_rint",
    code="""
/* Rounds to the nearest integer, ties to even; zeros keep their sign. */
static double f64_rint(double x)
{
    double r;
    if (!(x > -4503599627370496.0 && x < 4503599627370496.0)) {
        return x;
    }
    r = x < 0.0 ? (x - 4503599627370496.0) + 4503599627370496.0 : (x + 4503599627370496.0) - 4503599627370496.0;
    return r == 0.0 ? x * 0.0 : r;
}
""",
)
_define(
    "f64_sqrt",
    "f64_limits",
    code="""
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
""",
)
_define(
    "i64_from_f64",
    code="""
/* Truncates; saturates at the ends of the range; NaN gives 0. */
static int64_t i64_from_f64(double x)
{
    if (x != x) {
        return 0;
    }
    if (x >= 9223372036854775808.0) {
        return INT64_MAX;
    }
    return x <= -9223372036854775808.0 ? INT64_MIN : (int64_t)x;
}
""",
)
_define(
    "i64_wrap",
    code="""
/* Two's complement of n, without relying on how C converts what does not fit. */
static int64_t i64_wrap(uint64_t n)
{
    return n <= (uint64_t)INT64_MAX ? (int64_t)n : -(int64_t)(UINT64_MAX - n) - 1;
}
""",
)
for _name, _symbol in (("add", "+"), ("sub", "-"), ("mul", "*")):
    _define(
        f"i64_{_name}",
        "i64_wrap",
        code=f"""
static int64_t i64_{_name}(int64_t a, int64_t b)
{{
    return i64_wrap((uint64_t)a {_symbol} (uint64_t)b);
}}
""",
    )
_define(
    "i64_neg",
    "i64_wrap",
    code="""
static int64_t i64_neg(int64_t a)
{
    return i64_wrap((uint64_t)0 - (uint64_t)a);
}
""",
)
_define(
    "i64_abs",
    "i64_neg",
    code="""
static int64_t i64_abs(int64_t a)
{
    return a < 0 ? i64_neg(a) : a;
}
""",
)
_define(
    "i64_floor_div",
    "i64_neg",
    code="""
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
""",
)
_define(
    "i64_floor_mod",
    code="""
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
""",
)
_define(
    "i64_shl",
    "i64_wrap",
    code="""
/* A count outside of 0..63 gives 0. */
static int64_t i64_shl(int64_t a, int64_t n)
{
    return n < 0 || n > 63 ? 0 : i64_wrap((uint64_t)a << n);
}
""",
)
_define(
    "i64_shr",
    code="""
/* Arithmetic shift; a count outside of 0..63 gives the sign. */
static int64_t i64_shr(int64_t a, int64_t n)
{
    if (n < 0 || n > 63) {
        return a < 0 ? -1 : 0;
    }
    return a < 0 ? ~(~a >> n) : a >> n;
}
""",
)
_define(
    "i64_clamp",
    code="""
/* An index clamped to 0..last. */
static int64_t i64_clamp(int64_t i, int64_t last)
{
    return i < 0 ? 0 : (i > last ? last : i);
}
""",
)


def with_needs(used: set[str]) -> list[str]:
    """``used`` helpers and all that they need, in order of definition."""
    wanted, todo = set(), list(used)
    while todo:
        name = todo.pop()
        if name not in wanted:
            wanted.add(name)
            todo.extend(HELPERS[name][0])
    return [name for name in HELPERS if name in wanted]
