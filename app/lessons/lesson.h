#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <imgui.h>

#include "saddle/condition.h"
#include "saddle/properties.h"

// A lesson is a value: what assets/lessons/NAME.md says (assets/lessons/README.md has the format). It names widgets by
// their marks and states by their paths, and sees neither.
namespace saddle::app {

// A text in both languages.
struct LessonWords {
  std::string english = {}, korean = {};
  bool empty() const { return english.empty(); }
  const std::string& in(std::string_view language) const { return language == "ko" ? korean : english; }
};

// Something that is done for the learner: to stage a step, to show what a choice leads to, to solve a step in a test.
struct LessonAction {
  enum class Kind {
    set,         // path = value: of the experiment
    set_page,    // path = value: a property of the open page of Concepts
    set_arena,   // path = value: "start.x", "function", "sgd.learning_rate"
    lab,         // name
    experiment,  // name: a preset
    panels,      // names
    page,        // name
    scene,       // name
    train,       // count: from the first weights to that step
    more,        // count: so many steps more
    play,        // count: the arena, to that step
    stroke,      // points, on the canvas for digits, in units of its side
    clear        // that canvas
  };
  Kind kind = Kind::set;
  std::string path = {};
  Value value = {};
  std::vector<std::string> names = {};
  int64_t count = 0;
  std::vector<ImVec2> points = {};
};
using LessonActions = std::vector<LessonAction>;

struct LessonChoice {
  LessonWords text;
  bool right = false;
  std::optional<Condition> when = {};                 // of a prediction: it is right if this holds in the end
  LessonWords because = {};                           // what there is to say to whoever chose it
  LessonActions show = {};                            // makes it happen
  std::vector<std::pair<double, double>> ghost = {};  // (step, loss): the curve that it predicts
  int line = 0;
};

struct LessonStep {
  enum class Kind { look, act, predict, explain };
  Kind kind = Kind::look;
  LessonWords title = {}, text = {};
  std::vector<std::string> points = {};  // marks that no words name
  LessonActions stage = {};              // done when one goes forward into it
  std::optional<Condition> until = {};   // its goal; none: it has none
  LessonActions solve = {};              // one way to reach it
  std::vector<LessonChoice> choices = {};
  int line = 0;

  bool asks() const { return kind == Kind::predict || kind == Kind::explain; }
};

// After the actions, done upon the stage, the condition holds: whatever the seed.
struct LessonClaim {
  LessonActions actions;
  Condition condition;
  int line = 0;
};

struct Lesson {
  std::string name;  // of the file, without its ending
  std::string file;
  LessonWords title, about;
  std::string chapter;  // "6.2": a section of the book; from 9 on of the notes
  int minutes = 5, order = 0;

  LessonActions stage = {};
  // Marks of the settings that stay usable, others are locked; "optimizer.*": all that begin so. None: nothing is
  // locked.
  std::optional<std::vector<std::string>> live = {};
  std::vector<std::string> locked = {};  // besides

  std::vector<LessonStep> steps = {};
  std::vector<LessonClaim> claims = {};
};

// Parses what a file says. `file`: its path, which names the lesson, and which errors name with the line. Throws Error.
Lesson parse_lesson(std::string_view text, const std::string& file);
Lesson load_lesson(const std::string& file);

// "train 200; optimizer.learning_rate = 0.1". Throws Error at `where`.
LessonActions parse_lesson_actions(std::string_view text, const std::string& where);

}  // namespace saddle::app
