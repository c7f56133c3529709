"""The ledger as one would write it in Python: psycopg's server-side cursor, XlsxWriter in constant memory, `write` for every value.

ledger.py CONNINFO SELECT FILE     prints how many rows it wrote
"""

import sys

import psycopg
import xlsxwriter

STATES = {"submitted": "待审核", "in_review": "审核中", "approved": "审核通过", "returned": "审核退回"}

conninfo, statement, path = sys.argv[1:]
book = xlsxwriter.Workbook(
    path,
    {
        "constant_memory": True,
        "use_zip64": True,
        # What applicants typed stays text.
        "strings_to_formulas": False,
        "strings_to_urls": False,
    },
)
sheet = book.add_worksheet("台账")
text = book.add_format({"font_name": "宋体"})
number = book.add_format({"num_format": "0"})
day = book.add_format({"num_format": "yyyy-mm-dd"})
instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
formats = [text, text, text, number, instant, day, instant, number, text, text, text, text]


def moment(seconds):
    return None if seconds is None else (seconds + 28800) / 86400 + 25569


rows = 0
with psycopg.connect(conninfo) as connection, connection.cursor("ledger") as cursor:
    cursor.itersize = 2000
    for values in cursor.execute(statement):
        values = list(values)
        values[2] = STATES[values[2]]
        values[4] = moment(values[4])
        values[6] = moment(values[6])
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(rows + 3, column, value, formats[column])
        rows += 1
book.close()
print(rows)
