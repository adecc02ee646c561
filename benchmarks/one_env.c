/* The classic tasks stepped one environment at a time, with the two policies of lane_policies.py compiled in: what a careful
 * programmer writes without thinking of vectors. Same rules as Gymnasium's, observations rounded to float32; the math library's
 * sine and cosine. Build with -O3 -march=native -ffp-contract=off.
 *
 * run_<task>_<policy>(parameters, seed, episodes, horizon, sum) plays the episodes, adds their returns into *sum, and answers
 * the number of steps. */

#define _GNU_SOURCE
#include <math.h>
#include <stdint.h>

static inline double uniform(uint64_t *seed, double low, double high)
{
    uint64_t z = (*seed += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return low + (high - low) * (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static inline double clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

static inline double single(double x)
{
    return (double)(float)x;
}

typedef struct { double x[4]; double obs[6]; } Env;
typedef struct { int mode, timer; double integral; } Memory;

/* --- environments: reset fills x and obs, step answers whether the episode is over ------------------------------------- */

static inline void cartpole_reset(Env *e, uint64_t *seed)
{
    for (int k = 0; k < 4; k++) {
        e->x[k] = uniform(seed, -0.05, 0.05);
        e->obs[k] = single(e->x[k]);
    }
}

static inline int cartpole_step(Env *e, double action, double *reward)
{
    const double force = action == 1.0 ? 10.0 : -10.0;
    double x = e->x[0], v = e->x[1], theta = e->x[2], w = e->x[3], s, c;
    sincos(theta, &s, &c);
    const double temp = (force + 0.05 * (w * w) * s) * (1.0 / 1.1);
    const double theta_acc = (9.8 * s - c * temp) / (0.5 * 4.0 / 3.0 - 0.05 / 1.1 * (c * c));
    const double x_acc = temp - 0.05 / 1.1 * theta_acc * c;
    x += 0.02 * v;
    v += 0.02 * x_acc;
    theta += 0.02 * w;
    w += 0.02 * theta_acc;
    e->x[0] = x, e->x[1] = v, e->x[2] = theta, e->x[3] = w;
    e->obs[0] = single(x), e->obs[1] = single(v), e->obs[2] = single(theta), e->obs[3] = single(w);
    *reward = 1.0;
    return fabs(x) > 2.4 || fabs(theta) > 0.20943951023931953;
}

static inline void pendulum_reset(Env *e, uint64_t *seed)
{
    e->x[0] = uniform(seed, -M_PI, M_PI);
    e->x[1] = uniform(seed, -1.0, 1.0);
    sincos(e->x[0], &e->x[2], &e->x[3]);
    e->obs[0] = single(e->x[3]), e->obs[1] = single(e->x[2]), e->obs[2] = single(e->x[1]);
}

static inline int pendulum_step(Env *e, double action, double *reward)
{
    const double torque = single(clamp(action, -2.0, 2.0));
    double angle = e->x[0], speed = e->x[1];
    const double turns = floor(angle * (0.5 / M_PI) + 0.5);
    const double folded = angle - 2.0 * M_PI * turns;
    *reward = -(folded * folded + 0.1 * speed * speed + 0.001 * torque * torque);
    speed = clamp(speed + (15.0 * e->x[2] + 3.0 * torque) * 0.05, -8.0, 8.0);
    angle += speed * 0.05;
    e->x[0] = angle, e->x[1] = speed;
    sincos(angle, &e->x[2], &e->x[3]);
    e->obs[0] = single(e->x[3]), e->obs[1] = single(e->x[2]), e->obs[2] = single(speed);
    return 0;
}

static inline void mountain_car_reset(Env *e, uint64_t *seed)
{
    e->x[0] = uniform(seed, -0.6, -0.4), e->x[1] = 0.0;
    e->obs[0] = single(e->x[0]), e->obs[1] = 0.0;
}

static inline int mountain_car_step(Env *e, double action, double *reward)
{
    double x = e->x[0], v = e->x[1];
    v = clamp(v + (action - 1.0) * 0.001 - 0.0025 * cos(3.0 * x), -0.07, 0.07);
    x = clamp(x + v, -1.2, 0.6);
    if (x == -1.2 && v < 0.0)
        v = 0.0;
    e->x[0] = x, e->x[1] = v;
    e->obs[0] = single(x), e->obs[1] = single(v);
    *reward = -1.0;
    return x >= 0.5 && v >= 0.0;
}

static inline void continuous_mountain_car_reset(Env *e, uint64_t *seed)
{
    mountain_car_reset(e, seed);
    e->x[0] = e->obs[0];
}

static inline int continuous_mountain_car_step(Env *e, double action, double *reward)
{
    const float low = -1.2f, high = 0.6f, fastest = 0.07f;
    const double asked = single(action), force = clamp(asked, -1.0, 1.0);
    float x = (float)e->x[0], v = (float)e->x[1];
    v += (float)(force * 0.0015 - 0.0025 * cos(3.0 * (double)x));
    v = v > fastest ? fastest : v < -fastest ? -fastest : v;
    x += v;
    x = x > high ? high : x < low ? low : x;
    if (x == low && v < 0.0f)
        v = 0.0f;
    e->x[0] = e->obs[0] = (double)x, e->x[1] = e->obs[1] = (double)v;
    const int arrived = x >= 0.45f && v >= 0.0f;
    *reward = (arrived ? 100.0 : 0.0) - 0.1 * asked * asked;
    return arrived;
}

static inline void acrobot_observe(Env *e)
{
    double s, c;
    sincos(e->x[0], &s, &c);
    e->obs[0] = single(c), e->obs[1] = single(s);
    sincos(e->x[1], &s, &c);
    e->obs[2] = single(c), e->obs[3] = single(s);
    e->obs[4] = single(e->x[2]), e->obs[5] = single(e->x[3]);
}

static inline void acrobot_reset(Env *e, uint64_t *seed)
{
    for (int k = 0; k < 4; k++)
        e->x[k] = single(uniform(seed, -0.1, 0.1));
    acrobot_observe(e);
}

static inline void acrobot_slope(const double x[4], double torque, double out[4])
{
    const double u = x[2], v = x[3];
    double s1, c1, s2, c2;
    sincos(x[0], &s1, &c1);
    sincos(x[1], &s2, &c2);
    const double d1 = 3.5 + c2, d2 = 1.25 + 0.5 * c2, ratio = d2 / d1, phi2 = 4.9 * (s1 * c2 + c1 * s2);
    const double phi1 = -0.5 * v * v * s2 - v * u * s2 + 14.7 * s1 + phi2;
    const double second = (torque + ratio * phi1 - 0.5 * u * u * s2 - phi2) / (1.25 - d2 * ratio);
    out[0] = u, out[1] = v, out[2] = -(d2 * second + phi1) / d1, out[3] = second;
}

static inline int acrobot_step(Env *e, double action, double *reward)
{
    const double torque = action - 1.0, dt = 0.2;
    double k[4][4], at[4];
    acrobot_slope(e->x, torque, k[0]);
    for (int stage = 1; stage < 4; stage++) {
        for (int i = 0; i < 4; i++)
            at[i] = e->x[i] + (stage == 3 ? dt : dt / 2.0) * k[stage - 1][i];
        acrobot_slope(at, torque, k[stage]);
    }
    for (int i = 0; i < 4; i++)
        e->x[i] += dt / 6.0 * (k[0][i] + 2.0 * k[1][i] + 2.0 * k[2][i] + k[3][i]);
    for (int i = 0; i < 2; i++)
        e->x[i] -= 2.0 * M_PI * floor(e->x[i] * (0.5 / M_PI) + 0.5);
    e->x[2] = clamp(e->x[2], -4.0 * M_PI, 4.0 * M_PI);
    e->x[3] = clamp(e->x[3], -9.0 * M_PI, 9.0 * M_PI);
    acrobot_observe(e);
    const int done = -e->obs[0] - (e->obs[0] * e->obs[2] - e->obs[1] * e->obs[3]) > 1.0;
    *reward = done ? 0.0 : -1.0;
    return done;
}

/* --- policies; p holds ppc's parameters, which leave a minus before a number to the text ---------------------------------- */

static inline double cartpole_linear(const double *p, Memory *m, const double *o)
{
    (void)m;
    return p[0] * o[0] + p[1] * o[1] + p[2] * o[2] + p[3] * o[3] > 0.0 ? 1.0 : 0.0;
}

static inline double cartpole_machine(const double *p, Memory *m, const double *o)
{
    if (m->mode == 0) {
        if (fabs(o[0]) > p[1])
            m->mode = 1, m->timer = 5;
    } else if (m->mode == 1) {
        if (--m->timer <= 0)
            m->mode = 2, m->integral = 0.0;
    } else {
        m->integral += 0.02 * o[0];
        if (fabs(o[0]) < 0.1)
            m->mode = 0;
    }
    double u = p[2] * o[2] + p[3] * o[3];
    if (m->mode == 1)
        u += p[2] * (p[0] * (o[0] > 0.0 ? 1.0 : -1.0));
    else if (m->mode == 2)
        u += 0.3 * o[0] + 0.5 * o[1] + m->integral;
    return u > 0.0 ? 1.0 : 0.0;
}

static inline double pendulum_linear(const double *p, Memory *m, const double *o)
{
    (void)m;
    return -p[0] * o[1] - p[1] * o[2] + p[2] * o[0];
}

static inline double pendulum_machine(const double *p, Memory *m, const double *o)
{
    if (m->mode == 0) {
        if (o[0] > p[0])
            m->mode = 1, m->timer = 20;
    } else if (m->mode == 1) {
        m->timer--;
        if (o[0] < 0.5)
            m->mode = 0;
        else if (m->timer <= 0)
            m->mode = 2;
    } else if (o[0] < 0.7) {
        m->mode = 0;
    }
    if (m->mode == 0)
        return o[2] > 0.0 ? 2.0 : -2.0;
    if (m->mode == 1)
        return -p[1] * o[1] - p[2] * o[2];
    return -0.8 * p[1] * o[1] - 1.2 * p[2] * o[2];
}

static inline double continuous_mountain_car_linear(const double *p, Memory *m, const double *o)
{
    (void)m;
    return clamp(p[0] * o[0] + p[1] * o[1] + p[2], -1.0, 1.0);
}

static inline double continuous_mountain_car_machine(const double *p, Memory *m, const double *o)
{
    if (m->mode == 0) {
        if (++m->timer > 120 || o[0] < -p[1])
            m->mode = 1;
    } else if (m->mode == 1) {
        if (o[1] < -0.01)
            m->mode = 0, m->timer = 0;
        else if (o[0] > 0.2)
            m->mode = 2;
    }
    if (m->mode == 0)
        return clamp(p[0] * (o[1] > 0.0 ? 1.0 : -1.0), -1.0, 1.0);
    if (m->mode == 1)
        return clamp(0.9 * p[0], -1.0, 1.0);
    return clamp(0.3 + 2.0 * o[1], -1.0, 1.0);
}

static inline double mountain_car_linear(const double *p, Memory *m, const double *o)
{
    (void)m;
    return p[0] * o[0] + p[1] * o[1] > 0.0 ? 2.0 : 0.0;
}

static inline double mountain_car_machine(const double *p, Memory *m, const double *o)
{
    if (m->mode == 0) {
        if (++m->timer > 90 || o[0] < -p[0])
            m->mode = 1;
    } else if (o[1] < -0.02) {
        m->mode = 0, m->timer = 0;
    }
    if (m->mode == 1 && o[1] > -0.005)
        return 2.0;
    return o[1] > p[1] ? 2.0 : 0.0;
}

static inline double acrobot_linear(const double *p, Memory *m, const double *o)
{
    (void)m;
    return p[0] * o[4] + p[1] * o[5] > 0.0 ? 2.0 : 0.0;
}

static inline double acrobot_machine(const double *p, Memory *m, const double *o)
{
    if (m->mode == 0) {
        if (++m->timer > 30 || fabs(o[4]) > p[1])
            m->mode = 1;
    } else if (m->mode == 1 && o[0] < 0.0) {
        m->mode = 2;
    }
    if (m->mode == 0)
        return o[4] > p[0] ? 2.0 : 0.0;
    if (m->mode == 1)
        return o[4] + 0.2 * o[5] > 0.0 ? 2.0 : 0.0;
    return o[5] > 0.0 ? 2.0 : 0.0;
}

/* --- the loop ------------------------------------------------------------------------------------------------------------- */

#define RUN(TASK, POLICY)                                                                                                      \
    int64_t run_##TASK##_##POLICY(const double *p, uint64_t seed, int64_t episodes, int64_t horizon, double *sum)              \
    {                                                                                                                          \
        int64_t steps = 0;                                                                                                     \
        for (int64_t i = 0; i < episodes; i++) {                                                                               \
            Env e;                                                                                                             \
            Memory m = {0, 0, 0.0};                                                                                            \
            double total = 0.0, reward;                                                                                        \
            TASK##_reset(&e, &seed);                                                                                           \
            for (int64_t t = 0; t < horizon; t++) {                                                                            \
                const int over = TASK##_step(&e, TASK##_##POLICY(p, &m, e.obs), &reward);                                      \
                total += reward;                                                                                               \
                steps++;                                                                                                       \
                if (over)                                                                                                      \
                    break;                                                                                                     \
            }                                                                                                                  \
            *sum += total;                                                                                                     \
        }                                                                                                                      \
        return steps;                                                                                                          \
    }

RUN(cartpole, linear)
RUN(cartpole, machine)
RUN(pendulum, linear)
RUN(pendulum, machine)
RUN(continuous_mountain_car, linear)
RUN(continuous_mountain_car, machine)
RUN(mountain_car, linear)
RUN(mountain_car, machine)
RUN(acrobot, linear)
RUN(acrobot, machine)
