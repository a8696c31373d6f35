#include "app/shr-keeper.h"

struct _ShrKeeper
{
  GObject parent_instance;

  ShrStudy *study;
  GFile *file;     /* (nullable) */
  ShrState *state; /* what is in it; (nullable) */
  gboolean unsaved;
  guint update_id;
};

G_DEFINE_FINAL_TYPE (ShrKeeper, shr_keeper, G_TYPE_OBJECT)

static guint changed_signal;

/* What a fit has chosen since, because it was open in the file, is no change. */
static gboolean
has_changed (ShrKeeper *self)
{
  g_autoptr (ShrState) now = shr_state_capture (self->study);
  guint64 differences = shr_state_compare (self->state, now);
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  for (guint i = 0; i < n; i++)
    if (shr_state_get (self->state, properties[i]->name) == NULL || shr_state_get (now, properties[i]->name) == NULL)
      differences &= ~(G_GUINT64_CONSTANT (1) << i);

  return differences != 0;
}

static gboolean
update (gpointer user_data)
{
  ShrKeeper *self = user_data;
  gboolean unsaved = self->file != NULL && has_changed (self);

  self->update_id = 0;
  if (self->unsaved != unsaved)
    {
      self->unsaved = unsaved;
      g_signal_emit (self, changed_signal, 0);
    }

  return G_SOURCE_REMOVE;
}

static void
study_changed (ShrKeeper *self)
{
  if (self->file != NULL && self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_LOW, update, self, NULL);
}

static void
set_file (ShrKeeper *self, GFile *file, const ShrState *state)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_set_object (&self->file, file);
  g_clear_pointer (&self->state, shr_state_free);
  self->state = state != NULL ? shr_state_copy (state) : NULL;
  self->unsaved = file != NULL && has_changed (self);
  g_signal_emit (self, changed_signal, 0);
}

void
shr_keeper_keep (ShrKeeper *self, GFile *file, const ShrState *state)
{
  g_return_if_fail (SHR_IS_KEEPER (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (state != NULL);

  set_file (self, file, state);
}

void
shr_keeper_forget (ShrKeeper *self)
{
  g_return_if_fail (SHR_IS_KEEPER (self));

  if (self->file != NULL)
    set_file (self, NULL, NULL);
}

GFile *
shr_keeper_get_file (ShrKeeper *self)
{
  g_return_val_if_fail (SHR_IS_KEEPER (self), NULL);

  return self->file;
}

gboolean
shr_keeper_is_unsaved (ShrKeeper *self)
{
  g_return_val_if_fail (SHR_IS_KEEPER (self), FALSE);

  /* What has just been changed counts, too. */
  return self->file != NULL && has_changed (self);
}

static void
shr_keeper_dispose (GObject *object)
{
  ShrKeeper *self = SHR_KEEPER (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->file);
  g_clear_pointer (&self->state, shr_state_free);
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_keeper_parent_class)->dispose (object);
}

static void
shr_keeper_class_init (ShrKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = shr_keeper_dispose;

  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
shr_keeper_init (ShrKeeper *self)
{
}

ShrKeeper *
shr_keeper_new (ShrStudy *study)
{
  ShrKeeper *self = g_object_new (SHR_TYPE_KEEPER, NULL);

  self->study = g_object_ref (study);
  g_signal_connect_object (study, "notify", G_CALLBACK (study_changed), self, G_CONNECT_SWAPPED);

  return self;
}
