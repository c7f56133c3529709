#pragma once
#include <string.h>
#include <zlib.h>

/// Inflates data without zlib's own header, as ZIP files hold them. Answers how many bytes came out; -1 when the data are
/// broken, or more than `room`.
static inline long inflate_bare(const unsigned char *data, unsigned size, unsigned char *out, unsigned room) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return -1;
  stream.next_in = (unsigned char *)data;
  stream.avail_in = size;
  stream.next_out = out;
  stream.avail_out = room;
  const int code = inflate(&stream, Z_FINISH);
  const long count = (long)stream.total_out;
  inflateEnd(&stream);
  return code == Z_STREAM_END ? count : -1;
}
