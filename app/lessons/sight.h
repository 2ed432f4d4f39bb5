#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lessons/arena_sight.h"
#include "lessons/scene.h"
#include "saddle/condition.h"
#include "saddle/snapshot.h"
#include "ui/marks.h"

namespace saddle::app {

// All that the conditions of a lesson may ask for.
struct LessonSight {
  const LessonScene& scene;
  const RunSnapshot& run;
  ArenaSight& arena;
  const ui::Marks* marks = nullptr;           // null: there is no window
  const std::vector<float>* digit = nullptr;  // what the reader of digits says of the drawing; null: nothing
};

// The value at a path; see assets/lessons/README.md. What is not there yet is not a number. Throws Error that names the
// path where there is no such value.
Value value_at(const LessonSight& sight, std::string_view path);
bool holds(const Condition& condition, const LessonSight& sight);

// What has to be measured of the run for a condition.
std::vector<Probe> probes_of(const Condition& condition);

}  // namespace saddle::app
