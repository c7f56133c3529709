#pragma once

/// Whether somebody asked that packing stop; called on the thread that packs.
typedef int (*packing_question)(void);

/// Asked between two blocks of every file that libxlsxwriter packs; when the answer is not 0, packing fails. NULL = never.
void packing_set_question(packing_question mustStop);

/// Whether libxlsxwriter's files come this way; else they are packed as it does it itself, on one core.
int packing_is_in_use(void);

/// How many bytes went in so far, over all workbooks of the process: to see that packing goes by way of this module.
unsigned long long packing_total(void);
