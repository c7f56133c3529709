#pragma once

// What of libedit (editline(3)) and the C library reaches Swift only through functions: variadic calls, macros, globals.

#include <errno.h>
#include <histedit.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

// What the callbacks of an editor find under EL_CLIENTDATA: its prompt, and its Swift owner.
typedef struct {
  char *prompt;
  void *owner;
} console_editor;

typedef int (*console_read_character)(EditLine *, wchar_t *);
typedef unsigned char (*console_complete)(EditLine *, int);

static inline char *console_editor_prompt(EditLine *el) {
  console_editor *editor = NULL;
  el_get(el, EL_CLIENTDATA, &editor);
  return editor && editor->prompt ? editor->prompt : (char *)"> ";
}

static inline void *console_editor_owner(EditLine *el) {
  console_editor *editor = NULL;
  el_get(el, EL_CLIENTDATA, &editor);
  return editor ? editor->owner : NULL;
}

// An editor on standard input that draws on standard output, or on standard error where that is no terminal.
static inline EditLine *console_editor_open(console_editor *editor, console_read_character read,
                                            console_complete complete) {
  EditLine *el = el_init("review-console", stdin, isatty(STDOUT_FILENO) ? stdout : stderr, stderr);
  if (!el) return NULL;
  el_set(el, EL_CLIENTDATA, editor);
  el_set(el, EL_SIGNAL, 0);
  el_set(el, EL_EDITOR, "emacs");
  el_set(el, EL_PROMPT, console_editor_prompt);
  el_set(el, EL_GETCFN, read);
  el_set(el, EL_ADDFN, "console-complete", "complete a command or option", complete);
  el_set(el, EL_BIND, "^I", "console-complete", NULL);
  el_set(el, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_set(el, EL_BIND, "^_", "vi-undo", NULL);
  // Home, end, delete and word moves as terminals send them.
  el_set(el, EL_BIND, "\033[1~", "ed-move-to-beg", NULL);
  el_set(el, EL_BIND, "\033[4~", "ed-move-to-end", NULL);
  el_set(el, EL_BIND, "\033[H", "ed-move-to-beg", NULL);
  el_set(el, EL_BIND, "\033[F", "ed-move-to-end", NULL);
  el_set(el, EL_BIND, "\033[3~", "ed-delete-next-char", NULL);
  el_set(el, EL_BIND, "\033[1;5C", "em-next-word", NULL);
  el_set(el, EL_BIND, "\033[1;5D", "ed-prev-word", NULL);
  return el;
}

static inline void console_editor_use_history(EditLine *el, History *past) { el_set(el, EL_HIST, history, past); }
static inline void console_editor_refresh(EditLine *el) { el_set(el, EL_REFRESH); }
static inline void console_editor_prepare_terminal(EditLine *el, int on) { el_set(el, EL_PREP_TERM, on); }

static inline void console_history_limit(History *past, int lines) {
  HistEvent event;
  history(past, &event, H_SETSIZE, lines);
  history(past, &event, H_SETUNIQUE, 1);
}

static inline void console_history_add(History *past, const char *line) {
  HistEvent event;
  history(past, &event, H_ENTER, line);
}

// Signals arrive as bytes in a pipe: nothing but write(2) runs inside a handler (signal-safety(7)).
static volatile int console_signal_pipe = -1;

static inline void console_note_signal(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  if (console_signal_pipe >= 0) (void)!write(console_signal_pipe, &byte, 1);
  errno = saved;
}

static inline bool console_ignores_signal(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static inline void console_watch_signal(int number, int pipe) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  console_signal_pipe = pipe;
  action.sa_handler = console_note_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}
