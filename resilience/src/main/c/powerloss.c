/*
 * Writes down what a process does to the files of one folder, so that a power loss can be played
 * out afterwards: loaded with LD_PRELOAD, it lets every call through and appends a record of it to
 * a log elsewhere. The Java class PowerDisk reads the log.
 *
 *   POWERLOSS_ROOT       the folder, as an absolute path without links
 *   POWERLOSS_LOG        the log, appended to
 *   POWERLOSS_FAIL_AT    the how-manieth sync fails with EIO (0 or absent: none)
 *   POWERLOSS_FAIL_PATH  only syncs of files whose path below the root begins like this count
 *   POWERLOSS_FAIL_NOT   those of files whose names end like this do not
 *   POWERLOSS_FAIL_WHEN  and all of them only while this file exists
 *
 * Order matters more than anything else here. A write is recorded after it was done and a sync is
 * recorded before it begins and after it has ended: so the log never claims that a sync covered a
 * write which came after its begin. Calls that change names are recorded under one lock together
 * with the call. The log is written with plain writes: the killed process leaves them to the page
 * cache, which outlives it.
 *
 * What would go unseen is recorded as UNSUPPORTED, which fails the run: writable shared mappings,
 * stdio streams (but for the LOG files of RocksDB), truncation by path and symbolic links.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define FDS_MAX 65536
#define PATH_BYTES (PATH_MAX + 8)
#define MAGIC 0x504c4f47u
#define ZEROS_MIN 4096
#define EXPORT __attribute__((visibility("default")))

enum kind {
  OPEN = 1,
  WRITE = 2,
  ZEROS = 3,
  SIZE = 4,
  SYNC_BEGIN = 5,
  SYNC_END = 6,
  RENAME = 7,
  UNLINK = 8,
  RMDIR = 9,
  MKDIR = 10,
  LINK = 11,
  UNSUPPORTED = 12
};

enum flag { CREATES = 1, TRUNCATES = 2, SYNCS_ITSELF = 4 };

/* 56 bytes, little-endian on the machines that this runs on; PowerLog reads it. */
struct record {
  uint32_t magic;
  uint16_t kind;
  uint16_t flags;
  uint32_t handle;
  int32_t result;
  int64_t offset;
  int64_t length;
  int64_t nanos;
  uint32_t path_bytes;
  uint32_t other_path_bytes;
  uint32_t data_bytes;
  uint32_t reserved;
};

/* 0: not a file of ours. Files whose syncs may be made to fail have their highest bit set. */
static _Atomic uint32_t handles[FDS_MAX];
static const uint32_t MAY_FAIL = 0x80000000u;
static _Atomic uint32_t next_handle = 1;
static _Atomic int64_t next_sync = 1;
static _Atomic long countable_syncs;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t names_lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static char root[PATH_BYTES];
static size_t root_bytes;
static char fail_path[PATH_BYTES];
static char fail_not[PATH_BYTES];
static char fail_when[PATH_BYTES];
static long fail_at;

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("POWERLOSS_ROOT");
  const char *log = getenv("POWERLOSS_LOG");
  if (folder == NULL || log == NULL || strlen(folder) >= PATH_MAX) {
    return;
  }
  strcpy(root, folder);
  root_bytes = strlen(root);
  const char *at = getenv("POWERLOSS_FAIL_AT");
  const char *path = getenv("POWERLOSS_FAIL_PATH");
  fail_at = at == NULL ? 0 : atol(at);
  if (path != NULL && strlen(path) < PATH_MAX) {
    strcpy(fail_path, path);
  }
  const char *not = getenv("POWERLOSS_FAIL_NOT");
  if (not != NULL && strlen(not) < PATH_MAX) {
    strcpy(fail_not, not);
  }
  const char *when = getenv("POWERLOSS_FAIL_WHEN");
  if (when != NULL && strlen(when) < PATH_MAX) {
    strcpy(fail_when, when);
  }
  log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Whether a name has an ending; none has the empty one. */
static int ends_like(const char *name, const char *ending) {
  size_t bytes = strlen(ending);
  size_t all = strlen(name);
  return bytes > 0 && all >= bytes && strcmp(name + all - bytes, ending) == 0;
}

static void die(const char *why) {
  (void)!syscall(SYS_write, 2, why, strlen(why));
  abort();
}

