#include "shell/file_actions.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/runs/run_words.h"
#include "report/report.h"
#include "saddle/issue_of.h"
#include "saddle/text_file.h"
#include "shell/curves_csv.h"
#include "shell/train_command.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

std::string ending_of(FilePurpose purpose) {
  switch (purpose) {
    case FilePurpose::model:
    case FilePurpose::checkpoint:
    case FilePurpose::tape:
      return ".npz";
    case FilePurpose::picture:
      return ".png";
    case FilePurpose::curves:
      return ".csv";
    case FilePurpose::answer:
      return ".answer";
    case FilePurpose::report:
      return ".html";
    case FilePurpose::open:
    case FilePurpose::bring:
    case FilePurpose::experiment:
    case FilePurpose::assignment:
      break;
  }
  return ".json";
}

// "Simple convnet" -> "simple-convnet": what every file system takes; letters of other scripts stay.
std::string file_stem(const std::string& name) {
  std::string stem;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || byte >= 0x80) {
      stem += static_cast<char>(std::tolower(byte));
    } else if (!stem.empty() && stem.back() != '-') {
      stem += '-';
    }
  }
  while (!stem.empty() && stem.back() == '-') stem.pop_back();
  return stem.empty() ? "saddle" : stem;
}

// What a picture can show: each pane, and the whole window.
std::vector<ui::Option> subjects_of(const ui::Language& language, const ui::Marks& shown) {
  std::vector<ui::Option> subjects;
  for (const auto& [mark, rect] : shown) {
    if (!mark.starts_with("pane") || !mark.ends_with(".area")) continue;
    const auto type = std::ranges::find(panels::all(), rect.text, &PanelType::name);
    if (type != panels::all().end()) subjects.push_back({mark, std::string(language(type->title))});
  }
  subjects.push_back({"", std::string(language("The whole window"))});
  return subjects;
}

}  // namespace

void FileActions::ask(FilePurpose purpose, const ui::Language& language, const ui::Marks& shown,
                      const std::string& name) {
  copy_when_saved_ = false;
  const std::vector<std::string>& recent = state_.settings.recent;
  fs::path folder = recent.empty() ? fs::path() : fs::path(recent.front()).parent_path();
  const char* home = std::getenv("HOME");
  if (folder.empty() && home) folder = home;
  const std::string suggested = std::exchange(state_.focus.suggested_file, {});
  if (purpose == FilePurpose::open && !suggested.empty()) return dialog_.ask(purpose, fs::absolute(suggested).string());
  if (purpose == FilePurpose::open || purpose == FilePurpose::bring)
    return dialog_.ask(purpose, (folder / "").string());
  std::string stem = file_stem(name.empty() ? state_.document.draft.experiment.name : name);
  if (purpose == FilePurpose::checkpoint) stem += "-checkpoint";
  if (purpose == FilePurpose::tape) stem += "-tape";
  if (purpose == FilePurpose::report) stem += "-report";
  dialog_.ask(purpose, (folder / (stem + ending_of(purpose))).string(),
              purpose == FilePurpose::picture ? subjects_of(language, shown) : std::vector<ui::Option>());
}

void FileActions::save_experiment(const ui::Language& language, const std::string& file,
                                  const std::string& data_directory, const std::optional<Study>& study) {
  save_in_background(language, file, [file, study, experiment = state_.document.draft.experiment] {
    study ? write_text_file(file, to_json(*study)) : saddle::save_experiment(file, experiment);
  });
  if (!std::exchange(copy_when_saved_, false)) return;
  const std::string command =
      study ? sweep_command_of_file(file, data_directory) : train_command_of_file(file, data_directory);
  ImGui::SetClipboardText(command.c_str());
}

void FileActions::save_model(SessionLine& training, const std::string& file, FilePurpose purpose) {
  const auto to = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
  std::future<std::shared_ptr<const Model>> model = to->get_future();
  const Ticket ticket = training.send(command::Capture{
      .to = to, .checkpoint = purpose == FilePurpose::checkpoint, .tape = purpose == FilePurpose::tape});
  saving_.push_back({ticket, std::move(model), file, nullptr});
}

