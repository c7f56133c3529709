#pragma once
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <png.h>

/// Decodes a whole PNG in memory to 8-bit sRGB, transparent places on white (`png_image`, libpng manual section V). The
/// simplified interface keeps libpng's setjmp to itself: an error comes back as a number, nothing jumps out of here.
/// Returns 0; 1 where libpng refuses the file; 2 where its header does not say `width` by `height`. `message` (64
/// bytes, always terminated) then holds libpng's own words.
static inline int review_png_decode_rgb(
  const void *bytes, size_t count, unsigned char *pixels, uint32_t width, uint32_t height, char *message) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  message[0] = 0;

  int outcome = 0;
  if (!png_image_begin_read_from_memory(&image, bytes, count)) {
    outcome = 1;
  } else if (image.width != width || image.height != height) {
    outcome = 2;
  } else {
    png_color white = {255, 255, 255};
    image.format = PNG_FORMAT_RGB;
    if (!png_image_finish_read(&image, &white, pixels, (png_int_32)(width * 3), NULL)) outcome = 1;
  }
  if (outcome != 0) snprintf(message, 64, "%s", image.message);
  png_image_free(&image);
  return outcome;
}