static void append(struct record *r, const char *path, const char *other, const void *data) {
  int saved = errno;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  r->magic = MAGIC;
  r->nanos = now.tv_sec * 1000000000LL + now.tv_nsec;
  r->path_bytes = path == NULL ? 0 : (uint32_t)strlen(path);
  r->other_path_bytes = other == NULL ? 0 : (uint32_t)strlen(other);
  struct iovec parts[4] = {{r, sizeof *r},
                           {(void *)path, r->path_bytes},
                           {(void *)other, r->other_path_bytes},
                           {(void *)data, r->data_bytes}};
  size_t all = sizeof *r + r->path_bytes + r->other_path_bytes + r->data_bytes;
  pthread_mutex_lock(&log_lock);
  int first = 0;
  while (all > 0) {
    ssize_t n = syscall(SYS_writev, log_fd, parts + first, 4 - first);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      die("powerloss: the log cannot be written\n");
    }
    all -= (size_t)n;
    while (first < 4 && (size_t)n >= parts[first].iov_len) {
      n -= (ssize_t)parts[first++].iov_len;
    }
    if (first < 4) {
      parts[first].iov_base = (char *)parts[first].iov_base + n;
      parts[first].iov_len -= (size_t)n;
    }
  }
  pthread_mutex_unlock(&log_lock);
  errno = saved;
}

/* Makes an absolute path without empty, "." and ".." parts. Links are not followed. */
static int absolute(int dir, const char *path, char *out) {
  char whole[2 * PATH_BYTES];
  if (path[0] == '/') {
    whole[0] = 0;
  } else if (dir == AT_FDCWD) {
    if (getcwd(whole, PATH_MAX) == NULL) {
      return 0;
    }
  } else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
    ssize_t n = readlink(link, whole, PATH_MAX);
    if (n < 0) {
      return 0;
    }
    whole[n] = 0;
  }
  if (strlen(path) >= PATH_MAX) {
    return 0;
  }
  strcat(whole, "/");
  strcat(whole, path);
  size_t end = 0;
  char *rest;
  for (char *part = strtok_r(whole, "/", &rest); part; part = strtok_r(NULL, "/", &rest)) {
    if (strcmp(part, ".") == 0) {
      continue;
    }
    if (strcmp(part, "..") == 0) {
      while (end > 0 && out[--end] != '/') {
      }
      continue;
    }
    size_t n = strlen(part);
    if (end + n + 2 > PATH_MAX) {
      return 0;
    }
    out[end++] = '/';
    memcpy(out + end, part, n);
    end += n;
  }
  out[end] = 0;
  return 1;
}

/* The path below the root ("" for the root itself), or NULL when it lies elsewhere. */
static const char *ours(int dir, const char *path, char *space) {
  if (log_fd < 0 || path == NULL || !absolute(dir, path, space)) {
    return NULL;
  }
  if (strncmp(space, root, root_bytes) != 0) {
    return NULL;
  }
  if (space[root_bytes] == 0) {
    return space + root_bytes;
  }
  return space[root_bytes] == '/' ? space + root_bytes + 1 : NULL;
}

static uint32_t handle_of(int fd) {
  return log_fd >= 0 && fd >= 0 && fd < FDS_MAX ? atomic_load(&handles[fd]) : 0;
}

static void unsupported(const char *what, const char *path) {
  struct record r = {.kind = UNSUPPORTED};
  append(&r, what, path, NULL);
}

/* ---- opening and closing ---- */

static int open_at(int dir, const char *path, int flags, mode_t mode) {
  char space[PATH_BYTES];
  const char *name = ours(dir, path, space);
  if (name == NULL || (flags & O_PATH)) {
    return (int)syscall(SYS_openat, dir, path, flags, mode);
  }
  pthread_mutex_lock(&names_lock);
  int fd = (int)syscall(SYS_openat, dir, path, flags, mode);
  if (fd >= FDS_MAX) {
    die("powerloss: too many open files\n");
  }
  if (fd >= 0) {
    uint32_t handle = atomic_fetch_add(&next_handle, 1);
    struct record r = {.kind = OPEN, .handle = handle};
    r.flags = (uint16_t)((flags & O_CREAT ? CREATES : 0) | (flags & O_TRUNC ? TRUNCATES : 0) |
                         (flags & O_DSYNC ? SYNCS_ITSELF : 0));
    append(&r, name, NULL, NULL);
    int may_fail = fail_path[0] != 0 && strncmp(name, fail_path, strlen(fail_path)) == 0 &&
                   !ends_like(name, fail_not);
    atomic_store(&handles[fd], handle | (may_fail ? MAY_FAIL : 0));
  }
  pthread_mutex_unlock(&names_lock);
  return fd;
}

static mode_t mode_of(int flags, va_list rest) {
  return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, mode_t) : 0;
}

