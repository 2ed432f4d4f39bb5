#include "labs/network/arrangements.h"

#include <algorithm>

namespace saddle::app {
namespace {

// Of the right column of "lecture", in pixels at a scale of 1.
constexpr float least_right = 250, most_right = 310;

}  // namespace

const std::array<Arrangement, 4>& arrangements() {
  static const std::array<Arrangement, 4> all = {{
      {"one",
       "One panel",
       {},
       {},
       [](float, float) {
         return std::vector<Box>{{0, 0, 1, 1}};
       },
       ""},
      {"two",
       "Two panels side by side",
       0.5f,
       {},
       [](float x, float) {
         return std::vector<Box>{{0, 0, x, 1}, {x, 0, 1 - x, 1}};
       },
       "one"},
      {"lecture", "A large panel, one below it and one beside it", 0.68f, 0.64f,
       [](float x, float y) {
         return std::vector<Box>{{0, 0, x, y}, {0, y, x, 1 - y}, {x, 0, 1 - x, 1}};
       },
       "two"},
      {"four", "Four panels", 0.5f, 0.5f,
       [](float x, float y) {
         return std::vector<Box>{{0, 0, x, y}, {x, 0, 1 - x, y}, {0, y, x, 1 - y}, {x, y, 1 - x, 1 - y}};
       },
       "two"},
  }};
  return all;
}

const Arrangement& arrangement_named(std::string_view name) {
  const auto found = std::ranges::find(arrangements(), name, &Arrangement::name);
  return found == arrangements().end() ? arrangements()[2] : *found;
}

Dividers usual_dividers(const Arrangement& arrangement, ImVec2 size) {
  Dividers usual{arrangement.column.value_or(1), arrangement.row.value_or(1)};
  if (arrangement.name == "lecture" && size.x > 0)
    usual.column = 1 - std::clamp((1 - usual.column) * size.x, least_right, most_right) / size.x;
  return usual;
}

const Arrangement& that_fits(const Arrangement& arrangement, ImVec2 size) {
  const Dividers usual = usual_dividers(arrangement, size);
  const bool fits = std::ranges::all_of(arrangement.boxes(usual.column, usual.row), [&](const Box& box) {
    return box.width * size.x >= least_pane_width && box.height * size.y >= least_pane_height;
  });
  return fits || arrangement.fallback.empty() ? arrangement : that_fits(arrangement_named(arrangement.fallback), size);
}

}  // namespace saddle::app
