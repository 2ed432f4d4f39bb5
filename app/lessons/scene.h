#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lessons/lesson.h"
#include "model/document.h"
#include "model/drawing.h"
#include "model/workspace.h"
#include "saddle/experiment_file.h"

namespace saddle::app {

// What a lesson stages: the part of the window's state that actions change.
struct LessonScene {
  std::string lab = "network";
  Document document = {};
  Workspace workspace = {};
  Drawing canvas = {};
  std::optional<int64_t> arena_step = {};
};

// Does what needs no training; the rest (train, more) changes nothing. Throws Error that names what there is not.
void perform(const LessonAction& action, LessonScene& scene, const std::vector<Preset>& presets);
void perform(const LessonActions& actions, LessonScene& scene, const std::vector<Preset>& presets);
bool trains(const LessonAction& action);

// The stage of a lesson upon what there is.
LessonScene staged(const Lesson& lesson, LessonScene scene, const std::vector<Preset>& presets);

// The open page of Concepts in a document, and what was set on it.
std::string page_of(const Document& document);
Properties values_of_page(const Document& document, const std::string& page);

}  // namespace saddle::app
