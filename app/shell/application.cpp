#include "shell/application.h"

#include <algorithm>
#include <utility>

#include "saddle/catalog.h"
#include "saddle/issue_of.h"
#include "saddle/model.h"
#include "shell/abandoned_frame.h"
#include "shell/assertions.h"
#include "shell/assets.h"
#include "shell/bar.h"
#include "shell/full_window.h"
#include "shell/keys_overlay.h"
#include "shell/run_store.h"

namespace saddle::app {
namespace {

// The run that has begun elsewhere, what was left, or an experiment by its name.
Draft first_draft(const ApplicationOptions& options) {
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
      autosave_(options_.autosave),
      run_(options_, wake),
      store_(options_.settings_file, options_.runs, options_.settings),
      background_(options_.threading == Session::Threading::worker ? Background::Threading::worker
                                                                   : Background::Threading::none,
                  wake, [this](const Issue& issue) { notices_.failed(issue); }),
      files_(state_, background_, notices_) {
  state_.runs.restore(load_runs(options_.runs));
  make_labs(wake);
  if (!options_.run) run_.start(draft(), options_.train && !lab().steps());
  run_.begin_frame();
}

Application::~Application() {
  state_.runs.observe(*run_.training().latest());
  state_.runs.close();
  store_.store_runs(state_.runs, background_);
  background_.finish();
}

void Application::make_labs(const std::function<void()>& wake) {
  lab_types_ = labs::all();
  std::ranges::stable_sort(lab_types_, {}, &LabType::order);
  std::vector<Entry> names;
  for (const LabType& type : lab_types_) {
    if (type.name == options_.lab) next_lab_ = labs_.size();
    labs_.push_back(type.make());
    labs_.back()->connect({wake, options_.threading == Session::Threading::worker, options_.train});
    names.push_back({.name = type.name, .title = type.title, .help = type.help});
  }
  catalog::get(names, options_.lab, "--lab");
  open_lab(next_lab_);
}

void Application::open_lab(size_t lab) {
  lab_ = next_lab_ = lab;
  state_.settings.lab = lab_types_[lab].name;
}

void Application::use(plot::SurfaceRenderer& renderer) {
  for (const auto& lab : labs_) lab->use(renderer);
}

bool Application::pump() {
  bool busy = run_.pump();
  for (const auto& lab : labs_) busy = lab->pump() || busy;
  return busy;
}

int64_t Application::steps() const { return lab().steps().value_or(now().steps); }

bool Application::ended() const {
  if (lab().steps()) return !lab().moving();
  return now().status == Status::finished || now().status == Status::diverged;
}

bool Application::busy() const {
  return now().status == Status::running || now().status == Status::loading || background_.busy();
}

bool Application::answered() const { return run_.answered() && !lab().waiting() && !appearance_.stale(); }

void Application::open(const std::string& file) {
  notices_.forget_failure();
  background_.run([this, file]() -> Background::Sequel {
    try {
      std::shared_ptr<const Model> model;
      if (file.ends_with(".npz")) model = std::make_shared<const Model>(Model::read(file, options_.data_directory));
      const Experiment experiment = model ? model->experiment() : load_experiment(file);
      return [this, file, experiment, model] { opened(file, experiment, model); };
    } catch (...) {
      return [this, issue = issue_of(std::current_exception())] { notices_.failed(issue); };
    }
  });
}

void Application::opened(const std::string& file, const Experiment& experiment, std::shared_ptr<const Model> model) {
  state_.document.draft = {file, experiment};
  run_.start(draft(), false, std::move(model));
  files_.remember(file);
}

void Application::resized(int width, int height) {
  state_.settings.width = width;
  state_.settings.height = height;
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
          .outdated = run_.outdated(state.document.draft)};
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
  if (next_lab_ != lab_) open_lab(next_lab_);
  if (const auto failure = run_.begin_frame()) notices_.failed(*failure);
  state_.runs.observe(now());
  shown_.swap(marks_);
  marks_.clear();
  ui::Ui ui = appearance_.ui(marks_, trail);
  Feed training = run_.training().feed();
  Reader reader = run_.reader().reader();
  Frame frame = frame_of(ui, state_, training, reader);
  draw_window(frame);
  histories_.observe(state_.document, ImGui::IsAnyItemActive());
  run_.follow(draft(), analyses_);
  run_.pace(state_.settings.workspace.pace);
  run_.end_frame();
  files_.follow(ui.language, now());
  store_.store_runs(state_.runs, background_);
  store_.store_settings(state_, background_);
  autosave_.follow(state_, run_.training(), background_);
  if (picture_) take_picture(*std::exchange(picture_, {}));
}

void Application::draw_window(Frame& frame) {
  const FullWindow window(frame.ui);
  background_.deliver();
  keys(frame);
  if (const auto pressed = draw_bar(frame, lab_types_, lab_, lab(), state_.settings)) act(frame, *pressed);
  notices_.draw_failure(frame.ui);
  offer_rescued(frame);
  lab().draw(frame);
  state_.focus.wanted_panel = -1;  // of this frame only
  notices_.draw_done(frame.ui);
  if (const auto answered = files_.draw(frame.ui)) answer(frame, *answered);
  if (keys_shown_) keys_shown_ = draw_keys_overlay(frame.ui, lab().key_list());
}

void Application::answer(Frame& frame, const PathDialog::Answer& answer) {
  notices_.forget_failure();
  switch (answer.purpose) {
    case FilePurpose::open:
      return open(answer.path);
    case FilePurpose::experiment:
      return files_.save_experiment(frame.ui.language, answer.path, options_.data_directory);
    case FilePurpose::model:
    case FilePurpose::checkpoint:
      return files_.save_model(run_.training(), answer.path, answer.purpose == FilePurpose::checkpoint);
    case FilePurpose::picture:
      picture_ = answer;
      return;
    case FilePurpose::curves:
      return files_.save_curves(frame, answer.path);
  }
}

// Draws the window once more, of copies: nothing of that reaches the program.
void Application::take_picture(const PathDialog::Answer& answer) {
  State state = state_;
  std::vector<Command> unsent;
  std::vector<Probe> unwatched;
  ModelService::Question unasked;
  Feed training{run_.now(), unsent, unwatched};
  Reader reader{run_.reader().now(), unasked};
  const auto* pose = pictures_.take(appearance_, answer.factor, answer.subject, [&](ui::Ui& ui) {
    Frame frame = frame_of(ui, state, training, reader);
    const FullWindow window(ui);
    draw_bar(frame, lab_types_, lab_, lab(), state.settings);
    lab().draw(frame);
  });
  files_.save_in_background(
      appearance_.language(), answer.path, [file = answer.path, pose] { write_png(file, pose->pixels()); },
      [this, pose] { pictures_.release(pose); });
}

}  // namespace saddle::app
