#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lessons/shelf.h"
#include "model/draft_analysis.h"
#include "model/histories.h"
#include "shell/appearance.h"
#include "shell/application_options.h"
#include "shell/autosave.h"
#include "shell/background.h"
#include "shell/file_actions.h"
#include "shell/homework_desk.h"
#include "shell/lab_set.h"
#include "shell/leave_dialog.h"
#include "shell/lesson_room.h"
#include "shell/notices.h"
#include "shell/opened_file.h"
#include "shell/picture_taker.h"
#include "shell/run_controller.h"
#include "shell/state.h"
#include "shell/store.h"
#include "shell/vote_desk.h"

namespace saddle::app {

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

  // The renderer for surfaces, from now on; it must outlive the last frame.
  void use(plot::SurfaceRenderer& renderer);
  // Before each frame. Returns true if there are new fonts, whose atlas the renderer must take.
  bool prepare() { return appearance_.prepare(state_.settings); }
  // One frame, between ImGui::NewFrame and ImGui::Render. `trail`: where the mouse passed since the frame before.
  void draw(std::span<const ImVec2> trail = {});
  // After ImGui::Render, before the frame is shown.
  void rendered(ImDrawData& drawn) { appearance_.rendered(drawn); }

  // What the window shows, or the part of it with that mark, as SVG: on white, without buttons and menus.
  std::string svg(const std::string& subject);

  // Gives each session without a thread one turn; returns false when all are idle.
  bool pump();
  // Opens a file as one that was dropped on the window: an experiment, a model, data to learn from, or a picture to ask
  // the network about. It is read in the background, and there in one of the next frames.
  void open(const std::string& file);

  // For a program that is being ended by a signal, or has lost its screen: saves the run, its weights, draft and
  // drawing for the next start, and waits for that some seconds at most.
  void rescue();

  // The button of the window that closes it: asks first where trained weights would be lost, as Quit does. See quits().
  void close();
  // The user wants to leave.
  bool quits() const { return quits_; }
  // Whether the window should cover the whole screen.
  bool full_screen() const { return full_screen_; }
  // Where the window is, from now on.
  void on_screen(const Screen& screen);
  // The window's current size, for the next start.
  void resized(int width, int height);

  bool moving() const { return lab().moving() || appearance_.stale(); }  // the next frame is wanted at once
  bool restless() const;  // what is on the screen changes with time, though nothing happens
  bool busy() const;      // something moves on the screen by itself
  bool answered() const;  // all that the last frame asked of the workers is on the screen
  bool ended() const;     // nothing more comes by itself
  int64_t steps() const;  // of training, or of the lab that is open where it has its own
  const ui::Marks& marks() const { return marks_; }
  const RunSnapshot& now() const { return run_.now(); }
  const Draft& draft() const { return state_.document.draft; }
  const Settings& settings() const { return state_.settings; }
  const Document& document() const { return state_.document; }
  const LessonRoom& lessons() const { return lessons_; }
  LessonRoom& lessons() { return lessons_; }  // for tests, which solve steps
  Settings settings_to_store() const { return lessons_.settings_to_store(state_); }
  const Focus& focus() const { return state_.focus; }
  const RunShelf& runs() const { return state_.runs; }
  ImU32 background() const { return appearance_.theme().window; }

 private:
  Lab& lab() const { return labs_.open(); }
  Frame frame_of(ui::Ui& ui, State& state, Feed& training, Reader& reader);
  void opened(const std::string& file, const OpenedFile& opened);
  void paste();
  void draw_frame(std::span<const ImVec2> trail);
  void give_up_frame(const std::exception_ptr& reason);
  void draw_window(Frame& frame);
  void draw_stage(Frame& frame);
  void ask_class(Frame& frame);
  void draw_vote(Frame& frame);
  void offer_rescued(Frame& frame);
  void restore();
  void restored(std::shared_ptr<const Model> model);
  void keys(Frame& frame);
  void act(Frame& frame, Pressed pressed);
  void leave(LeaveDialog::Leaving leaving);
  void go(LeaveDialog::Leaving leaving);
  void obey_panels(Frame& frame);
  void draw_lab(Frame& frame);
  void store_all();
  LessonRoom::Around around_lessons();
  void open_lesson(const std::string& name);
  void know_lessons();
  void stage(const StageWish& wish);
  void follow_lesson(Frame& frame);
  void draw_welcome(Frame& frame);
  void answer(Frame& frame, const PathDialog::Answer& answer);
  void take_picture(const PathDialog::Answer& answer);
  const PictureTaker::Pose* pose_for(const PictureTaker::Wish& wish);

  const ApplicationOptions options_;
  const std::vector<Preset> presets_;
  State state_;
  Histories histories_;
  Analyses analyses_;
  Appearance appearance_;
  ui::Marks marks_, shown_;  // of this frame, and of the one before, which is what the user sees
  LabSet labs_;
  LessonRoom lessons_;
  std::shared_ptr<const LessonShelf> shelf_;  // null: not read yet
  bool shelf_asked_ = false;
  bool welcomes_ = false;               // what there is to begin with is said, until something was begun
  std::string first_lab_, first_name_;  // that the window opened with, and of which experiment
  bool keys_shown_ = false, full_screen_ = false, quits_ = false;
  std::optional<PathDialog::Answer> picture_;  // to be taken when this frame is done
  Autosave autosave_;                          // its folder goes when nobody writes into it any more
  std::optional<Ticket> restoring_;            // a Start that the worker has not answered yet
  RunController run_;
  Store store_;
  Notices notices_;
  PictureTaker pictures_;
  Background background_;  // its jobs end, in ~Application, before what they may touch
  FileActions files_;
  HomeworkDesk homework_;
  VoteDesk vote_;
  LeaveDialog leave_;
  std::optional<LeaveDialog::Leaving> leaving_;  // once the lesson is left
};

}  // namespace saddle::app
