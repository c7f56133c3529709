// Half of the time that a ledger of a million rows takes goes into compressing its one sheet, on one core: libxlsxwriter hands files to
// minizip, minizip hands them to one stream of zlib, and neither can be told otherwise. The functions below have the names of minizip's
// and stand in the program, so that the dynamic linker gives them to libxlsxwriter. They compress blocks of a file on all cores, each with
// the end of the block before as its dictionary, as RFC 1951 allows, and hand the stream to the real minizip as data that is packed already
// ("raw"), which writes the archive. The bytes that come out of unpacking are the same.
//
// Where libxlsxwriter does not ask the dynamic linker (a static one, or one with a minizip of its own), or minizip lacks what this needs, it
// packs as if nothing of this were here, on one core; `packing_is_in_use` tells.

#define _GNU_SOURCE
#include "packing.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

typedef void *zipFile;

enum { ZIP_OK = 0, ZIP_ERRNO = Z_ERRNO, ZIP_PARAMERROR = -102, ZIP_INTERNALERROR = -104 };
/// Instead of zlib's usual 6: sheets become 3 % larger in two thirds of the time.
enum { LEVEL = 5 };
enum { BLOCK = 128 << 10, DICTIONARY = 32 << 10, MOST_WORKERS = 16 };

typedef int open_function(
    zipFile, const char *, const void *, const void *, unsigned, const void *, unsigned, const char *, int, int, int, int, int, int,
    const char *, unsigned long, unsigned long, unsigned long, int);
typedef int write_function(zipFile, const void *, unsigned);
typedef int close_function(zipFile);
typedef int close_raw_function(zipFile, uint64_t, unsigned long);
typedef int end_function(zipFile, const char *);

int zipWriteInFileInZip(zipFile archive, const void *bytes, unsigned count);

static struct {
  open_function *open;
  write_function *write;
  close_function *close;
  close_raw_function *close_raw;
  end_function *end;
} minizip;

static pthread_once_t minizip_once = PTHREAD_ONCE_INIT;

static void find_minizip(void) {
  minizip.open = (open_function *)dlsym(RTLD_NEXT, "zipOpenNewFileInZip4_64");
  minizip.write = (write_function *)dlsym(RTLD_NEXT, "zipWriteInFileInZip");
  minizip.close = (close_function *)dlsym(RTLD_NEXT, "zipCloseFileInZip");
  minizip.close_raw = (close_raw_function *)dlsym(RTLD_NEXT, "zipCloseFileInZipRaw64");
  minizip.end = (end_function *)dlsym(RTLD_NEXT, "zipClose");
}

/// Whether minizip has all that packing in blocks needs.
static int can_pack(void) {
  pthread_once(&minizip_once, find_minizip);
  return minizip.open && minizip.write && minizip.close && minizip.close_raw && minizip.end;
}

int packing_is_in_use(void) {
  // What the dynamic linker answers to whoever asks for minizip's name.
  return can_pack() && dlsym(RTLD_DEFAULT, "zipWriteInFileInZip") == (void *)zipWriteInFileInZip;
}

static _Atomic(packing_question) question = NULL;
static atomic_ullong total = 0;

void packing_set_question(packing_question mustStop) { atomic_store(&question, mustStop); }

unsigned long long packing_total(void) { return atomic_load(&total); }

// MARK: One file

/// A part of a file on its way: filled by the caller, compressed by a worker, written by the caller.
typedef struct {
  enum { FILLING, WAITING, TAKEN, PACKED } state;
  unsigned dictionary_size;
  unsigned size;
  unsigned packed_size;
  int is_last;
  int has_failed;
  unsigned long crc;
  unsigned char dictionary[DICTIONARY];
  unsigned char bytes[BLOCK];
  unsigned char *packed;
  unsigned long packed_room;
} block;

/// What is known of the one file that is open in an archive.
typedef struct file {
  struct file *next;
  zipFile archive;
  int level, window, memory, strategy;
  uint64_t size;
  unsigned long crc;
  int error;

  pthread_mutex_t lock;
  pthread_cond_t changed;
  block *blocks;
  unsigned room;
  /// Blocks are used in turn: `first` is the next to be written, `filling` the one that takes bytes.
  unsigned first, filling;
  pthread_t workers[MOST_WORKERS];
  unsigned worker_count;
  int is_over;
  z_stream own;
  int own_is_open;
} file;

static pthread_mutex_t files_lock = PTHREAD_MUTEX_INITIALIZER;
static file *files = NULL;

