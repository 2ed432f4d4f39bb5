#include "shell/autosave.h"

#include <algorithm>
#include <utility>

#include "saddle/error.h"
#include "saddle/model.h"

namespace saddle::app {
namespace {

constexpr std::chrono::seconds run_interval{30}, window_interval{2}, last_chance{10};
constexpr int most_often = 20;  // it is being saved for at most one part in so many of the time

using Captured = std::future<std::shared_ptr<const Model>>;

template <class Future>
bool is_there(const Future& future) {
  return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

// A full disk costs what an accident would cost, but nothing now; and a run that was not there, or had diverged, when
// the worker came to it is none to be kept.
void write(Captured& captured, const std::filesystem::path& file) {
  try {
    captured.get()->save(file);
  } catch (...) {
  }
}

bool stands(const RunSnapshot& run) {
  return run.status == Status::ready || run.status == Status::paused || run.status == Status::finished;
}

}  // namespace

Autosave::Autosave(const std::filesystem::path& root)
    : claim_(FolderClaim::make(root)), found_(find_rescued(root)), interval_(run_interval) {}

Autosave::~Autosave() {
  if (!kept_) claim_.remove();
}

void Autosave::discard() {
  if (found_) found_->claim.remove();
  found_.reset();
}

bool Autosave::run_changed(const RunSnapshot& now) const {
  return now.steps > 0 && !now.tape && (stands(now) || now.status == Status::running) &&
         (now.run != saved_run_ || now.steps != saved_steps_);
}

void Autosave::ask_for_run(State& state, SessionLine& training) {
  const RunSnapshot& now = training.now();
  asked_at_ = Clock::now();
  asked_run_ = now.run;
  asked_steps_ = now.steps;
  auto promise = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
  captured_ = promise->get_future();
  training.send(command::Capture{.to = std::move(promise), .checkpoint = true});
  state.runs.close();  // its curves, among the kept runs
}

void Autosave::run_saved() {
  written_ = {};
  run_saved_at_ = Clock::now();
  interval_ = std::max<Clock::duration>(run_interval, most_often * (run_saved_at_ - asked_at_));
  saved_run_ = asked_run_;
  saved_steps_ = asked_steps_;
}

void Autosave::write_run(Background& background) {
  const auto done = std::make_shared<std::promise<void>>();
  written_ = done->get_future();
  background.run([done, captured = std::make_shared<Captured>(std::move(captured_)),
                  file = run_file(claim_.folder())]() -> Background::Sequel {
    write(*captured, file);
    done->set_value();
    return {};
  });
}

void Autosave::follow_run(State& state, SessionLine& training, Background& background) {
  const RunSnapshot& now = training.now();
  if (written_.valid()) {
    if (!is_there(written_)) return;
    run_saved();
  }
  if (captured_.valid()) {
    if (is_there(captured_)) write_run(background);
    return;
  }
  // What stands still costs nothing while it is saved.
  if (run_changed(now) && (stands(now) || Clock::now() - run_saved_at_ >= interval_)) ask_for_run(state, training);
}

bool Autosave::window_changed(const State& state) const {
  return state.document.draft != draft_ || state.focus.canvas != drawn_;
}

void Autosave::follow(State& state, SessionLine& training, Background& background) {
  if (!claim_) return;
  follow_run(state, training, background);
  if (!window_changed(state) || Clock::now() - written_at_ < window_interval) return;
  written_at_ = Clock::now();
  draft_ = state.document.draft;
  drawn_ = state.focus.canvas;
  background.run([folder = claim_.folder(), draft = draft_, drawing = drawn_] {
    try {
      save_window(folder, draft, drawing);
    } catch (const Error&) {
      // A full disk costs what an accident would cost, but nothing now.
    }
    return Background::Sequel();
  });
}

void Autosave::keep(State& state, SessionLine& training, const std::function<void()>& wait) {
  if (!claim_) return;
  kept_ = true;
  training.begin_frame();
  state.runs.observe(training.now());
  if (run_changed(training.now())) {
    const auto end = Clock::now() + last_chance;
    if (written_.valid()) written_.wait_until(end);  // which would come to lie over what follows
    ask_for_run(state, training);
    while (!is_there(captured_) && Clock::now() < end) wait();
    if (is_there(captured_)) write(captured_, run_file(claim_.folder()));
  }
  try {
    save_window(claim_.folder(), state.document.draft, state.focus.canvas);
  } catch (const Error&) {
    // There is nobody left to be told.
  }
}

}  // namespace saddle::app
