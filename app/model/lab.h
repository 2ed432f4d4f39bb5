#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/frame.h"
#include "model/shortcuts.h"
#include "model/vote.h"
#include "ui/toolbar.h"

namespace saddle {

namespace plot {
class SurfaceRenderer;
}

namespace app {
// What a lab with a worker of its own is given, once, before it is drawn first.
struct LabServices {
  std::function<void()> wake = [] {};  // from any thread: there is something new to draw
  bool threads = true;                 // false: its worker waits for Lab::pump()
  bool play = false;                   // begin at once
  std::string page = {};               // that a lab of pages opens on
};

// A key that a lab has of its own, as the list of keys shows it.
struct LabKey {
  std::string_view name;  // of its mark
  std::string_view key, help;
};

// A screen. It fills the window it is drawn in. It edits the draft, or a part of the document of its own (Frame::own);
// either way the shell can undo what was edited.
class Lab {
 public:
  virtual ~Lab() = default;
  virtual void connect(const LabServices&) {}
  // The renderer for surfaces, from now on; without one they are drawn in software.
  virtual void use(plot::SurfaceRenderer&) {}
  virtual void draw(Frame& frame) = 0;
  virtual void add_controls(Frame& frame, ui::Toolbar& bar) = 0;  // on the bar

  // Whether a key of the table that does not mean the same in every lab is meant for this one. The shell does undo,
  // redo and files; train, step, reset, panel and side panel come to act().
  virtual bool takes(Action action) const = 0;
  virtual void act(Frame&, Pressed) {}
  virtual void keys(Frame&) {}  // every frame: obeys the keys of its own
  // What it makes of the draft, where that is more than one run: it is saved, and copied as a command, instead.
  virtual std::optional<Study> study(const Frame&) const { return {}; }
  // What a class can be asked to predict before it runs; none: there is nothing to ask now.
  virtual std::optional<VoteQuestion> question(const Frame&) { return {}; }
  // Which choices of its last question came true; none: it is not known yet.
  virtual std::optional<std::vector<size_t>> came_true(const Frame&) { return {}; }
  // What the list of keys shows of this lab; none: the table.
  virtual std::vector<LabKey> key_list() const { return {}; }

  // A worker of its own.
  virtual bool pump() { return false; }                        // without a thread: takes a turn; false: idle
  virtual bool moving() const { return false; }                // wants the next frame at once
  virtual bool waiting() const { return false; }               // what it asked its worker for is on its way
  virtual std::optional<int64_t> steps() const { return {}; }  // that it has made by itself
};
}  // namespace app

struct LabType {
  std::string_view name, title, help;
  std::function<std::unique_ptr<app::Lab>()> make;
  int order = 0;  // on the bar: smaller ones first, equal ones by name
};

namespace labs {
const std::vector<LabType>& all();
}

}  // namespace saddle
