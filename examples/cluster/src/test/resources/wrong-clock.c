/* The wall clock of a process, shifted. Other clocks go as they do, so all waits are as long as they should be. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*system_clock)(clockid_t, struct timespec *);
    if (!system_clock) {
        system_clock = dlsym(RTLD_NEXT, "clock_gettime");
    }
    int result = system_clock(clock, time);
    const char *seconds = getenv("WRONG_CLOCK");
    if (result == 0 && clock == CLOCK_REALTIME && seconds) {
        time->tv_sec += atol(seconds);
    }
    return result;
}
