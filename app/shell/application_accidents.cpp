#include <thread>

#include <imgui.h>

#include "saddle/issue_of.h"
#include "saddle/model.h"
#include "shell/abandoned_frame.h"
#include "shell/application.h"
#include "ui/widgets.h"

// What becomes of accidents: of a frame that cannot be drawn, of a program that is being ended, and of one that was.
namespace saddle::app {

// What was drawn up to there is shown, with the bar and the sentence above it. The next frame tries again.
void Application::give_up_frame(const std::exception_ptr& reason) {
  close_abandoned_frame();
  picture_.reset();
  notices_.failed(make_issue("",
                             "something cannot be drawn: {}; what was drawn, typed and trained is kept: choose another "
                             "panel, or save and start again",
                             issue_of(reason).text()));
}

void Application::rescue() {
  lessons_.leave(around_lessons());
  const bool threads = options_.threading == Session::Threading::worker;
  autosave_.keep(state_, run_.training(), [&] {
    if (threads || !run_.pump()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  store_.store_runs(state_.runs, background_);
  background_.finish();
}

void Application::offer_rescued(Frame& frame) {
  if (restoring_ && now().answered >= *restoring_) {
    restoring_.reset();
    if (now().status != Status::failed) autosave_.discard();
  }
  const auto& found = autosave_.found();
  if (!found || restoring_) return;
  if (found->run.empty() && found->drawing.empty() && found->draft == draft()) return autosave_.discard();
  const ui::Ui& ui = frame.ui;
  const std::string actions[] = {std::string(ui.tr("Restore")), std::string(ui.tr("Discard"))};
  const std::string_view sentence =
      found->run.empty() ? ui.tr("Saddle was cut short the last time. What was drawn and typed can be restored.")
                         : ui.tr(
                               "Saddle was cut short the last time. The run with its weights and what was drawn and "
                               "typed can be restored.");
  switch (ui::notice(frame.ui, "rescued", ui::Tone::note, sentence, actions)) {
    case 0:
      return restore();
    case 1:
      return autosave_.discard();
    default:
      return;
  }
}

void Application::restore() {
  restoring_ = Ticket{~uint64_t{0}};  // none that is answered: it is being read
  background_.run([this, file = autosave_.found()->run]() -> Background::Sequel {
    try {
      std::shared_ptr<const Model> model;
      if (!file.empty()) model = std::make_shared<const Model>(Model::read(file, options_.data_directory));
      return [this, model] { restored(model); };
    } catch (...) {
      return [this, issue = issue_of(std::current_exception())] {
        restoring_.reset();
        notices_.failed(issue);
      };
    }
  });
}

// The draft may have been changed since its run was begun: then the run stands beside it, as it did.
void Application::restored(std::shared_ptr<const Model> model) {
  const Rescued& found = *autosave_.found();
  const Experiment experiment = model ? model->experiment() : found.draft.experiment;
  restoring_ = run_.start({found.draft.preset, experiment}, false, std::move(model));
  state_.document.draft = found.draft;
  state_.focus.canvas = found.drawing;
}

}  // namespace saddle::app