#define OPEN_FUNCTION(name)                         \
  EXPORT int name(const char *path, int flags, ...) { \
    va_list rest;                                   \
    va_start(rest, flags);                          \
    mode_t mode = mode_of(flags, rest);             \
    va_end(rest);                                   \
    return open_at(AT_FDCWD, path, flags, mode);    \
  }
#define OPENAT_FUNCTION(name)                                \
  EXPORT int name(int dir, const char *path, int flags, ...) { \
    va_list rest;                                            \
    va_start(rest, flags);                                   \
    mode_t mode = mode_of(flags, rest);                      \
    va_end(rest);                                            \
    return open_at(dir, path, flags, mode);                  \
  }
OPEN_FUNCTION(open)
OPEN_FUNCTION(open64)
OPENAT_FUNCTION(openat)
OPENAT_FUNCTION(openat64)

EXPORT int __open_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
EXPORT int __open64_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }

EXPORT int creat(const char *path, mode_t mode) {
  return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
EXPORT int creat64(const char *path, mode_t mode) { return creat(path, mode); }

EXPORT int close(int fd) {
  if (fd >= 0 && fd < FDS_MAX) {
    atomic_store(&handles[fd], 0);
  }
  return (int)syscall(SYS_close, fd);
}

EXPORT int dup3(int from, int to, int flags) {
  int fd = (int)syscall(SYS_dup3, from, to, flags);
  if (fd >= 0 && fd < FDS_MAX) {
    atomic_store(&handles[fd], handle_of(from));
  }
  return fd;
}
EXPORT int dup2(int from, int to) {
  return from == to ? (fcntl(from, F_GETFD) < 0 ? -1 : to) : dup3(from, to, 0);
}
EXPORT int dup(int from) {
  int fd = (int)syscall(SYS_dup, from);
  if (fd >= 0 && fd < FDS_MAX) {
    atomic_store(&handles[fd], handle_of(from));
  }
  return fd;
}

/* ---- content ---- */

static int is_zero(const char *data, size_t bytes) {
  return bytes >= ZEROS_MIN && data[0] == 0 && memcmp(data, data + 1, bytes - 1) == 0;
}

static void wrote(uint32_t handle, const void *data, size_t bytes, int64_t offset) {
  int zeros = is_zero(data, bytes);
  struct record r = {.kind = zeros ? ZEROS : WRITE, .handle = handle & ~MAY_FAIL};
  r.offset = offset;
  r.length = (int64_t)bytes;
  r.data_bytes = zeros ? 0 : (uint32_t)bytes;
  append(&r, NULL, NULL, data);
}

static void wrote_parts(uint32_t handle, const struct iovec *parts, size_t bytes, int64_t offset) {
  while (bytes > 0) {
    size_t n = parts->iov_len < bytes ? parts->iov_len : bytes;
    if (n > 0) {
      wrote(handle, parts->iov_base, n, offset);
    }
    offset += (int64_t)n;
    bytes -= n;
    parts++;
  }
}

EXPORT ssize_t write(int fd, const void *data, size_t bytes) {
  uint32_t handle = handle_of(fd);
  ssize_t n = syscall(SYS_write, fd, data, bytes);
  if (handle != 0 && n > 0) {
    wrote(handle, data, (size_t)n, syscall(SYS_lseek, fd, 0, SEEK_CUR) - n);
  }
  return n;
}

EXPORT ssize_t pwrite(int fd, const void *data, size_t bytes, off_t offset) {
  ssize_t n = syscall(SYS_pwrite64, fd, data, bytes, offset);
  uint32_t handle = handle_of(fd);
  if (handle != 0 && n > 0) {
    wrote(handle, data, (size_t)n, offset);
  }
  return n;
}
EXPORT ssize_t pwrite64(int fd, const void *data, size_t bytes, off64_t offset) {
  return pwrite(fd, data, bytes, offset);
}

EXPORT ssize_t writev(int fd, const struct iovec *parts, int count) {
  uint32_t handle = handle_of(fd);
  ssize_t n = syscall(SYS_writev, fd, parts, count);
  if (handle != 0 && n > 0) {
    wrote_parts(handle, parts, (size_t)n, syscall(SYS_lseek, fd, 0, SEEK_CUR) - n);
  }
  return n;
}

EXPORT ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  ssize_t n = syscall(SYS_pwritev, fd, parts, count, offset, 0);
  uint32_t handle = handle_of(fd);
  if (handle != 0 && n > 0) {
    wrote_parts(handle, parts, (size_t)n, offset);
  }
  return n;
}
EXPORT ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  return pwritev(fd, parts, count, offset);
}
EXPORT ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t offset, int flags) {
  if (handle_of(fd) != 0 && (flags & RWF_APPEND || offset == -1)) {
    unsupported("pwritev2 without an offset", NULL);
  }
  /* Without RWF_DSYNC: a sync that is not seen promises nothing. */
  return handle_of(fd) != 0 ? pwritev(fd, parts, count, offset)
                            : syscall(SYS_pwritev2, fd, parts, count, offset, 0, flags);
}

