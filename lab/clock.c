/* A calendar that can be turned: the time of day of every process that preloads this library is the machine's plus the
   seconds that stand in the file named by LAB_CLOCK (one signed 64-bit number, read anew each time). Clocks that only
   measure durations are left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int64_t turned(void) {
    static const volatile int64_t *seconds;
    static const int64_t none = 0;
    if (!seconds) {
        const char *name = getenv("LAB_CLOCK");
        int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
        void *page = file < 0 ? MAP_FAILED : mmap(0, sizeof none, PROT_READ, MAP_SHARED, file, 0);
        if (file >= 0)
            close(file);
        seconds = page == MAP_FAILED ? &none : page;
    }
    return *seconds;
}

int clock_gettime(clockid_t which, struct timespec *at) {
    static int (*machine)(clockid_t, struct timespec *);
    if (!machine)
        machine = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int answer = machine(which, at);
    if (!answer && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
        at->tv_sec += turned();
    return answer;
}

int gettimeofday(struct timeval *at, void *zone) {
    (void)zone;
    struct timespec now;
    int answer = clock_gettime(CLOCK_REALTIME, &now);
    if (!answer) {
        at->tv_sec = now.tv_sec;
        at->tv_usec = now.tv_nsec / 1000;
    }
    return answer;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at)
        *at = now.tv_sec;
    return now.tv_sec;
}
