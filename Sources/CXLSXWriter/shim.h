#pragma once
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

// What follows reads structs and writes function pointers that the library does not promise to keep.
#if LXW_VERSION_ID != 114
#error "Checked with libxlsxwriter 1.1.4 only: compare struct lxw_chart, lxw_worksheet and chart.c of the new version, then change the number."
#endif

// The library says on standard error what went wrong; people are told by the program, in their language. While it closes
// workbooks its stream leads nowhere. What the program says goes to the descriptor, which stays.
static pthread_mutex_t quiet_lock = PTHREAD_MUTEX_INITIALIZER;
static int quiet_depth = 0;
static FILE *quiet_stderr = NULL;

static inline lxw_error workbook_close_quietly(lxw_workbook *workbook) {
  pthread_mutex_lock(&quiet_lock);
  if (quiet_depth++ == 0) {
    FILE *nowhere = fopen("/dev/null", "w");
    if (nowhere) {
      quiet_stderr = stderr;
      stderr = nowhere;
    }
  }
  pthread_mutex_unlock(&quiet_lock);
  errno = 0;
  const lxw_error code = workbook_close(workbook);
  const int cause = errno;
  pthread_mutex_lock(&quiet_lock);
  if (--quiet_depth == 0 && quiet_stderr) {
    fclose(stderr);
    stderr = quiet_stderr;
    quiet_stderr = NULL;
  }
  pthread_mutex_unlock(&quiet_lock);
  errno = cause;
  return code;
}

/// Whether all rows went into the temporary files that they are kept in (constant memory), for the library does not ask.
static inline int workbook_rows_are_kept(lxw_workbook *workbook) {
  lxw_worksheet *sheet;
  STAILQ_FOREACH(sheet, workbook->worksheets, list_pointers) {
    FILE *rows = sheet->optimize_tmpfile;
    if (rows && (fflush(rows) != 0 || ferror(rows))) return 0;
  }
  return 1;
}

// Columns with a line on a second axis (the Pareto chart), which libxlsxwriter 1.1.4 cannot draw by itself: it has neither
// combined charts nor secondary axes. Its own writers do the work; they are reached through the function pointers that
// chart.h publishes. All series are columns but the last, which becomes the line; the second axis is a share, 0 % to 100 %.

/// Writes the columns and the line in place of the chart's own series writer.
static void combined_write_series(lxw_chart *self) {
  lxw_chart *column = lxw_chart_new(LXW_CHART_COLUMN);
  lxw_chart *line = lxw_chart_new(LXW_CHART_LINE);
  lxw_chart_series *first = STAILQ_FIRST(self->series_list);
  if (column && line && first && STAILQ_NEXT(first, list_pointers)) {
    lxw_chart_series *before = first;
    while (STAILQ_NEXT(STAILQ_NEXT(before, list_pointers), list_pointers)) before = STAILQ_NEXT(before, list_pointers);
    lxw_chart_series *last = STAILQ_NEXT(before, list_pointers);

    before->list_pointers.stqe_next = NULL;
    column->write_chart_type(self);
    before->list_pointers.stqe_next = last;

    const uint32_t id_1 = self->axis_id_1, id_2 = self->axis_id_2;
    const uint8_t grouping = self->grouping, group = self->chart_group;
    self->axis_id_3 = id_1 + 2;
    self->axis_id_4 = id_1 + 3;
    self->axis_id_1 = self->axis_id_3;
    self->axis_id_2 = self->axis_id_4;
    self->grouping = line->grouping;
    self->chart_group = line->chart_group;
    self->series_list->stqh_first = last;
    line->write_chart_type(self);
    self->series_list->stqh_first = first;
    self->grouping = grouping;
    self->chart_group = group;
    self->axis_id_1 = id_1;
    self->axis_id_2 = id_2;
  } else if (column) {
    column->write_chart_type(self);
  }
  lxw_chart_free(column);
  lxw_chart_free(line);
}

/// The second pair of axes: shares on the right, the categories hidden.
static void combined_write_axes(lxw_chart *self, FILE *out) {
  fprintf(
      out,
      "<c:valAx><c:axId val=\"%u\"/><c:scaling><c:orientation val=\"minMax\"/><c:max val=\"1\"/><c:min val=\"0\"/>"
      "</c:scaling><c:axPos val=\"r\"/><c:numFmt formatCode=\"0%%\" sourceLinked=\"0\"/><c:tickLblPos val=\"nextTo\"/>",
      self->axis_id_4);
  const lxw_chart_font *font = self->y_axis->num_font;
  if (font && font->name)
    fprintf(
        out,
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"%.0f\"><a:latin typeface=\"%s\"/></a:defRPr></a:pPr>"
        "<a:endParaRPr lang=\"zh-CN\"/></a:p></c:txPr>",
        font->size > 0 ? font->size : 900, font->name);
  fprintf(
      out,
      "<c:crossAx val=\"%u\"/><c:crosses val=\"max\"/><c:crossBetween val=\"between\"/><c:majorUnit val=\"0.2\"/></c:valAx>"
      "<c:catAx><c:axId val=\"%u\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"1\"/>"
      "<c:axPos val=\"b\"/><c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"%u\"/><c:crosses val=\"autoZero\"/>"
      "<c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/></c:catAx>",
      self->axis_id_3, self->axis_id_3, self->axis_id_4);
}

/// Has the library write the plot area into memory and puts the second pair of axes behind the first, where the
/// standard (ECMA-376 part 1, 21.2.2.145) wants them.
static void combined_write_plot_area(lxw_chart *self) {
  lxw_chart *column = lxw_chart_new(LXW_CHART_COLUMN);
  if (!column) return;
  char *text = NULL;
  size_t size = 0;
  FILE *out = self->file;
  FILE *memory = open_memstream(&text, &size);
  if (memory) {
    self->file = memory;
    column->write_plot_area(self);
    self->file = out;
    fclose(memory);
    static const char axis_end[] = "</c:valAx>";
    char *cut = NULL;
    for (char *p = text; p && (p = strstr(p, axis_end)); p += 1) cut = p + sizeof(axis_end) - 1;
    if (cut) {
      fwrite(text, 1, (size_t)(cut - text), out);
      combined_write_axes(self, out);
      fwrite(cut, 1, size - (size_t)(cut - text), out);
    } else {
      fwrite(text, 1, size, out);
    }
    free(text);
  } else {
    column->write_plot_area(self);
  }
  lxw_chart_free(column);
}

/// Turns the last series of a column chart into a line on a second axis.
static inline void chart_last_series_as_share_line(lxw_chart *chart) {
  chart->write_chart_type = combined_write_series;
  chart->write_plot_area = combined_write_plot_area;
}

/// Gives a series the value of one point, for programs that show a chart without calculating. libxlsxwriter fills these
/// itself from plain numbers, but stores 0 for formulas.
static inline int chart_series_cache_number(lxw_chart_series *series, double number) {
  lxw_series_data_point *point = calloc(1, sizeof(lxw_series_data_point));
  if (!point) return 0;
  point->number = number;
  STAILQ_INSERT_TAIL(series->values->data_cache, point, list_pointers);
  series->values->num_data_points++;
  series->values->ignore_cache = 1;
  return 1;
}

/// Sets the font of cells without a format, in whose digits a workbook measures its columns. libxlsxwriter 1.1.4 always
/// makes it Calibri, which programs without it replace by wider ones.
static inline void workbook_set_default_font(lxw_workbook *workbook, const char *name) {
  lxw_format *first = STAILQ_FIRST(workbook->formats);
  if (!first) return;
  format_set_font_name(first, name);
  first->font_scheme[0] = 0;
}