static void resized(int fd, int64_t bytes) {
  struct record r = {.kind = SIZE, .handle = handle_of(fd) & ~MAY_FAIL, .length = bytes};
  append(&r, NULL, NULL, NULL);
}

EXPORT int ftruncate(int fd, off_t bytes) {
  int result = (int)syscall(SYS_ftruncate, fd, bytes);
  if (result == 0 && handle_of(fd) != 0) {
    resized(fd, bytes);
  }
  return result;
}
EXPORT int ftruncate64(int fd, off64_t bytes) { return ftruncate(fd, bytes); }

EXPORT int truncate(const char *path, off_t bytes) {
  char space[PATH_BYTES];
  const char *name = ours(AT_FDCWD, path, space);
  if (name != NULL) {
    unsupported("truncate", name);
  }
  return (int)syscall(SYS_truncate, path, bytes);
}
EXPORT int truncate64(const char *path, off64_t bytes) { return truncate(path, bytes); }

EXPORT int fallocate(int fd, int mode, off_t offset, off_t bytes) {
  int result = (int)syscall(SYS_fallocate, fd, mode, offset, bytes);
  if (result == 0 && handle_of(fd) != 0 && mode != FALLOC_FL_KEEP_SIZE) {
    struct stat now;
    if (mode != 0 || fstat(fd, &now) != 0) {
      unsupported("fallocate that changes content", NULL);
    } else {
      resized(fd, now.st_size);
    }
  }
  return result;
}
EXPORT int fallocate64(int fd, int mode, off64_t offset, off64_t bytes) {
  return fallocate(fd, mode, offset, bytes);
}
EXPORT int posix_fallocate(int fd, off_t offset, off_t bytes) {
  return fallocate(fd, 0, offset, bytes) == 0 ? 0 : errno;
}
EXPORT int posix_fallocate64(int fd, off64_t offset, off64_t bytes) {
  return posix_fallocate(fd, offset, bytes);
}

EXPORT void *mmap(void *at, size_t bytes, int protection, int flags, int fd, off_t offset) {
  if (handle_of(fd) != 0 && (flags & MAP_SHARED) && (protection & PROT_WRITE)) {
    unsupported("a writable shared mapping", NULL);
  }
  return (void *)syscall(SYS_mmap, at, bytes, protection, flags, fd, offset);
}
EXPORT void *mmap64(void *at, size_t bytes, int protection, int flags, int fd, off64_t offset) {
  return mmap(at, bytes, protection, flags, fd, offset);
}

/* Copies inside the kernel are refused for our files, so that the caller writes instead. */
EXPORT ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t bytes,
                               unsigned flags) {
  if (handle_of(out) != 0) {
    errno = ENOSYS;
    return -1;
  }
  return syscall(SYS_copy_file_range, in, in_at, out, out_at, bytes, flags);
}
EXPORT ssize_t sendfile(int out, int in, off_t *at, size_t bytes) {
  if (handle_of(out) != 0) {
    errno = EINVAL;
    return -1;
  }
  return syscall(SYS_sendfile, out, in, at, bytes);
}
EXPORT ssize_t sendfile64(int out, int in, off64_t *at, size_t bytes) {
  return sendfile(out, in, at, bytes);
}

/* ---- making durable ---- */

static int must_fail(uint32_t handle) {
  if (fail_at <= 0 || !(handle & MAY_FAIL) || access(fail_when, F_OK) != 0) {
    return 0;
  }
  return atomic_fetch_add(&countable_syncs, 1) + 1 == fail_at;
}

static int sync_with(long call, int fd) {
  uint32_t handle = handle_of(fd);
  if (handle == 0) {
    return (int)syscall(call, fd);
  }
  int64_t number = atomic_fetch_add(&next_sync, 1);
  struct record r = {.kind = SYNC_BEGIN, .handle = handle & ~MAY_FAIL, .offset = number};
  append(&r, NULL, NULL, NULL);
  int result;
  if (must_fail(handle)) {
    errno = EIO;
    result = -1;
  } else {
    result = (int)syscall(call, fd);
  }
  struct record end = {.kind = SYNC_END, .handle = handle & ~MAY_FAIL, .offset = number};
  end.result = result;
  append(&end, NULL, NULL, NULL);
  return result;
}

