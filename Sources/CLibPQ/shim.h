#pragma once
#include <libpq-fe.h>
#include <sys/eventfd.h>

/// The flags of eventfd are an anonymous enum, which Swift does not see.
static inline int clibpq_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
