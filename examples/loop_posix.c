/*
 * Runs the exported C controller of CartPole-v1 at its sampling period against a simulated cart-pole.
 *
 *     ppc export --target c
 *     cc -std=c99 -O2 -ffp-contract=off -Iartifacts/cartpole-v1/c \
 *         examples/loop_posix.c artifacts/cartpole-v1/c/cartpole_v1.c -lm -o loop
 *     ./loop --steps 500                # as root, or with CAP_SYS_NICE: --fifo 80
 *
 * The deadline of step k is start + k * dt, so that a late step does not delay the ones after it. Replace the plant with
 * your sensors and motors. The controller itself needs no library; clock, scheduler and the plant's sine do.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <math.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "cartpole_v1.h"

#define NS_PER_S 1000000000L
#define SUBSTEPS 10

static double uniform(double low, double high)
{
    static uint64_t state = 88172645463325252u; /* xorshift64: the same start in every run */
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return low + (high - low) * ((double)(state >> 11) * 0x1p-53);
}

/* --- the plant ------------------------------------------------------------------------------------------ */

static void plant_restart(cartpole_v1_in *plant)
{
    plant->cart_position = uniform(-0.05, 0.05);
    plant->cart_velocity = uniform(-0.05, 0.05);
    plant->pole_angle = uniform(-0.05, 0.05);
    plant->pole_velocity = uniform(-0.05, 0.05);
}

/* Pushes the cart with 10 N to the left (0) or to the right (1) for one sampling period. */
static void plant_apply(cartpole_v1_in *plant, int32_t action)
{
    const double force = action == 1 ? 10.0 : -10.0;
    const double h = CARTPOLE_V1_DT / SUBSTEPS;
    for (int i = 0; i < SUBSTEPS; ++i) {
        const double sine = sin(plant->pole_angle);
        const double cosine = cos(plant->pole_angle);
        const double push = (force + 0.05 * plant->pole_velocity * plant->pole_velocity * sine) / 1.1;
        const double turn = (9.8 * sine - cosine * push) / (0.5 * (4.0 / 3.0 - 0.1 * cosine * cosine / 1.1));
        plant->cart_velocity += h * (push - 0.05 * turn * cosine / 1.1);
        plant->pole_velocity += h * turn;
        plant->cart_position += h * plant->cart_velocity;
        plant->pole_angle += h * plant->pole_velocity;
    }
}

static int plant_fallen(const cartpole_v1_in *plant)
{
    return fabs(plant->pole_angle) > 0.21 || fabs(plant->cart_position) > 2.4;
}

/* --- the clock ------------------------------------------------------------------------------------------ */

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * NS_PER_S + t.tv_nsec;
}

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return nanoseconds(t);
}

/* Sleeps until the deadline and answers how late it is then, ns. */
static int64_t wait_until(int64_t deadline)
{
    struct timespec t;
    t.tv_sec = (time_t)(deadline / NS_PER_S);
    t.tv_nsec = (long)(deadline % NS_PER_S);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {
    }
    return now() - deadline;
}

/* --- the loop ------------------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a;
    const int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The values must be sorted. */
static double percentile_us(const int64_t *values, long count, double share)
{
    long i = (long)(share * (double)count);
    return (double)values[i < count ? i : count - 1] * 1e-3;
}

static double positive(const char *name, const char *text, double largest)
{
    char *end = NULL;
    const double value = text != NULL ? strtod(text, &end) : 0.0;
    if (text == NULL || end == text || *end != '\0' || !(value > 0.0) || value > largest) {
        fprintf(stderr, "%s wants a positive number up to %g\n", name, largest);
        exit(2);
    }
    return value;
}

static void real_time(int priority)
{
    struct sched_param parameters;
    memset(&parameters, 0, sizeof parameters);
    parameters.sched_priority = priority;
    if (sched_setscheduler(0, SCHED_FIFO, &parameters) != 0) {
        fprintf(stderr, "without SCHED_FIFO: %s\n", strerror(errno));
    }
}

int main(int argc, char **argv)
{
    long steps = 500;
    double period = CARTPOLE_V1_DT;
    int priority = 0;
    for (int i = 1; i < argc; i += 2) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(argv[i], "--steps") == 0) {
            steps = (long)positive("--steps", value, 1e8);
        } else if (strcmp(argv[i], "--period") == 0) {
            period = positive("--period", value, 3600.0);
        } else if (strcmp(argv[i], "--fifo") == 0) {
            priority = (int)positive("--fifo", value, 99.0);
        } else {
            fprintf(stderr, "usage: %s [--steps N] [--period SECONDS] [--fifo PRIORITY]\n", argv[0]);
            return 2;
        }
    }
    if (steps < 1) {
        steps = 1;
    }

    int64_t *late = calloc((size_t)steps, sizeof *late);
    int64_t *busy = calloc((size_t)steps, sizeof *busy);
    if (late == NULL || busy == NULL) {
        fprintf(stderr, "no memory for %ld steps\n", steps);
        return 1;
    }
    if (mlockall(MCL_CURRENT | MCL_FUTURE) != 0) {
        fprintf(stderr, "memory is not locked: %s\n", strerror(errno));
    }
    if (priority > 0) {
        real_time(priority);
    }
    memset(late, 0, (size_t)steps * sizeof *late); /* no page is touched for the first time within the loop */
    memset(busy, 0, (size_t)steps * sizeof *busy);

    cartpole_v1_state controller;
    cartpole_v1_in plant;
    cartpole_v1_out command;
    uint32_t status = 0;
    long missed = 0;
    long falls = 0;
    const int64_t interval = (int64_t)(period * (double)NS_PER_S + 0.5);

    plant_restart(&plant);
    cartpole_v1_reset(&controller);
    int64_t deadline = now() + interval;
    for (long k = 0; k < steps; ++k) {
        late[k] = wait_until(deadline);
        const int64_t begin = now();
        status |= cartpole_v1_step(&controller, &plant, &command);
        busy[k] = now() - begin;
        plant_apply(&plant, command.action);
        if (plant_fallen(&plant)) {
            ++falls;
            plant_restart(&plant);
            cartpole_v1_reset(&controller);
        }
        deadline += interval;
        missed += now() > deadline;
    }

    qsort(late, (size_t)steps, sizeof *late, compare);
    qsort(busy, (size_t)steps, sizeof *busy, compare);
    printf("%ld steps of %g ms: %ld missed deadlines, %ld falls, status %u\n", steps, (double)interval * 1e-6, missed, falls,
           (unsigned)status);
    printf("jitter p50 %.1f us, p99.9 %.1f us\n", percentile_us(late, steps, 0.5), percentile_us(late, steps, 0.999));
    printf("one call p50 %.2f us, p99.9 %.2f us\n", percentile_us(busy, steps, 0.5), percentile_us(busy, steps, 0.999));
    free(late);
    free(busy);
    return 0;
}
