#pragma once

#include "data/shr-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a column is used for, in the order of the choices on offer. */
typedef enum
{
  SHR_IMPORT_ROLE_FEATURE,
  SHR_IMPORT_ROLE_NUMBERS,    /* a feature; words in it are missing values */
  SHR_IMPORT_ROLE_CATEGORIES, /* a feature for each word or number in it but one */
  SHR_IMPORT_ROLE_RESPONSE,
  SHR_IMPORT_ROLE_LEFT_OUT,
} ShrImportRole;

/**
 * ShrImportColumn:
 *
 * A column on the import page.
 *
 * Properties: "role" ShrImportRole (uint)
 */
#define SHR_TYPE_IMPORT_COLUMN (shr_import_column_get_type ())
G_DECLARE_FINAL_TYPE (ShrImportColumn, shr_import_column, SHR, IMPORT_COLUMN, GObject)

/* @column: (nullable): what it holds; NULL when nobody knows */
ShrImportColumn *shr_import_column_new (const char *name, const ShrColumn *column, ShrImportRole role);

const char *shr_import_column_get_name (ShrImportColumn *self);
/* What it holds, in a few words. */
const char *shr_import_column_get_evidence (ShrImportColumn *self);
/* What it is used for when a feature is asked for: words can only be categories, and a count of rows only numbers. */
ShrImportRole shr_import_column_get_feature_role (ShrImportColumn *self);
/* Whether it is used unless it is excluded. */
gboolean shr_import_column_is_used_unasked (ShrImportColumn *self);
/* Whether it has more categories than become features unasked. */
gboolean shr_import_column_has_many_levels (ShrImportColumn *self);
ShrImportRole shr_import_column_get_role (ShrImportColumn *self);
void shr_import_column_set_role (ShrImportColumn *self, ShrImportRole role);

G_END_DECLS
