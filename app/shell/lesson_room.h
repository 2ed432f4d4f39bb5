#pragma once

#include <memory>
#include <optional>

#include "lessons/card.h"
#include "lessons/hands.h"
#include "lessons/player.h"
#include "model/histories.h"
#include "shell/lab_set.h"
#include "shell/run_controller.h"
#include "shell/state.h"
#include "ui/locks.h"

namespace saddle::app {

// The lesson that is open, upon a stage of its own: what the user had is set aside for as long, the run in training
// with it, and is back when the lesson is left, as it was. Opened and left between two frames.
class LessonRoom {
 public:
  // What it works on, all of the application.
  struct Around {
    State& state;
    Histories& histories;
    LabSet& labs;
    RunController& run;
    const std::vector<Preset>& presets;
    int64_t lab_steps = 0;  // of the open lab that has steps of its own
  };

  explicit operator bool() const { return open_ != nullptr; }
  const LessonPlayer* player() const;
  const LessonCard& card() const { return card_; }

  // From the next turn() on. A lesson that is open is left first.
  void ask(std::shared_ptr<const Lesson> lesson) { asked_ = std::move(lesson); }
  void ask_to_leave() { leaves_ = open_ != nullptr; }
  // Between two frames: what was asked.
  void turn(const Around& around);
  void leave(const Around& around);

  // In a frame, after what it shows is known and before anything is drawn: judges the goal, does what the lesson asks
  // for, says what is locked. `shown`: the marks of the frame before. Throws Error where something cannot be done.
  void follow(Frame& frame, const Around& around, const ui::Marks& shown);
  // Draws the card, and what it names; obeys it.
  void draw(Frame& frame, const LessonCard::Areas& areas, const ui::Marks& shown);
  LessonCard::Areas areas(const ui::Ui& ui, ImVec2 corner, ImVec2 size) const { return card_.areas(ui, corner, size); }

  // Whether a key that means something else in the lab goes on in the lesson, or must wait for a prediction.
  bool space_goes_on() const;
  bool holds_back(Action action) const;
  void next();
  void choose(int choice);
  // As a test solves it.
  void solve();
  bool busy() const;

  // What is to be remembered for the next start: what the user had, with how far the lesson is.
  Settings settings_to_store(const State& state) const;
  const Document* set_aside() const;

 private:
  struct Open;
  static LessonScene scene_of(const Around& around);
  static void take_back(const LessonScene& scene, const LessonScene& before, Frame& frame, const Around& around);
  void enter(const Around& around);
  void set_up(const Around& around);
  std::string reason(std::string_view name, const ui::Ui& ui, const std::string& page, std::string_view lab) const;

  std::shared_ptr<Open> open_;
  LessonCard card_;
  std::shared_ptr<const Lesson> asked_;
  bool leaves_ = false;
  ui::Locks locks_;
};

}  // namespace saddle::app
