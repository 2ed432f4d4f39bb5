#pragma once

#include <span>
#include <string>

#include "saddle/properties.h"
#include "ui/ui.h"

namespace saddle::ui {

// A row for each property, under "name.property": a label with its tooltip, and the widget its kind asks for. True when
// one changed.
bool edit(Ui& ui, const std::string& name, Properties& properties, std::span<const Property> table);

// One row: the label on the left, in the width that all rows share; the caller's widget follows. Where less is left
// than the widget needs (`room`, in pixels), it stands below the label, over the whole width.
void row(Ui& ui, std::string_view label, std::string_view help = {}, std::string_view formula = {}, float room = 0);

// "learning_rate" -> "Learning rate"
std::string humanized(std::string_view name);

}  // namespace saddle::ui
