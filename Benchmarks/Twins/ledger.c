// The ledger as plain C: libpq and libxlsxwriter in constant memory, the same statement, the same cells, and nothing else: no
// checks, no widths measured, no record. What LedgerBenchmarks compares with.
//   ledger CONNINFO STATEMENT FILE     prints the rows and the peak memory in KiB

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { COLUMNS = 12, BATCH = 1000 };

// What a column holds: t text, s state, n number, d day, i moment.
static const char kinds[COLUMNS + 1] = "ttsnidintttt";
static const char *titles[COLUMNS] = {"申报号", "部门编码", "状态", "版本", "最近提交", "审核期限",
                                      "办结时间", "系统提示", "证件号码", "手机号码", "单位名称", "毕业学校"};

static void stop(PGconn *connection, const char *what) {
  fprintf(stderr, "%s: %s\n", what, connection ? PQerrorMessage(connection) : "");
  exit(1);
}

static void must(PGconn *connection, const char *sql) {
  PGresult *result = PQexec(connection, sql);
  ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) stop(connection, sql);
  PQclear(result);
}

static const char *state(const char *code) {
  if (strcmp(code, "submitted") == 0) return "待审核";
  if (strcmp(code, "in_review") == 0) return "审核中";
  if (strcmp(code, "approved") == 0) return "审核通过";
  return "审核退回";
}

// Days since 1899-12-30, by the civil calendar.
static double day(const char *text) {
  int year = atoi(text), month = atoi(text + 5), number = atoi(text + 8);
  year -= month <= 2;
  const int era = year / 400, of_era = year - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + number - 1;
  return era * 146097.0 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468 + 25569;
}

int main(int count, char **arguments) {
  if (count != 4) stop(NULL, "ledger CONNINFO STATEMENT FILE");
  PGconn *connection = PQconnectdb(arguments[1]);
  if (PQstatus(connection) != CONNECTION_OK) stop(connection, "connect");
  must(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  char *declare = malloc(strlen(arguments[2]) + 64);
  sprintf(declare, "DECLARE batches NO SCROLL CURSOR FOR %s", arguments[2]);
  must(connection, declare);

  lxw_workbook_options options = {.constant_memory = 1, .use_zip64 = 1};
  lxw_workbook *workbook = workbook_new_opt(arguments[3], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(workbook, "台账");
  lxw_format *number = workbook_add_format(workbook), *date = workbook_add_format(workbook), *moment = workbook_add_format(workbook),
             *text = workbook_add_format(workbook);
  format_set_num_format(number, "0");
  format_set_num_format(date, "yyyy-mm-dd");
  format_set_num_format(moment, "yyyy-mm-dd hh:mm:ss");
  format_set_font_name(text, "宋体");
  for (int c = 0; c < COLUMNS; c++) worksheet_write_string(sheet, 2, c, titles[c], NULL);

  lxw_row_t row = 3;
  char fetch[64];
  sprintf(fetch, "FETCH %d FROM batches", BATCH);
  if (!PQsendQuery(connection, fetch)) stop(connection, "send");
  for (;;) {
    PGresult *batch = PQgetResult(connection);
    if (PQresultStatus(batch) != PGRES_TUPLES_OK) stop(connection, "fetch");
    while (PQgetResult(connection)) {}
    const int rows = PQntuples(batch);
    if (rows == BATCH && !PQsendQuery(connection, fetch)) stop(connection, "send");
    PQflush(connection);
    for (int r = 0; r < rows; r++, row++)
      for (int c = 0; c < COLUMNS; c++) {
        if (PQgetisnull(batch, r, c)) continue;
        const char *value = PQgetvalue(batch, r, c);
        switch (kinds[c]) {
          case 't': worksheet_write_string(sheet, row, c, value, text); break;
          case 's': worksheet_write_string(sheet, row, c, state(value), text); break;
          case 'n': worksheet_write_number(sheet, row, c, strtod(value, NULL), number); break;
          case 'd': worksheet_write_number(sheet, row, c, day(value), date); break;
          case 'i': worksheet_write_number(sheet, row, c, (atoll(value) + 28800) / 86400.0 + 25569, moment); break;
        }
      }
    PQclear(batch);
    if (rows < BATCH) break;
  }
  if (workbook_close(workbook) != LXW_NO_ERROR) stop(NULL, "close");
  PQfinish(connection);

  char line[256];
  FILE *status = fopen("/proc/self/status", "r");
  while (fgets(line, sizeof line, status))
    if (strncmp(line, "VmHWM:", 6) == 0) printf("%u rows %d\n", row - 3, atoi(line + 6));
  return 0;
}
