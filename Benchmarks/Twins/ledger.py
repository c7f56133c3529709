"""The ledger with Python's XlsxWriter in constant memory: rows as psql's COPY sends them on standard input.

ledger.py FILE     prints the seconds it took
"""

import sys
import time
from datetime import date

import xlsxwriter

KINDS = "ttsnidintttt"
STATES = {"submitted": "待审核", "in_review": "审核中", "approved": "审核通过", "returned": "审核退回"}
EPOCH = date(1899, 12, 30)

began = time.monotonic()
book = xlsxwriter.Workbook(sys.argv[1], {"constant_memory": True, "use_zip64": True})
sheet = book.add_worksheet("台账")
formats = {
    "t": book.add_format({"font_name": "宋体"}),
    "n": book.add_format({"num_format": "0"}),
    "d": book.add_format({"num_format": "yyyy-mm-dd"}),
    "i": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
}
formats["s"] = formats["t"]
for row, line in enumerate(sys.stdin, start=3):
    for column, (kind, value) in enumerate(zip(KINDS, line.rstrip("\n").split("\t"))):
        if value == "\\N":
            continue
        if kind == "t":
            sheet.write_string(row, column, value, formats[kind])
        elif kind == "s":
            sheet.write_string(row, column, STATES[value], formats[kind])
        elif kind == "n":
            sheet.write_number(row, column, int(value), formats[kind])
        elif kind == "d":
            sheet.write_number(row, column, (date.fromisoformat(value) - EPOCH).days, formats[kind])
        else:
            sheet.write_number(row, column, (int(value) + 28800) / 86400 + 25569, formats[kind])
book.close()
print(time.monotonic() - began)
