#include "app/shr-advice-card.h"

#include "study/shr-advice.h"

#include <string.h>

struct _ShrAdviceCard
{
  AdwBin parent_instance;

  ShrStudy *study;
  gconstpointer known[2 + SHR_N_PENALTIES]; /* what the words were made of: only compared */

  GtkLabel *verdict;
  GtkLabel *reasons;
  GtkLabel *basis;
  GtkWidget *validate;
};

G_DEFINE_FINAL_TYPE (ShrAdviceCard, shr_advice_card, ADW_TYPE_BIN)

/* A label that is set makes the window measure itself, even where its text stays. */
static void
set_label (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_label (label), text))
    gtk_label_set_label (label, text);
}

static void
update (ShrAdviceCard *self)
{
  g_autoptr (ShrAdvice) advice = NULL;
  g_autofree char *reasons = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  advice = shr_advice_new_for_study (self->study);
  if (advice == NULL)
    return;

  reasons = g_strjoinv ("\n", advice->reasons);
  set_label (self->verdict, advice->verdict);
  set_label (self->reasons, reasons);
  set_label (self->basis, advice->basis);
  gtk_widget_set_visible (self->validate, !advice->is_validated);
  gtk_widget_set_sensitive (self->validate, !shr_study_get_cross_validating (self->study));
}

/* Nothing of it moves with λ: most of what is drawn again leaves the words as they are. */
static void
study_redraw (ShrStudy *study, guint changes, ShrAdviceCard *self)
{
  ShrFit *fit = shr_study_get_fit (study);
  gconstpointer known[G_N_ELEMENTS (self->known)] = { fit, fit != NULL ? shr_fit_get_correlations (fit) : NULL };

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    known[2 + i] = shr_study_get_cross_validation (study, i);
  if (memcmp (known, self->known, sizeof known) == 0)
    return;

  memcpy (self->known, known, sizeof known);
  update (self);
}

static void
validate_clicked (ShrAdviceCard *self)
{
  shr_study_cross_validate (self->study);
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_advice_card_map (GtkWidget *widget)
{
  ShrAdviceCard *self = SHR_ADVICE_CARD (widget);

  GTK_WIDGET_CLASS (shr_advice_card_parent_class)->map (widget);
  shr_study_set_advised (self->study, TRUE);
  update (self);
}

static void
shr_advice_card_unmap (GtkWidget *widget)
{
  ShrAdviceCard *self = SHR_ADVICE_CARD (widget);

  if (self->study != NULL)
    shr_study_set_advised (self->study, FALSE);
  GTK_WIDGET_CLASS (shr_advice_card_parent_class)->unmap (widget);
}

static void
shr_advice_card_dispose (GObject *object)
{
  g_clear_object (&SHR_ADVICE_CARD (object)->study);

  G_OBJECT_CLASS (shr_advice_card_parent_class)->dispose (object);
}

static void
shr_advice_card_class_init (ShrAdviceCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_advice_card_dispose;
  widget_class->map = shr_advice_card_map;
  widget_class->unmap = shr_advice_card_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-advice-card.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrAdviceCard, verdict);
  gtk_widget_class_bind_template_child (widget_class, ShrAdviceCard, reasons);
  gtk_widget_class_bind_template_child (widget_class, ShrAdviceCard, basis);
  gtk_widget_class_bind_template_child (widget_class, ShrAdviceCard, validate);
  gtk_widget_class_bind_template_callback (widget_class, validate_clicked);
}

static void
shr_advice_card_init (ShrAdviceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
shr_advice_card_set_study (ShrAdviceCard *self, ShrStudy *study)
{
  g_return_if_fail (SHR_IS_ADVICE_CARD (self));
  g_return_if_fail (self->study == NULL);

  self->study = g_object_ref (study);
  g_signal_connect_object (study, "redraw", G_CALLBACK (study_redraw), self, 0);
  g_signal_connect_object (study, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::cross-validating", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}
