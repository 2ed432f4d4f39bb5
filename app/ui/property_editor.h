#pragma once

#include <span>
#include <string>

#include "saddle/properties.h"
#include "ui/ui.h"

namespace saddle::ui {

// A row for each property, under "name.property": a label with its tooltip, and the widget its kind asks for. True when
// one changed.
bool edit(Ui& ui, const std::string& name, Properties& properties, std::span<const Property> table);

// One row: the label on the left, in the width that all rows share; the caller's widget follows.
void row(Ui& ui, std::string_view label, std::string_view help = {}, std::string_view formula = {});

// "learning_rate" -> "Learning rate"
std::string humanized(std::string_view name);

}  // namespace saddle::ui
