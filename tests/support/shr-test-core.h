#pragma once

#include "core/shr-design.h"
#include "core/shr-knots.h"
#include "core/shr-path.h"
#include "core/shr-solver.h"

#include <glib.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrDesign, shr_design_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrKnots, shr_knots_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrPath, shr_path_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrSolver, shr_solver_free)

/* Fails with the status' sentence. */
#define shr_test_assert_ok(call)                                                                                       \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    ShrStatus shr_test_status = (call);                                                                                \
    if (shr_test_status != SHR_STATUS_OK)                                                                              \
      g_error ("%s:%d: %s: %s", __FILE__, __LINE__, #call, shr_status_sentence (shr_test_status));                     \
  }                                                                                                                    \
  G_STMT_END
