#include "shell/homework_desk.h"

#include <algorithm>
#include <utility>

#include "panels/homework/assignment_card.h"
#include "saddle/text_file.h"

namespace saddle::app {

void HomeworkDesk::stage(Assignment assignment, const std::string& file) {
  if (!staged_) {
    before_ = state_.document;
    lab_before_ = state_.settings.lab;
  }
  staged_.emplace(std::move(assignment));
  state_.document.draft = {file, staged_->assignment().experiment};
  run_.start(state_.document.draft, false);
  labs_.ask("network");
}

void HomeworkDesk::leave() {
  if (!staged_) return;
  staged_.reset();
  state_.document = std::exchange(before_, {});
  run_.start(state_.document.draft, false);
  labs_.ask(lab_before_);
}

const ui::Locks* HomeworkDesk::locks(const ui::Ui& ui) {
  if (!staged_) return nullptr;
  locks_.why = [this, &ui](std::string_view name) {
    return staged_ && locks_widget(staged_->assignment(), name)
               ? std::string(ui.tr("The assignment keeps this as it is."))
               : std::string();
  };
  return &locks_;
}

float HomeworkDesk::width(const ui::Ui& ui) const {
  // In a window that is too narrow for both, a pane beside it still has room for its head.
  const float window = ImGui::GetIO().DisplaySize.x, share = window < ui.px(480) ? 0.33f : 0.4f;
  return staged_ ? std::min(ui.px(340), window * share) : 0;
}

void HomeworkDesk::draw_card(Frame& frame, const ui::Marks& shown) {
  staged_->observe(frame.training.now, frame.training.outbox);
  const auto obstacle = staged_->obstacle(frame.training.now);
  switch (draw_assignment_card(frame, *staged_, obstacle)) {
    case AssignmentWish::nothing:
      return;
    case AssignmentWish::save:
      return files_.ask(FilePurpose::answer, frame.ui.language, shown, staged_->who);
    case AssignmentWish::leave:
      return leave();
  }
}

void HomeworkDesk::draw_dialog(Frame& frame, const ui::Marks& shown) {
  const auto made = dialog_.draw(frame.ui);
  if (!made) return;
  made_ = made->assignment;
  files_.ask(FilePurpose::assignment, frame.ui.language, shown, made_.title + (made->key ? " key" : ""));
}

void HomeworkDesk::save_assignment(const ui::Language& language, const std::string& file) {
  files_.save_in_background(language, file, [file, text = to_json(made_)] { write_text_file(file, text); });
}

void HomeworkDesk::save_answer(Frame& frame, const std::string& file) {
  if (!staged_ || staged_->obstacle(frame.training.now)) return;
  AnswerSheet sheet = staged_->sheet(frame.training.now);
  if (!StagedAssignment::measures(frame.training.now)) {
    sheet.claimed.parameters = frame.analyses.of(sheet.experiment).plan.parameters();
    files_.save_in_background(frame.ui.language, file, [file, text = to_json(sheet)] { write_text_file(file, text); });
    return;
  }
  const auto to = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
  auto model = to->get_future();
  const Ticket ticket = run_.training().send(command::Capture{.to = to});
  pending_ = Pending{ticket, std::move(model), std::move(sheet), file};
}

// The whole test set is measured in the background, as whoever grades will measure it.
void HomeworkDesk::follow(const ui::Language& language, const RunSnapshot& now) {
  if (!pending_ || now.answered < pending_->ticket) return;
  auto pending = std::make_shared<Pending>(std::move(*std::exchange(pending_, std::nullopt)));
  files_.save_in_background(language, pending->file, [pending, directory = data_directory_] {
    AnswerSheet& sheet = pending->sheet;
    const auto model = pending->model.get();  // is there: the command was obeyed
    const auto data = load_dataset(sheet.experiment.data, directory);
    sheet.claimed = figures_of(*model, *data, sheet.claimed.steps, sheet.claimed.train_loss);
    write_text_file(pending->file, to_json(sheet));
  });
}

std::string HomeworkDesk::keep_locked() {
  return staged_ ? restore_locked(staged_->assignment(), state_.document.draft.experiment) : std::string();
}

}  // namespace saddle::app
