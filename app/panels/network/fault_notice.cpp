#include "panels/network/fault_notice.h"

#include "ui/widgets.h"

namespace saddle::app {

bool fault_notice(Frame& frame, const std::string& name, const Fault& fault) {
  ui::Ui& ui = frame.ui;
  const auto words = [&](const Issue& issue) {
    return Issue::fill(std::string(ui.tr(issue.message)), issue.arguments);
  };
  std::vector<std::string> actions;
  for (const Mend& mend : fault.mends) actions.push_back(words(mend.label));
  const int pressed = ui::notice(ui, name, ui::Tone::error, words(fault.issue), actions);
  if (pressed < 0) return false;
  // Changing the draft replaces the analysis that `fault` and its mends live in: copy the mend first.
  const Mend mend = fault.mends[static_cast<size_t>(pressed)];
  mend.apply(frame.draft.experiment);
  return true;
}

}  // namespace saddle::app
