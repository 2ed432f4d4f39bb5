#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/history.h"
#include "model/lab.h"
#include "saddle/session.h"
#include "shell/background.h"
#include "shell/path_dialog.h"
#include "shell/settings.h"
#include "shell/shortcuts.h"

namespace saddle::app {

struct ApplicationOptions {
  std::string lab = "network";             // a row of labs::all()
  std::string experiment = "first-light";  // a preset or a file
  std::string data_directory = {};
  bool train = false;  // begin at once
  Session::Threading threading = Session::Threading::worker;
  Settings settings = {};
  std::optional<Document> draft = {};        // instead of the experiment: as it was left
  std::filesystem::path runs = {};           // folder of the kept runs; empty: they end with the program
  std::filesystem::path settings_file = {};  // what is set is written there now and then; empty: it is not
  std::shared_ptr<Session> run = nullptr;    // one that has begun elsewhere, of this experiment; otherwise a new one
};

// All of the program between the operating system's window and the engine: sessions, document, labs, the bar on top. It
// draws into whatever ImGui context is current, and knows no window.
class Application {
 public:
  // `wake`: called on a worker thread when there is something new to draw. Throws Error if the experiment does not
  // exist.
  explicit Application(
      ApplicationOptions options, std::function<void()> wake = [] {});
  ~Application();  // the run in training is kept, and all that was begun to be saved is saved
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  // Pictures in three dimensions are drawn by it, from now on; it must outlive the last frame.
  void use(plot::SurfaceRenderer& renderer);
  // Before each frame. True where the fonts were made anew and a renderer must take the atlas again.
  bool prepare();
  // One frame, between ImGui::NewFrame and ImGui::Render. `trail`: where the mouse passed since the frame before.
  void draw(std::span<const ImVec2> trail = {});

  // Gives each session without a thread one turn; returns false when all are idle.
  bool pump();
  // Opens an experiment file or a model, as a file dropped on the window.
  void open(const std::string& file);

  // Whether the window should cover the whole screen.
  bool full_screen() const { return full_screen_; }
  // The window's current size, for the next start.
  void resized(int width, int height);

  bool moving() const;    // the next frame is wanted at once
  bool busy() const;      // something moves on the screen by itself
  bool answered() const;  // all that the last frame asked of the workers is on the screen
  const ui::Marks& marks() const { return marks_; }
  const Snapshot& now() const { return *now_; }
  int64_t steps() const;  // of training, or of the lab that is open where it has its own
  bool ended() const;     // nothing more comes by itself
  const Document& draft() const { return draft_; }
  const Settings& settings() const { return settings_; }
  const Focus& focus() const { return focus_; }
  const RunShelf& runs() const { return runs_; }
  ImU32 background() const { return theme_.window; }

 private:
  void load_language(const std::string& code);
  void open_lab(size_t lab);
  void dress(double scale);
  void need_characters();

  // The bar: application_bar.cpp.
  void draw_bar(Frame& frame);
  void draw_tabs(ui::Ui& ui);
  void draw_run_buttons(Frame& frame);
  void draw_looks(Frame& frame);

  // Keys: application_keys.cpp.
  void keys(Frame& frame);
  void act(Frame& frame, Pressed pressed);
  static constexpr double least_scale = 0.6, most_scale = 4, scale_step = 1.1;
  void rescale(double scale);

  // Files: application_files.cpp.
  void draw_file_menu(Frame& frame);
  void ask_for_file(FilePurpose purpose);
  void answer(Frame& frame, const PathDialog::Answer& answer);
  void save_in_background(
      std::string file, std::function<void()> save, std::function<void()> then = [] {});
  void save_curves(const std::string& file);
  void save_picture(const PathDialog::Answer& answer);
  void copy_command();
  void follow_save();
  void remember_file(const std::string& file);
  void store_runs();
  void store_settings();

  // The run and the document: application_run.cpp.
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
  ui::Marks marks_, shown_;  // of this frame, and of the one before, which is what the user sees
  bool fonts_stale_ = true;
  Analyses analyses_;
  std::vector<Preset> presets_;
  Document draft_, seen_;
  Focus focus_;
  RunShelf runs_;
  History<Document> history_;
  std::optional<Issue> notice_;  // of opening or saving a file, where it failed
  std::string done_;             // what was done last; said for a while
  std::chrono::steady_clock::time_point done_at_{};
  PathDialog dialog_;
  bool keys_shown_ = false, full_screen_ = false;
  std::optional<PathDialog::Answer> picture_;  // to be taken when this frame is done
  bool posing_ = false;                        // drawn for a picture: without notices and dialogs
  bool copy_when_saved_ = false;               // the command, which needs the file
  struct ModelSave {
    std::string file;
    uint64_t obeyed = 0;  // commands before it
  };
  std::optional<ModelSave> saving_;
  std::string extra_characters_;  // typed by the user, or in names of the user's
  Settings stored_;
  std::chrono::steady_clock::time_point stored_at_{};
  std::vector<LabType> lab_types_;  // in the order of the bar
  std::vector<std::unique_ptr<Lab>> labs_;
  size_t lab_ = 0, next_lab_ = 0;  // another one is opened between two frames

  struct Line {  // to one session
    std::shared_ptr<Session> session;
    std::vector<Command> outbox;
    std::vector<Probe> watched, asked;
    void flush();
  };
  Line training_, reader_;
  std::shared_ptr<const Snapshot> now_, reader_now_;
  std::vector<ImGuiContext*> posed_;  // of pictures that are being drawn
  Background background_;             // last: its jobs end before what they may touch
};

}  // namespace saddle::app
