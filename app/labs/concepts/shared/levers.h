#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "labs/concepts/page.h"
#include "plot/figure.h"
#include "ui/widgets.h"

// What stands in the column of a page. Each leaves a mark "PAGE.name".
namespace saddle::app {

// The property as the widget that its row asks for, behind its label: a slider, a number to drag, a list, a text or a
// box to tick. True when it changed. `label` arrives translated.
bool lever(PageView& page, std::string_view property, std::string_view label, ImU32 color = 0);
// The choices of the property side by side, which its mark "PAGE.property.choice" names. Labels arrive translated.
bool tabs(PageView& page, std::string_view property,
          std::initializer_list<std::pair<std::string_view, std::string_view>> labels);

// The number with its formula: "z = 0.5·1 − 0.7 = −0.2"; by hand, a blank for it. Its mark carries the value.
void show(PageView& page, std::string_view number, ImU32 color = 0);
// A number in a table or a picture, where it was just drawn as the last item: leaves its mark alone.
void mark_number(PageView& page, const PageNumber& number);

// A heading above a group of the above.
void group(PageView& page, std::string_view words);
// A sentence.
void say(PageView& page, std::string_view words, ImU32 color = 0);

// A typed formula, and below it what is wrong with it. True when it changed.
bool formula_field(PageView& page, std::string_view property, std::string_view before, const std::string& fault);

// What a drag or a click in a picture sets: nothing while both the property's widget and the picture are locked.
void set_by_hand(PageView& page, std::string_view picture, std::string_view property, Value value);
// Of a handle that does so.
plot::Grip grip_of(const PageView& page, std::string_view picture, std::string_view property);

// Sets one property of the page.
void set_value(PageView& page, std::string_view property, Value value);

}  // namespace saddle::app
