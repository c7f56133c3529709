#pragma once
#include <libpq-fe.h>
#include <openssl/crypto.h>
#include <sys/eventfd.h>

/// The flags of eventfd are an anonymous enum, which Swift does not see.
static inline int clibpq_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

/// Leaves OpenSSL, which libpq uses, to the end of the process. By itself it frees at `exit` what threads that end at the same moment
/// free, too, and the process dies of it (OpenSSL 3.0: "double free or corruption"). To be called before OpenSSL is used; 1 = done.
static inline int clibpq_keep_openssl(void) { return OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL); }