static file *find(zipFile archive) {
  pthread_mutex_lock(&files_lock);
  file *found = files;
  while (found && found->archive != archive) found = found->next;
  pthread_mutex_unlock(&files_lock);
  return found;
}

static unsigned cores(void) {
  cpu_set_t set;
  int count = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
  return count < 1 ? 1 : count > MOST_WORKERS ? MOST_WORKERS : (unsigned)count;
}

static int open_stream(const file *f, z_stream *stream) {
  memset(stream, 0, sizeof(*stream));
  return deflateInit2(stream, f->level, Z_DEFLATED, -f->window, f->memory, f->strategy) == Z_OK;
}

/// Compresses a block; it ends at a byte, so that the next one can follow.
static void pack(z_stream *stream, block *b) {
  b->crc = crc32(0, b->bytes, b->size);
  b->packed_size = 0;
  b->has_failed = 1;
  if (deflateReset(stream) != Z_OK) return;
  if (b->dictionary_size > 0 && deflateSetDictionary(stream, b->dictionary, b->dictionary_size) != Z_OK) return;
  // With room for what deflate cannot shrink, and for the mark at the end.
  const unsigned long needed = deflateBound(stream, b->size) + 64;
  if (b->packed_room < needed) {
    unsigned char *more = realloc(b->packed, needed);
    if (!more) return;
    b->packed = more;
    b->packed_room = needed;
  }
  stream->next_in = b->bytes;
  stream->avail_in = b->size;
  stream->next_out = b->packed;
  stream->avail_out = (unsigned)b->packed_room;
  const int result = deflate(stream, b->is_last ? Z_FINISH : Z_SYNC_FLUSH);
  b->packed_size = (unsigned)(b->packed_room - stream->avail_out);
  b->has_failed = b->is_last ? result != Z_STREAM_END : result != Z_OK || stream->avail_in > 0 || stream->avail_out == 0;
}

static void *work(void *about) {
  file *f = about;
  z_stream stream;
  const int is_open = open_stream(f, &stream);
  pthread_mutex_lock(&f->lock);
  for (;;) {
    block *next = NULL;
    for (unsigned i = f->first; i != f->filling && !next; i++) {
      block *b = &f->blocks[i % f->room];
      if (b->state == WAITING) next = b;
    }
    if (!next) {
      if (f->is_over) break;
      pthread_cond_wait(&f->changed, &f->lock);
      continue;
    }
    next->state = TAKEN;
    pthread_mutex_unlock(&f->lock);
    if (is_open) {
      pack(&stream, next);
    } else {
      next->has_failed = 1;
    }
    pthread_mutex_lock(&f->lock);
    next->state = PACKED;
    pthread_cond_broadcast(&f->changed);
  }
  pthread_mutex_unlock(&f->lock);
  if (is_open) deflateEnd(&stream);
  return NULL;
}

