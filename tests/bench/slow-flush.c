/* Preloaded into a database process: every flush to disk takes SLOW_FLUSH_US microseconds more (default 5000), as on a plain disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static useconds_t delay(void)
{
    static long wait = -1;
    if (wait < 0) {
        const char *value = getenv("SLOW_FLUSH_US");
        wait = value ? atol(value) : 5000;
    }
    return (useconds_t)wait;
}

int fsync(int descriptor)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    usleep(delay());
    return real(descriptor);
}

int fdatasync(int descriptor)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    usleep(delay());
    return real(descriptor);
}
