#pragma once

#include <string>
#include <vector>

#include "labs/compare/setup.h"
#include "ui/ui.h"
#include "ui/widgets.h"

namespace saddle::app {

// What may vary in this experiment, as options of a combo: the paths of Axis.
std::vector<ui::Option> axis_options(const ui::Ui& ui, const Experiment& base);
// The values that are chosen by a click: all optimizers, or initializers, on and off. None of a number.
std::vector<ui::Option> axis_values(const ui::Ui& ui, const Experiment& base, const std::string& path);
// "0.001 … 10", "one of shuffle, in_order": what may be typed. Empty if that is not known.
std::string axis_range(const ui::Ui& ui, const Experiment& base, const std::string& path);
// The values that a race over this path begins with.
std::string usual_values(const Experiment& base, const std::string& path);

// Throws Error for values that are none, or that this experiment cannot have.
void check_axis(const AxisText& axis, const Experiment& base);

// A value as people call it: "Adam", "He", "no batch norm", "learning rate 0.01".
std::string value_words(const ui::Ui& ui, const std::string& path, const Value& value);
// A combination as people call it: its values in this order.
std::string contestant_name(const ui::Ui& ui, const Study& study, int64_t combination);

}  // namespace saddle::app
