#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/experiment_file.h"
#include "saddle/model.h"
#include "saddle/search_runner.h"
#include "saddle/snapshot.h"
#include "ui/language.h"

namespace saddle::app {

// What a page tells of a run, a model or a search: values alone.
struct Report {
  std::string source = {};  // the file it was read from
  Experiment experiment = {};
  // The run.
  Curves curves = {};
  int64_t steps = 0, steps_per_epoch = 1;
  double seconds = 0;
  bool diverged = false;
  std::vector<Event> events = {};
  // Of the network: what was measured on some samples, and the filters of its first convolution.
  std::optional<Results> tested = {};
  std::vector<std::string> classes = {};
  std::string tested_on = {};  // "samples/test": where these samples are from; for a sentence
  std::optional<FiltersReading> filters = {};
  std::optional<Issue> untested = {};  // why nothing was measured on samples of a model
  // The search.
  std::optional<Search> search = {};
  std::shared_ptr<const SearchSnapshot> trials = {};  // null where there is no search

  std::vector<Issue> notes = {};  // what could not be told
};

// Reads what `saddle train` and `saddle search` write: a log (.jsonl), a journal (.jsonl), a tape or a model (.npz).
// `data_directory`: as in --data, for a model, whose samples are measured where they are there. Throws Error for
// anything else, and for what is damaged.
Report read_report(const std::filesystem::path& file, const std::filesystem::path& data_directory);
// Of a run's tape or of a model, which may take seconds.
Report report_of(std::shared_ptr<const Model> model, const std::filesystem::path& data_directory);
// Throw Error at `where`.
Report report_of_log(const std::string& text, const std::string& where);

// One page that stands alone: nothing is fetched, no script runs.
std::string report_html(const Report& report, const std::vector<Preset>& presets, const ui::Language& language);

}  // namespace saddle::app
