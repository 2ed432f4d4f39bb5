#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/history.h"
#include "model/lab.h"
#include "saddle/session.h"
#include "shell/settings.h"

namespace saddle::app {

struct ApplicationOptions {
  std::string lab = "network";
  std::string experiment = "first-light";  // a preset or a file
  std::string data_directory = {};
  bool train = false;  // begin at once
  Session::Threading threading = Session::Threading::worker;
  Settings settings = {};
  std::shared_ptr<Session> run = nullptr;  // one that has begun elsewhere, of this experiment; otherwise a new one
};

// All of the program between the operating system's window and the engine: sessions, document, labs, the bar on top. It
// draws into whatever ImGui context is current, and knows no window.
class Application {
 public:
  // `wake`: called on a worker thread when there is something new to draw. Throws Error for an experiment that is not
  // there.
  explicit Application(
      ApplicationOptions options, std::function<void()> wake = [] {});

  // Before each frame. True where the fonts were made anew and a renderer must take the atlas again.
  bool prepare();
  // One frame, between ImGui::NewFrame and ImGui::Render. `trail`: where the mouse passed since the frame before.
  void draw(std::span<const ImVec2> trail = {});

  // Of sessions without threads: one turn each; false when idle.
  bool pump();
  // Opens an experiment file or a model, as a file dropped on the window.
  void open(const std::string& file);

  bool busy() const;      // something moves on the screen by itself
  bool answered() const;  // all that the last frame asked of the workers is on the screen
  const ui::Marks& marks() const { return marks_; }
  const Snapshot& now() const { return *now_; }
  const Document& draft() const { return draft_; }
  const Settings& settings() const { return settings_; }
  const Focus& focus() const { return focus_; }
  ImU32 background() const { return theme_.window; }

 private:
  void load_language(const std::string& code);
  void draw_bar(Frame& frame);
  void draw_run_buttons(Frame& frame);
  void draw_looks(ui::Ui& ui);
  void keys(Frame& frame);
  void train(Frame& frame);
  void reset(Frame& frame);
  void follow_draft(Feed& feed);
  bool outdated() const;

  ApplicationOptions options_;
  Settings settings_;
  ui::Theme theme_;
  ui::Language language_;
  std::string next_language_;  // the words of a frame live until its end
  ui::Fonts fonts_;
  plot::Context plots_;
  ui::Marks marks_;
  bool fonts_stale_ = true;
  std::vector<Preset> presets_;
  Document draft_, seen_;
  Focus focus_;
  History history_;
  std::optional<Issue> notice_;  // of opening a file
  std::vector<std::unique_ptr<Lab>> labs_;
  size_t lab_ = 0;

  struct Line {  // to one session
    std::shared_ptr<Session> session;
    std::vector<Command> outbox;
    std::vector<Probe> watched, asked;
    void flush();
  };
  Line training_, reader_;
  std::shared_ptr<const Snapshot> now_, reader_now_;
};

}  // namespace saddle::app
