"""pow: log(x) to about 68 bits by table and polynomial, times y, then exp of the sum."""

from ppc.compiler.elementary.double_double import _fast_two_sum, _two_product, _two_square, _two_sum
from ppc.compiler.elementary.exponential import _clamp, _expm1_reduced, _reduce_exp, _scale
from ppc.compiler.elementary.primitives import INF, NAN, f64_bits, f64_from_bits, floor, sqrt

LN2_HIGH = 0.6931471805601177
LN2_LOW = -1.7239444525614835e-13
MIN_NORMAL = 2.2250738585072014e-308
TWO_54 = 18014398509481984.0
ROUNDER = 6755399441055744.0  # 1.5 * 2**52: its low bits hold an integer
ROUNDER_BITS = 0x4338000000000000
FIRST_BITS = 0x3FE6800000000000  # 45/64, lower end of the reduced range
Y_LIMIT = 73786976294838206464.0  # 2**66; |y*log(x)| exceeds 746 from there on, unless x is 1

# For 64 equal steps of the bit pattern from 45/64 on: a factor r of at most 9 bits near the
# inverse, 1 on both sides of 1, and -log(r) as a sum.
INVERSE = (
    1.4140625, 1.3984375, 1.3828125, 1.3671875, 1.35546875, 1.33984375, 1.328125, 1.3125,
    1.30078125, 1.28515625, 1.2734375, 1.26171875, 1.25, 1.23828125, 1.2265625, 1.21484375,
    1.203125, 1.19140625, 1.1796875, 1.16796875, 1.16015625, 1.1484375, 1.13671875, 1.12890625,
    1.1171875, 1.109375, 1.09765625, 1.08984375, 1.08203125, 1.0703125, 1.0625, 1.0546875,
    1.04296875, 1.03515625, 1.02734375, 1.01953125, 1.01171875, 1.0, 1.0, 0.9765625,
    0.9609375, 0.94921875, 0.93359375, 0.921875, 0.90625, 0.89453125, 0.8828125, 0.87109375,
    0.859375, 0.84765625, 0.8359375, 0.82421875, 0.81640625, 0.8046875, 0.796875, 0.78515625,
    0.77734375, 0.765625, 0.7578125, 0.75, 0.73828125, 0.73046875, 0.72265625, 0.71484375,
)  # fmt: skip
LOG_HIGH = (
    -0.34646676734620857, -0.3353555419211378, -0.324119468654212, -0.3127557100038969,
    -0.3041473354672967, -0.29255300268637746, -0.2837681731306446, -0.27193371548364176,
    -0.26296504550088134, -0.25088030628580943, -0.24171993688714516, -0.23247487874309405,
    -0.22314355131420976, -0.21372432939771813, -0.2042155414286909, -0.19461546769967167,
    -0.184922338494012, -0.17513433212784915, -0.16524957289530717, -0.15526612891112396,
    -0.14855469432313714, -0.13840232285911913, -0.12814582269193003, -0.12124924363286968,
    -0.11081436634029011, -0.10379679368164356, -0.0931772248541833, -0.08603433734180316,
    -0.07884006170777602, -0.06795066190850775, -0.06062462181643484, -0.053244514518812285,
    -0.04207121392068706, -0.034552381506659735, -0.026976587698202076, -0.019342962843130935,
    -0.011650617219975274, 0.0, 0.0, 0.023716526617316044,
    0.039845908547199674, 0.05211600113901402, 0.06871389254805181, 0.0813456394539524,
    0.09844007281325252, 0.11145544092532282, 0.1246424452072766, 0.13800567301944372,
    0.15154989812720093, 0.16528009093910292, 0.179201429457711, 0.19331931100349597,
    0.20284319251475147, 0.2173012756899814, 0.22705745063534608, 0.24187253642048673,
    0.2518726197550701, 0.26706278524904525, 0.27731928541623435, 0.2876820724517809,
    0.3034304294199201, 0.31406882762497584, 0.32482161940123766, 0.33569129163814154,
)  # fmt: skip
LOG_LOW = (
    -1.028583585496265e-17, -1.834564437059473e-17, 7.958214381893813e-18, 1.451808353098951e-17,
    2.963837507561865e-18, 2.1327310101814576e-17, 2.032665581126656e-17, -7.83319637697442e-19,
    -7.045250208263107e-18, 1.2457039343986644e-17, -8.900990022166643e-18, -1.049773658067578e-17,
    9.091270597324799e-18, -1.1984668242736255e-17, -2.7338281018722773e-18, 9.286606646402599e-18,
    -3.0236614153574064e-18, 3.59146702814679e-18, 1.0094935622322628e-17, 5.790029056368188e-18,
    1.53995371858771e-19, -4.447777301357527e-18, -4.564146029872488e-18, -5.284805187745387e-18,
    -1.183748342825649e-18, -5.47772415726659e-18, 6.707547381997404e-18, 4.235394883227454e-18,
    -3.2379150876431256e-18, 1.2802141240611733e-18, -2.6424025938726934e-18, 1.665575816973663e-18,
    3.1329038365070074e-18, 1.6591063781278726e-18, 5.651841481310676e-20, 2.2760589303784623e-19,
    2.3618788515509035e-19, 0.0, 0.0, -1.5774243488668215e-18,
    -3.129547680315208e-18, 7.1036769831546065e-19, -2.5298812881248404e-18, 5.07707635593117e-18,
    -4.439009633675136e-18, 5.685957919022839e-18, -5.808912678940971e-18, -3.082753002960249e-18,
    5.1669593684615594e-18, -6.262313551919987e-19, -1.0785017454858423e-17, 4.630440315107144e-18,
    2.0981425921481313e-18, 1.6168452453763015e-18, 9.551415762738488e-18, -3.5869293176775316e-18,
    -1.8984402852371785e-18, -7.32891532732017e-18, -7.44528405583513e-18, 2.607160616442564e-17,
    -4.151258540103992e-18, 7.311073985078525e-18, -3.7162556628635935e-18, -7.183773020381283e-18,
)  # fmt: skip