EXPORT int fsync(int fd) { return sync_with(SYS_fsync, fd); }
EXPORT int fdatasync(int fd) { return sync_with(SYS_fdatasync, fd); }
/* sync_file_range promises nothing about the disk's own cache or the file's size, so it passes
 * through and counts for nothing. */

/* ---- names ---- */

static int change(enum kind kind, const char *name, const char *other, long result) {
  if (result == 0) {
    struct record r = {.kind = (uint16_t)kind};
    append(&r, name, other, NULL);
  }
  pthread_mutex_unlock(&names_lock);
  return (int)result;
}

EXPORT int unlinkat(int dir, const char *path, int flags) {
  char space[PATH_BYTES];
  const char *name = ours(dir, path, space);
  if (name == NULL) {
    return (int)syscall(SYS_unlinkat, dir, path, flags);
  }
  pthread_mutex_lock(&names_lock);
  return change(flags & AT_REMOVEDIR ? RMDIR : UNLINK, name, NULL,
                syscall(SYS_unlinkat, dir, path, flags));
}
EXPORT int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
EXPORT int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
EXPORT int remove(const char *path) {
  int result = unlink(path);
  return result != 0 && errno == EISDIR ? rmdir(path) : result;
}

EXPORT int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags) {
  char from_space[PATH_BYTES];
  char to_space[PATH_BYTES];
  const char *from_name = ours(from_dir, from, from_space);
  const char *to_name = ours(to_dir, to, to_space);
  if (from_name == NULL && to_name == NULL) {
    return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, flags);
  }
  if (from_name == NULL || to_name == NULL || (flags & ~RENAME_NOREPLACE)) {
    unsupported("rename across the root", from_name == NULL ? to_name : from_name);
  }
  pthread_mutex_lock(&names_lock);
  return change(RENAME, from_name, to_name,
                syscall(SYS_renameat2, from_dir, from, to_dir, to, flags));
}
EXPORT int renameat(int from_dir, const char *from, int to_dir, const char *to) {
  return renameat2(from_dir, from, to_dir, to, 0);
}
EXPORT int rename(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

EXPORT int mkdirat(int dir, const char *path, mode_t mode) {
  char space[PATH_BYTES];
  const char *name = ours(dir, path, space);
  if (name == NULL) {
    return (int)syscall(SYS_mkdirat, dir, path, mode);
  }
  pthread_mutex_lock(&names_lock);
  return change(MKDIR, name, NULL, syscall(SYS_mkdirat, dir, path, mode));
}
EXPORT int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

EXPORT int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags) {
  char from_space[PATH_BYTES];
  char to_space[PATH_BYTES];
  const char *from_name = ours(from_dir, from, from_space);
  const char *to_name = ours(to_dir, to, to_space);
  if (to_name == NULL) {
    return (int)syscall(SYS_linkat, from_dir, from, to_dir, to, flags);
  }
  pthread_mutex_lock(&names_lock);
  return change(LINK, from_name, to_name, syscall(SYS_linkat, from_dir, from, to_dir, to, flags));
}
EXPORT int link(const char *from, const char *to) {
  return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

EXPORT int symlinkat(const char *target, int dir, const char *path) {
  char space[PATH_BYTES];
  const char *name = ours(dir, path, space);
  if (name != NULL) {
    unsupported("a symbolic link", name);
  }
  return (int)syscall(SYS_symlinkat, target, dir, path);
}
EXPORT int symlink(const char *target, const char *path) {
  return symlinkat(target, AT_FDCWD, path);
}

/* ---- stdio: its writes happen inside the C library and pass by unseen ---- */

static FILE *open_stream(const char *function, const char *path, const char *mode) {
  char space[PATH_BYTES];
  const char *name = ours(AT_FDCWD, path, space);
  if (name != NULL && strpbrk(mode, "wa+") != NULL) {
    const char *slash = strrchr(name, '/');
    if (strncmp(slash == NULL ? name : slash + 1, "LOG", 3) != 0) {
      unsupported("a stdio stream", name);
    }
  }
  FILE *(*real)(const char *, const char *) =
      (FILE * (*)(const char *, const char *)) dlsym(RTLD_NEXT, function);
  return real(path, mode);
}
EXPORT FILE *fopen(const char *path, const char *mode) { return open_stream("fopen", path, mode); }
EXPORT FILE *fopen64(const char *path, const char *mode) {
  return open_stream("fopen64", path, mode);
}
