#include "panels/network/fault_notice.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "saddle/catalog.h"
#include "ui/widgets.h"

namespace saddle::app {

bool about_data_file(const Experiment& experiment, const Issue& issue) {
  if (issue.where.empty() || issue.where.starts_with("network[")) return false;
  if (issue.where.find('/') != std::string::npos) return true;
  const auto path = experiment.data.properties.find("path");
  return path != experiment.data.properties.end() && path->second == Value(issue.where);
}

bool fault_notice(Frame& frame, const std::string& name, const Fault& fault) {
  ui::Ui& ui = frame.ui;
  // What has a title in a catalog is called by it.
  const auto titled = [&](const std::string& argument) {
    for (const auto* entries : {&catalog::datasets(), &catalog::losses(), &catalog::optimizers()}) {
      if (const Entry* entry = catalog::find(*entries, argument)) return std::string(ui.tr(entry->title));
    }
    return argument;
  };
  const auto words = [&](const Issue& issue) {
    std::vector<std::string> arguments;
    std::ranges::transform(issue.arguments, std::back_inserter(arguments), titled);
    const std::string sentence = Issue::fill(std::string(ui.tr(issue.message)), arguments);
    if (!about_data_file(frame.draft.experiment, issue)) return ui::capitalized(sentence, issue);
    const std::filesystem::path file(issue.where);
    return (file.has_filename() ? file : file.parent_path()).filename().string() + ": " + sentence;
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