# Weighted least squares on Chebyshev nodes of |z| <= 1.05/64, 7 terms; error relative to z:
# 2**-63.9.
POW_0 = 0.3333333333333333
POW_1 = -0.25000000000050215
POW_2 = 0.20000000000091947
POW_3 = -0.16666665706486472
POW_4 = 0.1428571310008363
POW_5 = -0.12505551337497892
POW_6 = 0.11116782180514856


def _log1p_tail(z: float) -> float:
    """(log(1 + z) - z + z**2/2) / z**3."""
    z2 = z * z
    p0_0 = (POW_0 + POW_1 * z) + (POW_2 + POW_3 * z) * z2
    p0_1 = (POW_4 + POW_5 * z) + POW_6 * z2
    z4 = z2 * z2
    return p0_0 + p0_1 * z4


def _log_precise(x: float) -> tuple[float, float]:
    """Return log(x) as high + low to about 2**-66 relative, for positive finite x."""
    tiny = x < MIN_NORMAL
    bits = f64_bits(x * TWO_54 if tiny else x)
    steps = bits - FIRST_BITS
    exponent = steps >> 52
    index = (steps >> 46) & 63
    m_bits = bits - (exponent << 52)
    k = f64_from_bits(ROUNDER_BITS + exponent) - ROUNDER
    k = k - 54.0 if tiny else k
    # m*r - 1 exactly: r has 9 bits, so both halves of m multiply exactly.
    m_high = f64_from_bits((m_bits >> 27) << 27)
    m_low = f64_from_bits(m_bits) - m_high
    r = INVERSE[index]
    f, f_low = _two_sum(m_high * r - 1.0, m_low * r)
    square, square_low = _two_square(f)
    head, head_error = _fast_two_sum(k * LN2_HIGH, LOG_HIGH[index])
    middle, middle_error = _two_sum(head, f)
    last, last_error = _two_sum(middle, -0.5 * square)
    tail = f * square * _log1p_tail(f) + (f_low - (0.5 * square_low + f * f_low))
    tail += k * LN2_LOW + LOG_LOW[index]
    tail += (head_error + middle_error) + last_error
    return _fast_two_sum(last, tail)


def pow(x: float, y: float) -> float:
    """x to the power y.  Measured error up to 0.87 ulp; y = -1, 1/2 (x > 0), 1 and 2 correctly rounded.

    Special values as in C: pow(x, 0) = pow(1, y) = 1 even for NaN, NaN for finite x < 0 and y
    no integer, the sign of x kept by odd integers y.
    """
    size = abs(x)
    whole = floor(y) == y
    # Floats of 2**53 and more are even, and their half is whole.
    odd = whole and floor(0.5 * y) != 0.5 * y
    ordinary = size > 0.0 and size < INF
    high, low = _log_precise(size if ordinary else 1.0)
    limited = _clamp(y, -Y_LIMIT, Y_LIMIT)
    product, error = _two_product(limited, high)
    inside = product < 710.0 and product > -746.0
    error = error + limited * low if inside else 0.0
    k, r, r_low = _reduce_exp(_clamp(product, -746.0, 710.0))
    # The error of the product is too large for the first-order term: move it into r.
    r, r_low = _fast_two_sum(r, r_low + error)
    head, head_error = _fast_two_sum(1.0, r)
    value = _scale(head + (head_error + _expm1_reduced(r, r_low)), k)
    value = x * x if y == 2.0 else value
    value = size if y == 1.0 else value
    value = sqrt(size) if y == 0.5 else value
    value = 1.0 / (size if ordinary else 1.0) if y == -1.0 else value
    grows = y > 0.0 if size > 1.0 else y < 0.0
    edge = INF if grows else 0.0
    value = value if ordinary else edge
    value = -value if odd and f64_bits(x) < 0 else value
    value = NAN if x < 0.0 and ordinary and not whole else value
    value = x + y if x != x or y != y else value
    return 1.0 if y == 0.0 or x == 1.0 else value