// The run is asked for as a tape, which has all that the page tells.
void FileActions::save_report(Frame& frame, SessionLine& training, const std::string& file) {
  const auto to = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
  std::future<std::shared_ptr<const Model>> model = to->get_future();
  const Ticket ticket = training.send(command::Capture{.to = to, .tape = true});
  saving_.push_back({ticket, std::move(model), file,
                     [language = frame.ui.language, presets = frame.presets](const std::shared_ptr<const Model>& run,
                                                                             const std::string& page) {
                       write_text_file(page, report_html(report_of(run, {}), presets, language));
                     }});
}

void FileActions::follow(const ui::Language& language, const RunSnapshot& now) {
  if (opened_ && now.answered >= opened_->first) {
    saved_run_ = now.run;
    saved_steps_ = opened_->second;
    opened_.reset();
  }
  while (!saving_.empty() && now.answered >= saving_.front().ticket) {
    Saving saving = std::move(saving_.front());
    saving_.pop_front();
    write_model(language, std::move(saving), now);
  }
}

void FileActions::write_model(const ui::Language& language, Saving saving, const RunSnapshot& now) {
  try {
    const std::shared_ptr<const Model> model = saving.model.get();  // is there: the command was obeyed
    if (saving.page)
      return save_in_background(language, saving.file,
                                [model, file = saving.file, page = saving.page] { page(model, file); });
    save_in_background(
        language, saving.file, [model, file = saving.file] { model->save(file); },
        [this, run = now.run, steps = now.steps](bool saved) {
          if (!saved) return;
          saved_run_ = run;
          saved_steps_ = steps;
        });
  } catch (...) {
    Issue issue = issue_of(std::current_exception());
    issue.where = saving.file;
    notices_.failed(std::move(issue));
  }
}

void FileActions::save_curves(Frame& frame, const std::string& file) {
  const RunSnapshot& now = frame.training.now;
  const auto flops = [&](const Experiment& experiment) { return flops_per_step(experiment, frame.data_directory); };
  std::vector<CsvRun> runs;
  if (now.steps > 0 && now.experiment)
    runs.push_back(
        {title_of(frame.ui, *now.experiment, frame.presets), now.curves, now.steps_per_epoch, flops(*now.experiment)});
  for (const KeptRun& run : frame.runs.runs()) {
    if (run.shown && !frame.runs.is_live(run))
      runs.push_back({title_of(frame.ui, run, frame.presets), run.curves, run.steps_per_epoch, flops(run.experiment)});
  }
  save_in_background(frame.ui.language, file,
                     [file, runs = std::move(runs)] { write_text_file(file, curves_csv(runs)); });
}

void FileActions::copy_command(Frame& frame, const ui::Marks& shown, const std::optional<Study>& study) {
  const auto command =
      study ? sweep_command(*study, frame.presets, frame.draft.preset, frame.data_directory)
            : train_command(frame.draft.experiment, frame.presets, frame.draft.preset, frame.data_directory);
  if (!command) {
    ask(FilePurpose::experiment, frame.ui.language, shown);
    copy_when_saved_ = true;
    return;
  }
  ImGui::SetClipboardText(command->c_str());
  notices_.done(fmt::format(fmt::runtime(frame.ui.tr("Copied: {}")), *command));
}

void FileActions::save_in_background(const ui::Language& language, std::string file, std::function<void()> save,
                                     std::function<void(bool)> then) {
  background_.run([this, &language, file = std::move(file), save = std::move(save), then]() -> Background::Sequel {
    std::optional<Issue> issue;
    try {
      save();
    } catch (...) {
      issue = issue_of(std::current_exception());
    }
    return [this, &language, file, issue, then] {
      then(!issue);
      if (issue) return notices_.failed(*issue);
      notices_.forget_failure();
      saved(language, file);
    };
  });
}

void FileActions::saved(const ui::Language& language, const std::string& file) {
  std::error_code error;
  const fs::path whole = fs::absolute(file, error);
  notices_.done(fmt::format(fmt::runtime(language("Saved as {}")), error ? file : whole.lexically_normal().string()));
  const std::string ending = whole.extension().string();
  if (ending == ".json" || ending == ".npz") remember(file);  // what can be opened again
}

void FileActions::remember(const std::string& file) {
  std::error_code error;
  const fs::path whole = fs::absolute(file, error);
  const std::string path = error ? file : whole.lexically_normal().string();
  std::vector<std::string>& recent = state_.settings.recent;
  std::erase(recent, path);
  recent.insert(recent.begin(), path);
  if (recent.size() > most_recent_files) recent.resize(most_recent_files);
}

}  // namespace saddle::app
