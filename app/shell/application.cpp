#include "shell/application.h"

#include <utility>

#include "saddle/own_data.h"
#include "shell/assertions.h"
#include "shell/assets.h"
#include "shell/bar.h"
#include "shell/draw_buffers.h"
#include "shell/full_window.h"
#include "shell/keys_overlay.h"
#include "shell/run_store.h"
#include "shell/tapes.h"
#include "ui/keys.h"

namespace saddle::app {
namespace {

// That the window is opened with; null where it is opened with none.
std::shared_ptr<const Model> first_model(const ApplicationOptions& options) {
  if (options.run || options.draft || !options.experiment.ends_with(".npz")) return nullptr;
  return std::make_shared<const Model>(Model::read(options.experiment, options.data_directory));
}

// The run that has begun elsewhere, what was left, a model, or an experiment by its name.
Draft first_draft(const ApplicationOptions& options) {
  if (const auto model = first_model(options)) return {options.experiment, model->experiment()};
  if (options.run)
    return {options.draft ? options.draft->preset : options.experiment, *options.run->latest(first_run)->experiment};
  if (options.draft) return *options.draft;
  return {options.experiment, preset_or_file(options.experiment, assets_directory() / "presets")};
}

}  // namespace

Application::Application(ApplicationOptions options, std::function<void()> wake)
    : options_(std::move(options)),
      presets_(presets_in(assets_directory() / "presets")),
      state_{.settings = options_.settings, .document = {first_draft(options_)}},
      histories_(state_.document),
      analyses_(options_.data_directory),
      appearance_(options_.settings),
      labs_(options_.lab, {wake, options_.threading == Session::Threading::worker, options_.train, options_.page}),
      autosave_(options_.autosave),
      run_(options_, wake),
      store_(options_.settings_file, options_.runs, options_.settings),
      background_(options_.threading == Session::Threading::worker ? Background::Threading::worker
                                                                   : Background::Threading::none,
                  wake, [this](const Issue& issue) { notices_.failed(issue); }),
      files_(state_, background_, notices_, options_.threading == Session::Threading::worker, wake),
      homework_(state_, run_, labs_, files_, options_.data_directory) {
  shipped_tapes();  // reads what the menu will say, before there is a window that would wait
  state_.runs.restore(load_runs(options_.runs));
  state_.settings.lab = labs_.open_name();
  welcomes_ = !state_.settings.welcomed && !options_.settings_file.empty();
  first_lab_ = labs_.open_name();
  first_name_ = draft().experiment.name;
  if (!options_.lesson.empty())
    lessons_.ask(std::make_shared<const Lesson>(lesson_or_file(options_.lesson, assets_directory() / "lessons")));
  if (!options_.run) run_.start(draft(), options_.train && !lab().steps(), first_model(options_));
  run_.begin_frame();
}

Application::~Application() {
  lessons_.leave(around_lessons());
  state_.runs.observe(*run_.training().latest());
  state_.runs.close();
  store_.store_runs(state_.runs, background_);
  background_.finish();
}

void Application::use(plot::SurfaceRenderer& renderer) { labs_.use(renderer); }

bool Application::pump() {
  const bool trains = run_.pump(), plays = labs_.pump();
  return trains || plays;
}

int64_t Application::steps() const { return lab().steps().value_or(now().steps); }

bool Application::ended() const {
  if (lab().steps()) return !lab().moving();
  return now().status == Status::finished || now().status == Status::diverged;
}

bool Application::restless() const {
  return notices_.fades() || ImGui::GetIO().WantTextInput || lab().waiting() ||  // a cursor blinks where text goes
         state_.focus.time.plays;
}

bool Application::busy() const {
  return now().status == Status::running || now().status == Status::loading || background_.busy();
}

bool Application::answered() const { return run_.answered() && !lab().waiting() && !appearance_.stale(); }

void Application::resized(int width, int height) {
  state_.settings.width = width;
  state_.settings.height = height;
  state_.settings.sized = true;
}

Frame Application::frame_of(ui::Ui& ui, State& state, Feed& training, Reader& reader) {
  return {.ui = ui,
          .draft = state.document.draft,
          .own = state.document.labs[state.settings.lab],
          .training = training,
          .reader = reader,
          .workspace = state.settings.workspace,
          .focus = state.focus,
          .runs = state.runs,
          .analyses = analyses_,
          .presets = presets_,
          .data_directory = options_.data_directory,
          .outdated = run_.outdated(state.document.draft),
          .lessons = shelf_.get(),
          .lessons_progress = &state.settings.lessons,
          .book_progress = &state.settings.book};
}

void Application::draw(std::span<const ImVec2> trail) {
  if (!options_.outlives_failures) return draw_frame(trail);
#ifdef NDEBUG  // otherwise whoever works on the program wants to see it end there
  const AssertionsThrow assertions;
#endif
  try {
    draw_frame(trail);
  } catch (...) {
    give_up_frame(std::current_exception());
  }
}

void Application::draw_frame(std::span<const ImVec2> trail) {
  trim_draw_buffers();
  labs_.turn();
  lessons_.turn(around_lessons());
  state_.settings.lab = labs_.open_name();
  if (const auto failure = run_.begin_frame()) notices_.failed(*failure);
  state_.runs.observe(now());
  if (const auto leaving = std::exchange(leaving_, {})) leave(*leaving);
  shown_.swap(marks_);
  marks_.clear();
  ui::Ui ui = appearance_.ui(marks_, trail);
  Feed training = run_.training().feed();
  Reader reader = run_.reader().reader();
  Frame frame = frame_of(ui, state_, training, reader);
  know_lessons();
  follow_lesson(frame);
  draw_window(frame);
  // A lesson has an experiment of its own, and the assignment waits until it is left.
  if (!lessons_ && !homework_.keep_locked().empty())
    notices_.done(std::string(ui.tr("That is locked by the assignment.")));
  histories_.observe(state_.document, ImGui::IsAnyItemActive());
  run_.follow(draft(), analyses_);
  run_.pace(state_.settings.workspace.pace);
  run_.keep_moments(state_.settings.workspace.moments);
  run_.end_frame();
  files_.follow(ui.language, now());
  homework_.follow(ui.language, now());
  store_all();
  if (picture_) take_picture(*std::exchange(picture_, {}));
}

void Application::draw_window(Frame& frame) {
  // Esc takes ImGui's keyboard cursor to the region around what had it, whose frame would stay on the screen.
  if (ui::key_pressed(ImGuiKey_Escape)) ImGui::GetCurrentContext()->NavDisableHighlight = true;
  const FullWindow window(frame.ui);
  background_.deliver();
  if (!frame.ui.locks && !lessons_) frame.ui.locks = homework_.locks(frame.ui);
  keys(frame);
  if (const auto pressed = draw_bar(frame, labs_, state_.settings)) act(frame, *pressed);
  notices_.draw_failure(frame.ui);
  offer_rescued(frame);
  draw_welcome(frame);
  state_.focus.own_undo = state_.focus.own_arrows = false;
  draw_stage(frame);
  obey_panels(frame);
  notices_.draw_done(frame.ui);
  if (const auto answered = files_.draw(frame.ui)) answer(frame, *answered);
  homework_.draw_dialog(frame, shown_);
  draw_vote(frame);
  if (leave_.open()) {
    const LeaveDialog::Leaving leaving = leave_.leaving();
    const auto answered = leave_.draw(frame.ui);
    if (answered == LeaveDialog::Answer::save_first) act(frame, {Action::save_model});
    if (answered == LeaveDialog::Answer::go_on) go(leaving);
  }
  if (keys_shown_) keys_shown_ = draw_keys_overlay(frame.ui, lab().key_list());
}

// A second time goes, whatever keeps the question from being answered.
void Application::close() {
  leave_.open() || leaving_ ? go(LeaveDialog::Leaving::for_good) : leave(LeaveDialog::Leaving::for_good);
}

// At once where no trained weights would be lost.
void Application::leave(LeaveDialog::Leaving leaving) {
  if (lessons_) {  // which is left first: what it trained is nobody's loss
    lessons_.ask_to_leave();
    leaving_ = leaving;
    return;
  }
  const bool learned = now().steps > 0 && now().status != Status::failed && !now().tape;
  if (learned && !files_.has_saved(now())) return leave_.ask(leaving);
  go(leaving);
}

void Application::go(LeaveDialog::Leaving leaving) {
  if (leaving == LeaveDialog::Leaving::for_good) {
    quits_ = true;
    return;
  }
  // Upon the same data, a small network that fits them.
  const catalog::SampleInfo data = analyses_.of(draft().experiment).data;
  Experiment fresh;
  fresh.name = "New experiment";  // shown in the language of the moment
  fresh.data = draft().experiment.data;
  fresh.network = small_network_for(data);
  if (data.classes.empty() && data.outputs > 0) fresh.loss = {"mean_squared_error"};
  state_.document.draft = {"", std::move(fresh)};
  run_.start(draft(), false);
}

// What the panels have asked for in this frame.
void Application::obey_panels(Frame& frame) {
  Focus& focus = state_.focus;
  focus.wanted_panel = -1;
  focus.wanted_undo = Focus::Undo::none;
  if (std::exchange(focus.picture_asked, false)) files_.ask(FilePurpose::bring, frame.ui.language, shown_);
  if (const std::string file = std::exchange(focus.wanted_file, {}); !file.empty()) open(file);
  if (focus.paste == Focus::Paste::wanted) paste();
  if (const auto wish = std::exchange(focus.wanted_stage, {})) stage(*wish);
  if (const std::string lab = std::exchange(focus.wanted_lab, {}); !lab.empty()) labs_.ask(lab);
  if (const auto action = std::exchange(focus.wanted_action, {})) act(frame, {*action});
  if (const std::string lesson = std::exchange(focus.wanted_lesson, {}); !lesson.empty()) open_lesson(lesson);
}

void Application::answer(Frame& frame, const PathDialog::Answer& answer) {
  notices_.forget_failure();
  switch (answer.purpose) {
    case FilePurpose::open:
    case FilePurpose::bring:
      return open(answer.path);
    case FilePurpose::experiment:
      return files_.save_experiment(frame.ui.language, answer.path, options_.data_directory, lab().study(frame));
    case FilePurpose::model:
    case FilePurpose::checkpoint:
    case FilePurpose::tape:
      return files_.save_model(run_.training(), answer.path, answer.purpose);
    case FilePurpose::report:
      return files_.save_report(frame, run_.training(), answer.path);
    case FilePurpose::picture:
      picture_ = answer;
      return;
    case FilePurpose::curves:
      return files_.save_curves(frame, answer.path);
    case FilePurpose::answer:
      return homework_.save_answer(frame, answer.path);
    case FilePurpose::assignment:
      return homework_.save_assignment(frame.ui.language, answer.path);
  }
}

}  // namespace saddle::app