/// The threads of the program take the signals, not these.
static void hire(file *f) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (f->worker_count < f->room - 2) {
    if (pthread_create(&f->workers[f->worker_count], NULL, work, f) != 0) break;
    f->worker_count++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void dismiss(file *f) {
  pthread_mutex_lock(&f->lock);
  f->is_over = 1;
  pthread_cond_broadcast(&f->changed);
  pthread_mutex_unlock(&f->lock);
  for (unsigned i = 0; i < f->worker_count; i++) pthread_join(f->workers[i], NULL);
  f->worker_count = 0;
}

/// Writes the oldest block, which a worker packs, or nobody else does.
static void write_first(file *f) {
  block *b = &f->blocks[f->first % f->room];
  pthread_mutex_lock(&f->lock);
  if (f->worker_count > 0) {
    while (b->state != PACKED) pthread_cond_wait(&f->changed, &f->lock);
  }
  pthread_mutex_unlock(&f->lock);
  if (b->state != PACKED) {
    if (!f->own_is_open) f->own_is_open = open_stream(f, &f->own);
    b->has_failed = 1;
    if (f->own_is_open) pack(&f->own, b);
  }
  if (b->has_failed && !f->error) f->error = ZIP_INTERNALERROR;
  if (!f->error) f->error = minizip.write(f->archive, b->packed, b->packed_size);
  f->crc = f->size == 0 ? b->crc : crc32_combine(f->crc, b->crc, b->size);
  f->size += b->size;
  atomic_fetch_add(&total, b->size);
  pthread_mutex_lock(&f->lock);
  b->state = FILLING;
  f->first++;
  pthread_mutex_unlock(&f->lock);
}

/// Hands the filled block over and makes the next one ready, which begins with what it may refer to.
static void hand_over(file *f, int is_last) {
  block *full = &f->blocks[f->filling % f->room];
  full->is_last = is_last;
  if (!is_last && f->worker_count == 0) hire(f);
  // One is left free for what comes next.
  if (f->filling - f->first + 1 == f->room) write_first(f);
  block *next = &f->blocks[(f->filling + 1) % f->room];
  next->dictionary_size = full->size < DICTIONARY ? full->size : DICTIONARY;
  memcpy(next->dictionary, full->bytes + full->size - next->dictionary_size, next->dictionary_size);
  next->size = 0;
  pthread_mutex_lock(&f->lock);
  full->state = WAITING;
  f->filling++;
  pthread_cond_broadcast(&f->changed);
  pthread_mutex_unlock(&f->lock);
}

static void forget(file *f) {
  pthread_mutex_lock(&files_lock);
  for (file **link = &files; *link; link = &(*link)->next) {
    if (*link == f) {
      *link = f->next;
      break;
    }
  }
  pthread_mutex_unlock(&files_lock);
  for (unsigned i = 0; i < f->room; i++) free(f->blocks[i].packed);
  if (f->own_is_open) deflateEnd(&f->own);
  pthread_cond_destroy(&f->changed);
  pthread_mutex_destroy(&f->lock);
  free(f->blocks);
  free(f);
}

// MARK: In minizip's place

int zipOpenNewFileInZip4_64(
    zipFile archive, const char *name, const void *info, const void *local, unsigned local_size, const void *global,
    unsigned global_size, const char *comment, int method, int level, int raw, int window, int memory, int strategy,
    const char *password, unsigned long crc_for_password, unsigned long made_by, unsigned long flags, int zip64) {
  const int packs = can_pack();
  if (!minizip.open) return ZIP_INTERNALERROR;
  file *f = NULL;
  if (packs && method == Z_DEFLATED && !raw && !password) f = calloc(1, sizeof(file));
  if (f) {
    // A block for each worker, one that is filled and one that is written.
    f->room = cores() + 2;
    f->blocks = calloc(f->room, sizeof(block));
    if (!f->blocks) {
      free(f);
      f = NULL;
    }
  }
  const int result = minizip.open(
      archive, name, info, local, local_size, global, global_size, comment, method, level, raw || f, window, memory, strategy, password,
      crc_for_password, made_by, flags, zip64);
  if (!f) return result;
  if (result != ZIP_OK) {
    free(f->blocks);
    free(f);
    return result;
  }
  f->archive = archive;
  f->level = level == Z_DEFAULT_COMPRESSION ? LEVEL : level;
  f->window = window < 0 ? -window : window;
  f->memory = memory;
  f->strategy = strategy;
  f->crc = crc32(0, NULL, 0);
  pthread_mutex_init(&f->lock, NULL);
  pthread_cond_init(&f->changed, NULL);
  pthread_mutex_lock(&files_lock);
  f->next = files;
  files = f;
  pthread_mutex_unlock(&files_lock);
  return ZIP_OK;
}

int zipWriteInFileInZip(zipFile archive, const void *bytes, unsigned count) {
  can_pack();
  file *f = find(archive);
  if (!f) return minizip.write ? minizip.write(archive, bytes, count) : ZIP_INTERNALERROR;
  const unsigned char *from = bytes;
  while (count > 0 && !f->error) {
    block *b = &f->blocks[f->filling % f->room];
    if (b->size == BLOCK) {
      const packing_question mustStop = atomic_load(&question);
      if (mustStop && mustStop()) f->error = ZIP_ERRNO;
      hand_over(f, 0);
      continue;
    }
    const unsigned part = count < BLOCK - b->size ? count : BLOCK - b->size;
    memcpy(b->bytes + b->size, from, part);
    b->size += part;
    from += part;
    count -= part;
  }
  return f->error;
}

int zipCloseFileInZip(zipFile archive) {
  can_pack();
  file *f = find(archive);
  if (!f) return minizip.close ? minizip.close(archive) : ZIP_INTERNALERROR;
  hand_over(f, 1);
  while (f->first != f->filling) write_first(f);
  dismiss(f);
  const uint64_t size = f->size;
  const unsigned long crc = f->crc;
  const int error = f->error;
  forget(f);
  const int result = minizip.close_raw(archive, size, crc);
  return error ? error : result;
}

int zipClose(zipFile archive, const char *comment) {
  can_pack();
  if (!minizip.end) return ZIP_INTERNALERROR;
  // libxlsxwriter leaves the file open that it could not write.
  const int error = find(archive) ? zipCloseFileInZip(archive) : ZIP_OK;
  const int result = minizip.end(archive, comment);
  return error ? error : result;
}
